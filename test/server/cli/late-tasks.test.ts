import { expect } from 'chai';

import type { ElementModel, Event, Wait } from '../../../engine/index.js';
import { lateTasks } from '../../../server/cli/scenario/late-tasks.js';

const elements: Readonly<Record<string, Pick<ElementModel, 'id' | 'type'> & { readonly attachedTo?: string }>> = {
  Timer_Late: { id: 'Timer_Late', type: 'bpmn:BoundaryEvent', attachedTo: 'Task_Visit' },
  Timer_Pause: { id: 'Timer_Pause', type: 'bpmn:IntermediateCatchEvent' },
};
const elementOf = (id: string) => elements[id] as ElementModel | undefined;

const created = (number: number, element = 'Task_Visit'): Event => ({
  type: 'TaskCreated',
  taskId: `i1:${number}`,
  token: number,
  element,
  at: 0,
});
const completed = (number: number): Event => ({
  type: 'TaskCompleted',
  taskId: `i1:${number}`,
  token: number,
  element: 'Task_Visit',
  at: 0,
});
const scheduled = (id: number, token: number): Event => {
  const wait: Wait = { id, kind: 'timer', element: 'Timer_Late', token, dueAt: 1 };
  return { type: 'TimerScheduled', timerId: `i1:${id}`, wait, dueAt: 1 };
};
const fired = (wait: number, element = 'Timer_Late'): Event => ({
  type: 'TimerFired',
  timerId: `i1:${wait}`,
  wait,
  element,
  at: 1,
});

const late = (...history: readonly Event[]): readonly string[] => [...lateTasks(history, elementOf)];

describe('A late task, by the history of its instance', () => {
  it('is one whose boundary timer has fired since it was created', () => {
    expect(late(created(2), scheduled(3, 2))).to.deep.equal([]);
    expect(late(created(2), scheduled(3, 2), fired(3))).to.deep.equal(['i1:2']);
  });

  it('is not one that was created after the timer fired', () => {
    expect(late(created(2), scheduled(3, 2), fired(3), completed(2), created(5))).to.deep.equal(['i1:2']);
  });

  it('is the one task that carries the timer, where the same task is open twice', () => {
    expect(late(created(2), scheduled(3, 2), created(5), scheduled(6, 5), fired(6))).to.deep.equal(['i1:5']);
  });

  it('is each of several instances, as the activity carries its timer for all of them', () => {
    expect(late(scheduled(3, 2), created(5), created(6), fired(3))).to.deep.equal(['i1:5', 'i1:6']);
  });

  it('is none where a timer of the flow has fired', () => {
    expect(late(created(2), fired(9, 'Timer_Pause'))).to.deep.equal([]);
  });
});
