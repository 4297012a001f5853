import type { Instant } from '../calendar/instant.js';
import type { ExpressionClock } from '../expressions/compiled-expression.js';
import { BudgetSpent, WorkBudget } from '../expressions/work-budget.js';
import { tagValue } from '../expressions/tag-value.js';
import type { ValueTypes } from '../expressions/value-type.js';
import type { ExecutableModel, MessageTrigger } from '../model/executable-model.js';
import { normalKey } from '../model/normal-key.js';
import type { PlainVariables } from './commands.js';
import { EngineError } from './engine-error.js';
import { DEFAULT_LIMITS } from './environment.js';

/**
 * Correlation key of a message that arrives without one: what BPMN's own correlation finds in its content (8.4.2,
 * correlation property retrieval expression).
 * @param content plain values, as the message carries them
 * @returns undefined where no model knows such a message, or its content gives no key
 * @throws EngineError LIMIT_EXCEEDED where the models together compute too much to find it
 */
export function keyInMessage(
  models: readonly ExecutableModel[],
  name: string,
  content: PlainVariables,
  now: Instant,
): string | undefined {
  const budget = new WorkBudget(DEFAULT_LIMITS.workBudget);
  for (const model of models) {
    const message = messagesOf(model).find((each) => each.name === normalKey(name) && each.payloadKey);
    if (!message?.payloadKey) continue;
    const key = keyOf(message.payloadKey, content, message.fields, { now, zone: model.zone, budget });
    if (key !== undefined) return key;
  }
  return undefined;
}

function messagesOf(model: ExecutableModel): readonly MessageTrigger[] {
  return Object.values(model.elements).flatMap((element): readonly MessageTrigger[] => {
    if (element.type === 'bpmn:ReceiveTask') return [element.message];
    return 'triggers' in element ? element.triggers.filter((trigger) => trigger.kind === 'message') : [];
  });
}

function keyOf(
  expression: NonNullable<MessageTrigger['payloadKey']>,
  content: PlainVariables,
  fields: ValueTypes,
  clock: ExpressionClock,
): string | undefined {
  try {
    const read = (name: string) => {
      const value = Object.hasOwn(content, name) ? content[name] : undefined;
      return value === undefined ? undefined : tagValue(value, fields[name] ?? 'Any');
    };
    const key = expression.evaluate(read, clock);
    return typeof key === 'string' || typeof key === 'number' ? normalKey(String(key)) : undefined;
  } catch (error) {
    if (error instanceof BudgetSpent) throw new EngineError('LIMIT_EXCEEDED', { limit: 'workBudget' });
    return undefined;
  }
}
