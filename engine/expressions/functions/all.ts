import { KnownNames } from '../syntax/known-names.js';
import { contextFunctions } from './context-functions.js';
import { listFunctions } from './list-functions.js';
import { numberFunctions } from './number-functions.js';
import { rangeFunctions } from './range-functions.js';
import type { Signature } from './signature.js';
import { temporalFunctions } from './temporal-functions.js';
import { textFunctions } from './text-functions.js';

/** Every function that an expression can call, with the ways to call it. */
export const FUNCTIONS: ReadonlyMap<string, readonly Signature[]> = byName([
  ...textFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...contextFunctions,
  ...temporalFunctions,
  ...rangeFunctions,
]);

export const FUNCTION_NAMES = new KnownNames(FUNCTIONS.keys());

function byName(signatures: readonly Signature[]): ReadonlyMap<string, readonly Signature[]> {
  const names = new Map<string, readonly Signature[]>();
  for (const signature of signatures) names.set(signature.name, [...(names.get(signature.name) ?? []), signature]);
  return names;
}
