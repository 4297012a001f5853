import { untag } from '../../engine/index.js';
import type { PlainVariables, Variables } from '../../engine/index.js';

/** Variables as people and other systems read them: dates, times, durations and decimals are their texts. */
export function toPlainVariables(variables: Variables): PlainVariables {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, untag(value)]));
}
