import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;
export type FormSchema = Readonly<Record<string, unknown>>;
export type Language = 'nb' | 'nn' | 'en';

/** One folder of `pathways/`, as it lies there. */
export interface PathwayFiles {
  readonly id: string;
  readonly xml: string;
  /** By form id. */
  readonly forms: Readonly<Record<string, FormSchema>>;
  readonly texts: Readonly<Record<Language, Texts>>;
  readonly readme: string;
}

const LIBRARY = fileURLToPath(new URL('../../pathways/', import.meta.url));

/** Every shipped pathway. */
export const pathways: readonly PathwayFiles[] = readdirSync(LIBRARY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => readPathway(entry.name));

export function pathwayOf(id: string): PathwayFiles {
  const found = pathways.find((pathway) => pathway.id === id);
  if (!found) throw new Error(`no pathway ${id}`);
  return found;
}

function readPathway(id: string): PathwayFiles {
  const read = (path: string): string => readFileSync(`${LIBRARY}${id}/${path}`, 'utf8');
  const json = (path: string): unknown => JSON.parse(read(path));
  const forms = readdirSync(`${LIBRARY}${id}/forms`).map((name) => {
    return [name.replace(/\.schema\.json$/, ''), json(`forms/${name}`) as FormSchema] as const;
  });
  return {
    id,
    xml: read('pathway.bpmn'),
    forms: Object.fromEntries(forms),
    texts: { nb: json('i18n/nb.json') as Texts, nn: json('i18n/nn.json') as Texts, en: json('i18n/en.json') as Texts },
    readme: read('README.md'),
  };
}
