import { namedElements, type NamedElement } from '../../../engine/index.js';
import type { JsonFile, PathwayFolder } from '../library/pathway-folder.js';
import { fileFinding, type FileFinding } from './file-finding.js';
import { formTexts } from './form-texts.js';

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
    elements.flatMap((element) => missingNames(path, element, folder)),
  );
  const inForms = languages.flatMap((language) => missingFormTexts(folder, language));
  return [...missing, ...inForms, ...files.flatMap((file) => withoutOwner(file, folder))];
}

const languages = Object.keys(TRANSLATIONS) as readonly Translation[];

function missingNames(path: string, element: NamedElement, folder: PathwayFolder): readonly FileFinding[] {
  const { id, name, line } = element;
  const lacking = languages.filter(
    (language) => !element.languages.includes(language) && !hasName(folder.texts[language]?.value[id]),
  );
  if (lacking.length === 0) return [];
  const message = `It has no name in ${lacking.map((language) => TRANSLATIONS[language]).join(' and ')} (i18n).`;
  const finding = fileFinding(path, 'warning', 'TRANSLATION_MISSING', message, { elementId: id, line });
  return [{ ...finding, elementName: name }];
}

function hasName(entry: unknown): boolean {
  const name = typeof entry === 'object' && entry !== null ? (entry as { readonly name?: unknown }).name : undefined;
  return typeof name === 'string' && name.trim() !== '';
}

/** One finding for each form, with the places of its texts that are missing. */
function missingFormTexts(folder: PathwayFolder, language: Translation): readonly FileFinding[] {
  return Object.entries(folder.forms).flatMap(([id, form]) => {
    const entry = (folder.texts[language]?.value[id] ?? {}) as Readonly<Record<string, unknown>>;
    const places = formTexts(form.value).filter((pointer) => typeof entry[pointer] !== 'string');
    if (places.length === 0) return [];
    const message = `Not in ${TRANSLATIONS[language]} (i18n/${language}.json): ${places.join(', ')}.`;
    return [fileFinding(form.path, 'warning', 'TRANSLATION_MISSING', message, { elementId: id })];
  });
}

/** Texts of elements, forms or places in forms that are not there: a slip of the pen that hides a translation. */
function withoutOwner(file: JsonFile, folder: PathwayFolder): readonly FileFinding[] {
  const ids = folder.diagrams.flatMap(({ text }) =>
    [...text.matchAll(/\sid\s*=\s*(["'])(.*?)\1/g)].map((match) => match[2]),
  );
  const known = new Set(ids);
  const owners = Object.entries(file.value).flatMap(([key, entry]) => {
    const form = folder.forms[key];
    if (form) return placesWithoutText(entry, new Set(formTexts(form.value))).map((place) => `${key} ${place}`);
    return known.has(key) ? [] : [key];
  });
  return owners.map((owner) => {
    const message = `There is nothing called ${owner} that this text could belong to.`;
    return fileFinding(file.path, 'warning', 'TEXT_WITHOUT_OWNER', message, { elementId: owner });
  });
}

const placesWithoutText = (entry: unknown, texts: ReadonlySet<string>): readonly string[] =>
  Object.keys(entry ?? {}).filter((place) => !texts.has(place));
