import * as Elements from 'bpmn-elements';
import { BpmnModdle } from 'bpmn-moddle';
import serialize, { TypeResolver } from 'moddle-context-serializer';

import { VARIABLES } from './blocks.js';
import { named, type Runner } from './trace.js';

interface Waiting {
  readonly id: string;
  readonly type?: string;
  readonly executionId: string;
}

export interface OracleRunner extends Runner {
  /** No task is open, yet the process goes on: against 13.2, by which a process without tokens is complete. */
  isStuck(): boolean;
}

/** The same case in bpmn-engine's elements. Conditions are the names of truth values, looked up in the same data. */
export async function oracleRunner(xml: string, start: readonly boolean[]): Promise<OracleRunner> {
  const parsed = await new BpmnModdle().fromXML(xml);
  const data = named(start, VARIABLES);
  const scripts = {
    register: () => undefined,
    getScript: (_language: string, element: { behaviour?: { conditionExpression?: { body?: string } } }) => ({
      execute: (_scope: unknown, done: (error: unknown, result: unknown) => void) =>
        done(null, data[element.behaviour?.conditionExpression?.body ?? ''] === true),
    }),
  };
  const environment = new Elements.Environment({ scripts } as never);
  const context = serialize(parsed, TypeResolver({ ...Elements }));
  const definition = new Elements.Definition(Elements.Context(context, environment));
  const waiting: Waiting[] = [];
  const flows: string[] = [];
  let ended = false;
  const listen = (key: string, listener: (content: Partial<Waiting>) => void): void => {
    const onMessage = (_: string, message: { content?: Partial<Waiting> }): void => listener(message.content ?? {});
    definition.broker.subscribeTmp('event', key, onMessage, { noAck: true });
  };
  listen('activity.wait', ({ id = '', type, executionId = '' }) => {
    if (type === 'bpmn:UserTask') waiting.push({ id, executionId });
  });
  listen('activity.discard', ({ id }) => forget(waiting, (each) => each.id === id));
  listen('flow.take', ({ id = '' }) => flows.push(id));
  listen('definition.leave', () => {
    ended = true;
  });
  definition.run();
  return {
    open: () => waiting.map((each) => each.id),
    complete: (element, values) => {
      const [task] = forget(waiting, (each) => each.id === element);
      Object.assign(data, named(values, VARIABLES));
      definition.signal({ id: element, ...(task && { executionId: task.executionId }) });
    },
    flows: () => flows,
    isStuck: () => !ended && waiting.length === 0,
  };
}

/** Takes the first match out of the list. */
function forget(list: Waiting[], which: (each: Waiting) => boolean): Waiting[] {
  const index = list.findIndex(which);
  return index < 0 ? [] : list.splice(index, 1);
}
