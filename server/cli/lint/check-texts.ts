import { namedElements, type NamedElement } from '../../../engine/index.js';
import type { JsonFile, PathwayFolder } from '../library/pathway-folder.js';
import { fileFinding, type FileFinding } from './file-finding.js';

/** Names in the drawing are bokmål; these languages need a text of their own. */
const TRANSLATIONS = { nn: 'nynorsk', en: 'English' } as const;
type Translation = keyof typeof TRANSLATIONS;

/**
 * `i18n/*.json` of a pathway: every entry belongs to an element or a form, and what people read in lists has its name
 * in every language. A folder without any texts is left alone: it is a drawing, not yet a pathway.
 */
export async function checkTexts(folder: PathwayFolder): Promise<readonly FileFinding[]> {
  const files = Object.values(folder.texts);
  if (files.length === 0) return [];
  const drawn = await Promise.all(
    folder.diagrams.map(async ({ path, text }) => ({ path, elements: await namedElements(text) })),
  );
  const missing = drawn.flatMap(({ path, elements }) =>
    languages.flatMap((language) => missingNames(path, elements, language, folder.texts[language])),
  );
  return [...missing, ...files.flatMap((file) => withoutOwner(file, folder))];
}

const languages = Object.keys(TRANSLATIONS) as readonly Translation[];

function missingNames(
  path: string,
  elements: readonly NamedElement[],
  language: Translation,
  texts: JsonFile | undefined,
): readonly FileFinding[] {
  return elements
    .filter(({ id, languages }) => !languages.includes(language) && !hasName(texts?.value[id]))
    .map(({ id, name, line }) => {
      const message = `It has no name in ${TRANSLATIONS[language]} (i18n/${language}.json).`;
      const finding = fileFinding(path, 'warning', 'TRANSLATION_MISSING', message, { elementId: id, line });
      return { ...finding, elementName: name };
    });
}

function hasName(entry: unknown): boolean {
  const name = typeof entry === 'object' && entry !== null ? (entry as { readonly name?: unknown }).name : undefined;
  return typeof name === 'string' && name.trim() !== '';
}

function withoutOwner(file: JsonFile, folder: PathwayFolder): readonly FileFinding[] {
  const ids = new Set(
    folder.diagrams.flatMap(({ text }) => [...text.matchAll(/\sid\s*=\s*(["'])(.*?)\1/g)].map((id) => id[2])),
  );
  const known = (key: string): boolean => ids.has(key) || key in folder.forms;
  return Object.keys(file.value)
    .filter((key) => !known(key))
    .map((key) => {
      const message = `There is no element and no form ${key} that this text could belong to.`;
      return fileFinding(file.path, 'warning', 'TEXT_WITHOUT_OWNER', message, { elementId: key });
    });
}
