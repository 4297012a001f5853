import type { ExecutableModel } from '../model/executable-model.js';
import { emptyRecord } from '../model/safe-record.js';
import { make } from './makers.js';
import type { PackedHead, PackedModel, PackedNode, PackedValue } from './packed-model.js';

/**
 * The model that was packed: the same key, the same values, frozen, and its expressions compiled.
 * @throws Error when the texts come from another version of the engine
 */
export function unpackModel(packed: PackedModel): ExecutableModel {
  for (const steps = unpackInSteps(packed); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The same in steps of a millisecond or two at most, but for an expression or text that takes longer by itself: so that
 * whoever has other things to do can do them in between.
 */
export function* unpackInSteps([first = '{}', ...texts]: PackedModel): Generator<void, ExecutableModel> {
  const { nodes, circles } = JSON.parse(first) as PackedHead;
  const open = new Set(circles.map(([number]) => number));
  const values: object[] = [];
  for (const text of texts) {
    for (const node of JSON.parse(text) as readonly PackedNode[]) {
      const value = valueOf(node, values);
      values.push(open.has(values.length) ? value : Object.freeze(value));
      if (isMade(node)) yield;
    }
    yield;
  }
  if (values.length !== nodes) throw new Error('PACKED_MODEL_NOT_WHOLE');
  for (const [number, member, target] of circles) set(values[number] ?? {}, member, values[target]);
  for (const number of open) Object.freeze(values[number]);
  return values.at(-1) as ExecutableModel;
}

const isMade = (node: PackedNode): boolean => Array.isArray(node) && node[0] === 'made';

/** Objects are filled in where they stand: they were just made by the JSON parser, and nobody else has them. */
function valueOf(node: PackedNode, values: readonly object[]): object {
  if (!isTagged(node)) return filledIn(node, values);
  switch (node[0]) {
    case 'list':
      return node.slice(1).map((item) => found(item, values));
    case 'record':
      return Object.assign(emptyRecord<unknown>(), filledIn(node[1], values));
    case 'made':
      return make(node[1], found(node[2], values));
  }
}

const isTagged = (node: PackedNode): node is Exclude<PackedNode, Readonly<Record<string, PackedValue>>> =>
  Array.isArray(node);

function filledIn(members: Readonly<Record<string, PackedValue>>, values: readonly object[]): object {
  for (const name of Object.keys(members)) {
    const value = members[name];
    if (typeof value === 'object') set(members, name, found(value, values));
  }
  return members;
}

function found(value: PackedValue, values: readonly object[]): unknown {
  if (!isReference(value)) return value;
  const [number] = value;
  return number === undefined ? undefined : values[number];
}

const isReference = (value: PackedValue): value is readonly number[] => Array.isArray(value);

/** Also a member called `__proto__`, which a form may have, as one like any other. */
function set(holder: object, name: string, value: unknown): void {
  if (name !== '__proto__') (holder as Record<string, unknown>)[name] = value;
  else Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}
