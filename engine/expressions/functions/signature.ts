import type { Frame } from '../evaluation/frame.js';
import { typeOf, type StaticType } from '../compilation/static-type.js';
import type { FeelType } from '../compiled-expression.js';
import type { Value } from '../values/value.js';

export interface Parameter {
  readonly name: string;
  /** Types that it takes; `Any` takes null too. */
  readonly types: readonly (FeelType | 'range')[];
  readonly optional: boolean;
  /** The last one, given any number of times or once as a list. */
  readonly repeated: boolean;
}

export type Call = (args: readonly Value[], frame: Frame) => Value;

/** One way to call a function. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: StaticType;
  readonly call: Call;
}

const SHAPE = /^([^(]+)\((.*)\): (.+)$/;

/**
 * A function of expressions, declared as DMN 1.3 (10.3.4) writes it.
 * @param declaration `substring(string: string, start position: number, length?: number): string`;
 *   `?` marks what may be left out, `...` what may be repeated, `|` separates types, `list<number>` has an element type
 */
export function declare(declaration: string, call: Call): Signature {
  const parts = SHAPE.exec(declaration);
  if (!parts) throw new TypeError(declaration);
  const [, name = '', parameters = '', result = ''] = parts;
  return {
    name,
    parameters: parameters === '' ? [] : parameters.split(', ').map(parameter),
    result: staticType(result),
    call,
  };
}

function parameter(text: string): Parameter {
  const [name = '', types = ''] = text.split(': ');
  return {
    name: name.replace(/^\.\.\./, '').replace(/\?$/, ''),
    types: types.split('|') as (FeelType | 'range')[],
    optional: name.endsWith('?'),
    repeated: name.startsWith('...'),
  };
}

function staticType(text: string): StaticType {
  const element = /^list<(.+)>$/.exec(text)?.[1];
  return element === undefined ? typeOf(text as FeelType) : { base: 'list', element: staticType(element) };
}
