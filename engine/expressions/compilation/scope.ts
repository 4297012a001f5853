import type { StaticType } from './static-type.js';

export interface Binding {
  readonly slot: number;
  readonly type: StaticType;
  /** Called when the name, or an entry of what it stands for, is used. */
  readonly onUse?: () => void;
}

/** Names at a place in an expression. Around them all are the declared variables. */
export interface Scope {
  readonly parent: Scope | null;
  readonly bindings: ReadonlyMap<string, Binding>;
  /** Inside a filter: the element, whose entries are names too. */
  readonly item?: Binding;
  /** Iterations around this place. */
  readonly iterations: number;
}

export const OUTERMOST: Scope = { parent: null, bindings: new Map(), iterations: 0 };

export function within(
  parent: Scope,
  bindings: Iterable<readonly [string, Binding]>,
  more: Partial<Scope> = {},
): Scope {
  return { parent, bindings: new Map(bindings), iterations: parent.iterations, ...more };
}
