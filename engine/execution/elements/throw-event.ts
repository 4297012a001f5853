import type { CompensationTrigger, EventModel, LinkTrigger } from '../../model/executable-model.js';
import { throwCompensation } from '../compensation.js';
import type { Run } from '../run.js';
import type { Token } from '../state.js';
import { throwTrigger } from '../throw-triggers.js';
import { placeToken } from '../tokens.js';
import { evaluateMappings } from '../variables.js';
import type { Behaviour } from './behaviour.js';
import { leaveEvent } from './event.js';

/** Throws all its triggers; compensation is waited for, a link goes on at its target (13.5.2). */
export const throwEvent: Behaviour<EventModel> = {
  enter(run, token, element) {
    throwPlain(run, token, element);
    if (!run.findToken(token.id)) return;
    if (linkTarget(element) !== undefined || !compensates(run, token, element)) goOn(run, token, element);
  },
  complete: goOn,
};

function linkTarget({ triggers }: EventModel): string | undefined {
  return triggers.find((trigger): trigger is LinkTrigger => trigger.kind === 'link')?.target;
}

function goOn(run: Run, token: Token, element: EventModel): void {
  const target = linkTarget(element);
  if (target === undefined) leaveEvent(run, token, element);
  else jump(run, token, target);
}

/** Throws what takes effect at once; data inputs of the event are what it carries. */
export function throwPlain(run: Run, token: Token, element: EventModel): void {
  const payload = evaluateMappings(run, token, element.inputs);
  for (const trigger of element.triggers) {
    if (trigger.kind === 'compensation') continue;
    throwTrigger(run, token, trigger, payload, false);
    if (!run.findToken(token.id)) return;
  }
}

/** Starts compensation; returns whether the token stays at the event until it is done. */
export function compensates(run: Run, token: Token, element: EventModel): boolean {
  const triggers = element.triggers.filter((each): each is CompensationTrigger => each.kind === 'compensation');
  for (const trigger of triggers) throwCompensation(run, token, trigger);
  return triggers.some((trigger) => trigger.wait);
}

function jump(run: Run, token: Token, target: string): void {
  run.emit({ type: 'ElementCompleted', token: token.id, element: token.element, at: run.now });
  run.enqueue({ phase: 'enter', token: placeToken(run, target, token.scope) });
}
