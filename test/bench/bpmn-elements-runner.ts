import * as Elements from 'bpmn-elements';
import { BpmnModdle } from 'bpmn-moddle';
import serialize, { TypeResolver } from 'moddle-context-serializer';

import type { CompiledExpression } from '../../engine/index.js';
import { COMPLETIONS, outputOf, twelveTasks } from './twelve-tasks.js';

const CLOCK = { now: Date.UTC(2026, 0, 5, 12), zone: 'Europe/Oslo' };

/** A definition of bpmn-elements on the twelve tasks, and what the last completion has written for its conditions. */
export interface OtherEngine {
  /** A definition that has not run, or one that goes on from a saved state. */
  create(): Elements.Definition;
  written: Record<string, string | number | boolean>;
}

/**
 * Prepares bpmn-elements to run the same model: parsed once, its conditions evaluated by the same compiled FEEL on the
 * same eight fields, its timers never started.
 */
export async function openBpmnElements(condition: CompiledExpression): Promise<OtherEngine> {
  const parsed = await new BpmnModdle().fromXML(twelveTasks());
  const serialized = serialize(parsed, TypeResolver({ ...Elements }));
  const execute = (_scope: unknown, done: (error: unknown, result: unknown) => void): void =>
    done(
      null,
      condition.evaluate((name) => engine.written[name], CLOCK),
    );
  const scripts = { register: () => undefined, getScript: () => ({ execute }) };
  const still = { setTimeout: () => ({}), clearTimeout: () => undefined };
  const timers = { ...still, register: () => still };
  const engine: OtherEngine = {
    written: {},
    create() {
      const environment = new Elements.Environment({ scripts, timers } as never);
      return new Elements.Definition(Elements.Context(serialized, environment));
    },
  };
  return engine;
}

/**
 * bpmn-elements in memory, its state never saved.
 * @returns a function that runs one instance from start to end
 */
export async function prepareBpmnElements(condition: CompiledExpression): Promise<() => void> {
  const engine = await openBpmnElements(condition);
  return () => {
    engine.written = {};
    const definition = engine.create();
    const waiting: string[] = [];
    definition.broker.subscribeTmp(
      'event',
      'activity.wait',
      (_key: string, message: { content?: { id?: string } }) => waiting.push(message.content?.id ?? ''),
      { noAck: true },
    );
    let completions = 0;
    definition.run();
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      completions += 1;
      Object.assign(engine.written, outputOf(completions));
      definition.signal({ id });
    }
    if (completions !== COMPLETIONS) throw new Error(`bpmn-elements completed ${completions} tasks`);
  };
}
