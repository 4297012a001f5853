import type { Schema } from '../../http/contract/schema.js';
import { escape, withCode } from '../shared/escape.js';
import type { ApiPageTexts } from './api-page-texts.js';

const textOf = (schema: Schema, keyword: string): string | undefined =>
  typeof schema[keyword] === 'string' ? schema[keyword] : undefined;

const propertiesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);

/** A schema in a few words, those with a name as links. */
export function typeText(schema: Schema): string {
  const reference = textOf(schema, '$ref');
  if (reference !== undefined) return linkTo(reference.slice(reference.lastIndexOf('/') + 1));
  const all = schema['allOf'] as readonly Schema[] | undefined;
  if (all?.[0]) return typeText(all[0]);
  const values = schema['enum'] as readonly string[] | undefined;
  if (values) return values.map((value) => `<code>${escape(value)}</code>`).join(' <span class="or">|</span> ');
  const types = [(schema['type'] ?? 'any') as string | readonly string[]].flat();
  const items = schema['items'] as Schema | undefined;
  if (types[0] === 'array' && items) return `list of ${typeText(items)}${boundsOf(schema, 'Items')}`;
  const also = schema['additionalProperties'];
  if (types[0] === 'object' && typeof also === 'object' && propertiesOf(schema).length === 0)
    return `map of ${typeText(also as Schema)}`;
  const format = textOf(schema, 'format');
  return `${types.join(' or ')}${format === undefined ? '' : ` (${escape(format)})`}${boundsOf(schema, 'Length')}${rangeOf(schema)}`;
}

const linkTo = (name: string): string => `<a href="#schema-${escape(name)}">${escape(name)}</a>`;
const number = (value: unknown): string => Number(value).toLocaleString('en');

function boundsOf(schema: Schema, of: 'Items' | 'Length'): string {
  const most = schema[`max${of}`];
  return most === undefined ? '' : `, at most ${number(most)}${of === 'Length' ? ' characters' : ''}`;
}

function rangeOf({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return '';
  return maximum === undefined ? `, at least ${number(minimum)}` : `, ${number(minimum)} to ${number(maximum)}`;
}

interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** Fields of an object, those of objects within it right behind it. */
function fieldsOf(schema: Schema, prefix = ''): readonly Field[] {
  const required = (schema['required'] ?? []) as readonly string[];
  return propertiesOf(schema).flatMap(([name, inner]) => {
    const items = inner['items'] as Schema | undefined;
    const own = { name: `${prefix}${name}`, schema: inner, isRequired: required.includes(name) };
    const deeper = items ? fieldsOf(items, `${prefix}${name}[].`) : fieldsOf(inner, `${prefix}${name}.`);
    return [own, ...deeper];
  });
}

/** A table of the fields of an object; a line where it is something else. */
export function schemaTable(schema: Schema, t: ApiPageTexts): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return `<p>${typeText(schema)}</p>`;
  const { name, type, description } = t.columns;
  const rows = fields.map(
    (field) =>
      `<tr><th scope="row"><code>${escape(field.name)}</code>${field.isRequired ? ` <span class="required">${t.required}</span>` : ''}</th>` +
      `<td data-label="${type}"><span>${typeText(field.schema)}</span></td>` +
      `<td data-label="${description}"><span>${withCode(textOf(field.schema, 'description') ?? '')}</span></td></tr>`,
  );
  return `<table class="fields"><thead><tr>${[name, type, description].map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${rows.join('')}</tbody></table>`;
}
