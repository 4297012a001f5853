/**
 * A model as texts: to be sent to another thread, or kept. Each is the JSON of some nodes; a node is an object or a list
 * of the model, after those that it refers to, and its place in the whole row is its number. The first text is the
 * `PackedHead`. A packed model is for the same version of the engine that packed it.
 */
export type PackedModel = readonly string[];

export interface PackedHead {
  readonly nodes: number;
  /** What refers to something that holds it: number, member, number of what it refers to. */
  readonly circles: readonly (readonly [number, string, number])[];
}

/**
 * - an object: its members;
 * - `['list', …items]`;
 * - `['record', members]`: an object that answers only to what was put into it;
 * - `['made', maker, parts]`: something with functions, by its recipe.
 */
export type PackedNode =
  | Readonly<Record<string, PackedValue>>
  | readonly ['list', ...PackedValue[]]
  | readonly ['record', Readonly<Record<string, PackedValue>>]
  | readonly ['made', string, PackedValue];

/** As it stands; `[number]` of a node; `[]` for undefined. */
export type PackedValue = string | number | boolean | null | readonly number[];
