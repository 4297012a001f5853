import { stepsOfKeys } from '../expressions/steps.js';
import type { Draft } from './apply.js';
import type { Event } from './events.js';
import type { Variables } from './json.js';
import { positionOf } from './numbered.js';
import { sizeOf } from './size-of.js';

/** Steps of an event, without its content. */
const EVENT = 10;
/** Characters of content that are told, kept and written for one step. */
const CHARACTERS_PER_STEP = 6;
/** Tokens, scopes and waits that are looked through for one step. */
const LOOKED_THROUGH_PER_STEP = 400;

/**
 * What an event costs, in steps: itself, the search among what the state holds, the variables that are copied, and the
 * content that is kept in the history.
 * @param most steps that are of interest: content that costs more is not measured to its end
 */
export function stepsOfEvent(event: Event, { tokens, scopes, waits }: Draft, most: number): number {
  const held = tokens.length + scopes.length + waits.length;
  const steps = EVENT + Math.floor(held / LOOKED_THROUGH_PER_STEP);
  switch (event.type) {
    case 'VariablesSet':
      return steps + told(event.values, most) + copied(scopes[positionOf(scopes, event.scope)]?.variables);
    case 'LocalVariablesSet':
      return steps + told(event.values, most) + copied(tokens[positionOf(tokens, event.token)]?.local);
    case 'ScopeOpened':
    case 'MessageThrown':
    case 'SignalThrown':
      return steps + told(event.variables, most) + copied(event.variables);
    case 'LoopAdvanced':
      return steps + told(event.loop, most);
    case 'LoopCounted':
      return steps + told(event.result?.value, most);
    case 'ActivityCompensable':
      return steps + told(event.completed, most) + copied(event.completed.variables);
    case 'CompensationAdvanced':
      return steps + told(event.state, most);
    default:
      return steps;
  }
}

function told(content: unknown, most: number): number {
  if (content === undefined) return 0;
  const allowed = Math.max(0, most) * CHARACTERS_PER_STEP;
  return Math.ceil((allowed - sizeOf(content, allowed)) / CHARACTERS_PER_STEP);
}

function copied(variables: Variables | undefined): number {
  return variables === undefined ? 0 : stepsOfKeys(Object.keys(variables).length);
}
