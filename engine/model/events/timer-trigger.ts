import { checkTimerText } from '../../calendar/check-timer-text.js';
import { constantExpression } from '../../expressions/compile-expression.js';
import type { CompiledExpression } from '../../expressions/compiled-expression.js';
import type { Compilation } from '../compilation.js';
import type { TimerTrigger } from '../executable-model.js';
import { bodyOf, isFeel } from '../expression-reader.js';
import type { BpmnXml } from '../read/bpmn-xml.js';
import type { TriggerPlace } from './triggers.js';

const FORMS = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/** A timer has exactly one of date, duration and cycle (10.5.5): ISO 8601 as it stands, or FEEL behind a `=`. */
export function timerTrigger(definition: BpmnXml, place: TriggerPlace, c: Compilation): TimerTrigger | undefined {
  const owner = place.node.xml;
  const written = (Object.keys(FORMS) as (keyof typeof FORMS)[]).filter((key) => bodyOf(definition[key]) !== undefined);
  const [key] = written;
  if (key === undefined) c.report.add('TIMER_WITHOUT_VALUE', owner);
  else if (written.length > 1) c.report.add('TIMER_WITH_SEVERAL_VALUES', owner);
  if (key === undefined || written.length > 1) return undefined;
  const form = FORMS[key];
  const text = bodyOf(definition[key]) ?? '';
  const value = isWrittenAsExpression(text)
    ? timerExpression(definition, key, text, place, c)
    : timerConstant(form, text, place, c);
  return value && { kind: 'timer', form, value };
}

/** Behind `=` stands FEEL; what looks like another engine's expression is refused as one. */
function isWrittenAsExpression(text: string): boolean {
  return text.startsWith('=') || /^[$#]\{/.test(text);
}

function timerExpression(
  definition: BpmnXml,
  key: keyof typeof FORMS,
  text: string,
  { node, names }: TriggerPlace,
  c: Compilation,
): CompiledExpression | undefined {
  const language = definition[key]?.language;
  if (isFeel(language)) return c.expressions.compile(text, { names, owner: node.xml, what: 'time of the timer' });
  c.report.add('EXPRESSION_LANGUAGE_NOT_FEEL', node.xml, { what: 'time of the timer', language: language ?? '' });
  return undefined;
}

function timerConstant(
  form: TimerTrigger['form'],
  text: string,
  { node }: TriggerPlace,
  c: Compilation,
): CompiledExpression | undefined {
  const problem = checkTimerText(form, text);
  if (problem === undefined) return constantText(text);
  c.report.add('TIMER_NOT_VALID', node.xml, { form, text, problem });
  return undefined;
}

/** An expression that is a text and nothing else. */
export function constantText(text: string): CompiledExpression {
  return constantExpression(text, text);
}
