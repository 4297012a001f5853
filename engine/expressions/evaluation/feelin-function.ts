import { evaluate, isFunction, type FeelFunction, type Warning } from 'feelin';

import { ExpressionError } from '../expression-error.js';
import type { Value } from '../values/value.js';

/**
 * One built-in function of feelin, compiled once: `evaluate` of a function definition gives a function that can be called
 * again and again without parsing. feelin reports what went wrong as warnings, in an array that stays the same; here they
 * are errors.
 *
 * @param name a built-in function without state and clock
 * @param arity number of values that it will be called with
 */
export function feelin(name: string, arity: number): (args: readonly Value[]) => Value {
  let compiled: { readonly call: FeelFunction; readonly warnings: Warning[] } | undefined;
  return (args) => {
    compiled ??= compile(name, arity);
    const { call, warnings } = compiled;
    try {
      const value = call.invoke(args) as Value | undefined;
      if (warnings.length > 0) throw new ExpressionError('WRONG_ARGUMENT', { function: name });
      return value ?? null;
    } catch (error) {
      throw error instanceof ExpressionError ? error : new ExpressionError('WRONG_ARGUMENT', { function: name });
    } finally {
      warnings.length = 0;
    }
  };
}

function compile(name: string, arity: number): { readonly call: FeelFunction; readonly warnings: Warning[] } {
  const parameters = Array.from({ length: arity }, (_, index) => `p${index}`);
  const list = parameters.join(', ');
  const { value, warnings } = evaluate(`function(${list}) ${name}(${list})`);
  if (!isFunction(value)) throw new TypeError(`feelin has no ${name}`);
  return { call: value, warnings };
}
