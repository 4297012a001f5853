import type { ExecutableModel } from '../model/executable-model.js';

/** The models that an instance is pinned to, frozen and named by content hash. */
export interface Environment {
  readonly key: string;
  /** Model that the instance's own process is in. */
  readonly root: string;
  readonly models: Readonly<Record<string, ExecutableModel>>;
  /** Called process for each call activity, by `<model key>/<call activity id>`. */
  readonly calls: Readonly<Record<string, { readonly model: string; readonly process: string }>>;
  readonly limits: Limits;
}

export interface Limits {
  /** Elements that one step may enter. */
  readonly stepBudget: number;
  /**
   * Work that one step may do in all, in steps of `expressions/steps.ts`: of its expressions, mappings and decisions, of copying
   * variables, and of its events with what they tell.
   */
  readonly workBudget: number;
  readonly openTokens: number;
  readonly multiInstanceCount: number;
  /** Bytes of JSON of the variables of one command, and of the whole state. */
  readonly variableBytes: number;
  readonly stateBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  stepBudget: 10_000,
  workBudget: 1_000_000,
  openTokens: 10_000,
  multiInstanceCount: 1_000,
  variableBytes: 1_000_000,
  stateBytes: 10_000_000,
};
