import type { ArithmeticOperator } from '../syntax/syntax-node.js';
import { TYPES, either, isNumeric, isOpen, type StaticType } from './static-type.js';

const INSTANTS: ReadonlySet<string> = new Set(['date', 'time', 'dateTime']);

/** Type of an operation's result (DMN 1.3, table 45); undefined where it does not exist for such values. */
export function operationType(
  operator: ArithmeticOperator | 'if',
  a: StaticType,
  b: StaticType,
): StaticType | undefined {
  if (operator === 'if') return either(a, b);
  if (isOpen(a) || isOpen(b)) return openType(operator, isOpen(a) ? b : a);
  if (isNumeric(a) && isNumeric(b)) return operator === '**' ? TYPES.number : either(a, b);
  switch (operator) {
    case '+':
      return sumType(a, b);
    case '-':
      return differenceType(a, b);
    case '*':
      return a.base === 'duration' ? scaledType(b) : b.base === 'duration' ? scaledType(a) : undefined;
    case '/':
      return a.base !== 'duration' ? undefined : b.base === 'duration' ? TYPES.number : scaledType(b);
    case '**':
      return undefined;
  }
}

/** One side is not known: the other must at least be of a type that the operator knows. */
function openType(operator: ArithmeticOperator, known: StaticType): StaticType | undefined {
  if (isOpen(known)) return TYPES.any;
  if (isNumeric(known)) return operator === '+' || operator === '-' ? TYPES.number : TYPES.any;
  if (known.base === 'string') return operator === '+' ? TYPES.string : undefined;
  if (known.base === 'duration') return operator === '**' ? undefined : TYPES.any;
  return INSTANTS.has(known.base) && (operator === '+' || operator === '-') ? TYPES.any : undefined;
}

function sumType(a: StaticType, b: StaticType): StaticType | undefined {
  if (a.base === 'string' && b.base === 'string') return TYPES.string;
  if (b.base === 'duration' && (INSTANTS.has(a.base) || a.base === 'duration')) return a;
  return a.base === 'duration' && INSTANTS.has(b.base) ? b : undefined;
}

function differenceType(a: StaticType, b: StaticType): StaticType | undefined {
  if (b.base === 'duration') return INSTANTS.has(a.base) || a.base === 'duration' ? a : undefined;
  return INSTANTS.has(a.base) && a.base === b.base ? TYPES.duration : undefined;
}

function scaledType(factor: StaticType): StaticType | undefined {
  return isNumeric(factor) ? TYPES.duration : undefined;
}
