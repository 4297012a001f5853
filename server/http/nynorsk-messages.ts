import type { ErrorObject } from 'ajv';

type Params = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<string, string>> = {
  number: 'eit tal',
  integer: 'eit heiltal',
  string: 'ein tekst',
  boolean: 'ja eller nei',
  array: 'ei liste',
  object: 'eit objekt',
  null: 'tom (null)',
};

const typesOf = (type: unknown): string =>
  (Array.isArray(type) ? type : String(type).split(','))
    .map((one) => TYPES[String(one)] ?? String(one))
    .join(' eller ');
const counted = (limit: unknown, one: string, many: string): string => `${String(limit)} ${limit === 1 ? one : many}`;
const compared = ({ comparison, limit }: Params): string => `må vere ${String(comparison)} ${String(limit)}`;
const mostItems = ({ limit }: Params): string => `kan ikkje ha meir enn ${counted(limit, 'element', 'element')}`;
const dependent = ({ deps, property }: Params): string => `må ha ${String(deps)} når ${String(property)} er fylt ut`;

/** Nynorsk for what ajv finds, by keyword: the same keywords that `ajv-i18n` has bokmål for. */
const MESSAGES: Readonly<Record<string, (params: Params) => string>> = {
  additionalItems: mostItems,
  additionalProperties: () => 'kan ikkje ha fleire eigenskapar',
  anyOf: () => 'må svare til minst eitt av vala',
  const: () => 'må vere lik den faste verdien',
  contains: () => 'må innehalde eit gyldig element',
  dependencies: dependent,
  dependentRequired: dependent,
  enum: () => 'må vere ein av dei verdiane som kan veljast',
  'false schema': () => 'kan ikkje fyllast ut her',
  format: ({ format }) => `må følgje formatet "${String(format)}"`,
  formatMaximum: compared,
  formatExclusiveMaximum: compared,
  formatMinimum: compared,
  formatExclusiveMinimum: compared,
  items: mostItems,
  maximum: compared,
  exclusiveMaximum: compared,
  maxItems: mostItems,
  maxLength: ({ limit }) => `kan ikkje vere lengre enn ${String(limit)} teikn`,
  maxProperties: ({ limit }) => `kan ikkje ha meir enn ${counted(limit, 'eigenskap', 'eigenskapar')}`,
  minimum: compared,
  exclusiveMinimum: compared,
  minItems: ({ limit }) => `kan ikkje ha færre enn ${counted(limit, 'element', 'element')}`,
  minLength: ({ limit }) => `kan ikkje vere kortare enn ${String(limit)} teikn`,
  minProperties: ({ limit }) => `kan ikkje ha færre enn ${counted(limit, 'eigenskap', 'eigenskapar')}`,
  multipleOf: ({ multipleOf }) => `må vere eit multiplum av ${String(multipleOf)}`,
  not: () => 'kan ikkje vere slik',
  oneOf: () => 'må svare til nøyaktig eitt av vala',
  pattern: ({ pattern }) => `må følgje mønsteret "${String(pattern)}"`,
  propertyNames: () => 'har ein eigenskap med eit ugyldig namn',
  required: ({ missingProperty }) => `må ha den påkravde eigenskapen ${String(missingProperty)}`,
  type: ({ type }) => `må vere ${typesOf(type)}`,
  unevaluatedItems: mostItems,
  unevaluatedProperties: () => 'kan ikkje ha fleire eigenskapar',
  uniqueItems: ({ i, j }) => `kan ikkje ha like element (nr. ${String(j)} og ${String(i)} er like)`,
};

/** One sentence of nynorsk on what is wrong, without the value. */
export function nynorskMessage({ keyword, params }: Pick<ErrorObject, 'keyword' | 'params'>): string {
  return (Object.hasOwn(MESSAGES, keyword) && MESSAGES[keyword]?.(params)) || `er ikkje gyldig etter ${keyword}`;
}
