import type { FeelType } from '../../expressions/compiled-expression.js';
import type { ContextType, ListType, ValueType } from '../../expressions/value-type.js';
import { emptyRecord } from '../safe-record.js';
import { baseTypes, typeOfAll, typeOfOne } from './schema-base-type.js';
import {
  choicesOf,
  conditionalsOf,
  conjunctsOf,
  itemsOf,
  othersOf,
  type Part,
  propertiesOf,
  type Schema,
} from './schema-parts.js';

/**
 * Type of each field of a JSON Schema (2020-12), by `type` and `format`, down into lists and objects: what entered values
 * are tagged as. Local references (`#/$defs/…`) and `allOf`, `anyOf`, `oneOf`, `if`/`then`/`else` are looked into; where
 * alternatives disagree, nothing is known. A schema that refers to itself gives a type that holds itself.
 */
export function formFields(schema: Schema): Record<string, ValueType> {
  const fields = new SchemaTypes(schema).fields();
  return Object.assign(emptyRecord<ValueType>(), fields);
}

/** Lists and objects of one form whose inside is looked into, and schemas that tell of it, at most: past them only the outside is known. */
const MOST_INSIDES = 500;
const MOST_PARTS = 20_000;

/** Types of one schema's parts. Types of equal sets of parts are one object, so that the search ends. */
class SchemaTypes {
  readonly #baseOf: (schema: Schema) => FeelType;
  readonly #ids = new Map<Schema, number>();
  readonly #made = new Map<string, ValueType>();
  #parts = 0;

  constructor(private readonly root: Schema) {
    this.#baseOf = baseTypes(root);
  }

  fields(): ContextType['context'] {
    return this.#fill({ context: emptyRecord() }, this.#expanded([{ schema: this.root, always: true }])).context;
  }

  #typeOf(parts: readonly Part[]): ValueType {
    const key = [...new Set(parts.map((part) => this.#idOf(part)))].sort().join(' ');
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const bases = (always: boolean) =>
      parts.filter((part) => part.always === always).map(({ schema }) => this.#baseOf(schema));
    const base = typeOfOne([typeOfAll(bases(true)), ...bases(false)]);
    if (base !== 'list' && base !== 'context') return base;
    if (this.#made.size >= MOST_INSIDES || this.#parts >= MOST_PARTS) return base;
    const whole = this.#expanded(parts);
    const made = base === 'list' ? this.#list(whole, key) : this.#context(whole, key);
    this.#made.set(key, made);
    return made;
  }

  #list(whole: readonly Part[], key: string): ValueType {
    const made: { -readonly [Key in keyof ListType]: ListType[Key] } = { list: 'Any' };
    this.#made.set(key, made);
    made.list = this.#typeOf(whole.flatMap(itemsOf));
    return made.list === 'Any' ? 'list' : made;
  }

  #context(whole: readonly Part[], key: string): ValueType {
    const made: OpenContext = { context: emptyRecord() };
    this.#made.set(key, made);
    this.#fill(made, whole);
    return Object.keys(made.context).length > 0 || made.others !== undefined ? made : 'context';
  }

  #fill(made: OpenContext, whole: readonly Part[]): OpenContext {
    const properties = new Map<string, Part[]>();
    for (const [name, part] of whole.flatMap(propertiesOf)) {
      const parts = properties.get(name);
      if (parts) parts.push(part);
      else properties.set(name, [part]);
      this.#parts += 1;
    }
    for (const [name, parts] of properties) made.context[name] = this.#typeOf(parts);
    const others = this.#typeOf(whole.flatMap(othersOf));
    if (others !== 'Any') made.others = others;
    return made;
  }

  /** All schemas that the parts consist of, each once. */
  #expanded(parts: readonly Part[]): readonly Part[] {
    const found = new Map<Schema, Part>();
    const open = [...parts].reverse();
    for (let part = open.pop(); part; part = open.pop()) {
      const { schema, always } = part;
      const known = found.get(schema);
      if (known && (known.always || !always)) continue;
      found.set(schema, part);
      const conjuncts = conjunctsOf(schema, this.root).map((each) => ({ schema: each, always }));
      const others = [...choicesOf(schema).flat(), ...conditionalsOf(schema)];
      open.push(...others.map((each) => ({ schema: each, always: false })).reverse(), ...conjuncts.reverse());
    }
    return [...found.values()];
  }

  #idOf({ schema, always }: Part): string {
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return always ? `${id}` : `${id}?`;
  }
}

interface OpenContext {
  readonly context: Record<string, ValueType>;
  others?: ValueType;
}
