import type { PlainVariables, Simulation } from '../../engine/index.js';

/** How a golden state comes about, and how its instance is brought to its end. */
export interface GoldenCase {
  readonly models: readonly string[];
  readonly decisions?: readonly string[];
  readonly process: string;
  readonly variables?: PlainVariables;
  readonly businessKey?: string;
  /** Up to the state that is saved. */
  until(simulation: Simulation, instance: string): void;
  then(simulation: Simulation, instance: string): void;
}

const TWO_CALLS = {
  models: ['call.bpmn', 'called.bpmn'],
  process: 'Process_Caller',
  variables: { patient: 'patient-1' },
} as const;
const COMPENSATION = { models: ['compensation.bpmn'], process: 'Process_Compensation' } as const;
const TRANSACTION = { models: ['transaction.bpmn'], process: 'Process_Transaction' } as const;
const TASKS = {
  models: ['tasks.bpmn'],
  process: 'Process_Tasks',
  variables: {
    patient: 'patient-1',
    measured: '2026-01-05T09:30:00+01:00',
    born: '1940-05-17',
    visitAt: '14:10:00',
    rest: 'P3D',
    dose: '0.10',
    note: 'first',
  },
} as const;

/** Named for what the saved state shows. */
export const goldenCases: Readonly<Record<string, GoldenCase>> = {
  tasks: {
    ...TASKS,
    until(simulation) {
      simulation.failJob('Task_Service', 2, 'no answer');
    },
    then(simulation) {
      simulation.complete('Task_User', { note: 'second' });
      simulation.complete('Task_Manual');
      simulation.completeJob('Task_Service');
      simulation.completeJob('Task_Send');
      simulation.sendMessage('News', { key: 'patient-1' });
      simulation.complete('Task_Before');
    },
  },
  cancelled: {
    ...TASKS,
    until: (simulation, instance) => simulation.cancel(instance, 'entered in error'),
    then: () => undefined,
  },
  suspended: {
    ...TASKS,
    until: (simulation, instance) => simulation.suspend(instance, 'waits for the court'),
    then(simulation, instance) {
      simulation.resume(instance);
      simulation.complete('Task_User', { note: 'second' });
      simulation.complete('Task_Manual');
      simulation.completeJob('Task_Service');
      simulation.completeJob('Task_Send');
      simulation.sendMessage('News', { key: 'patient-1' });
      simulation.complete('Task_Before');
    },
  },
  gateways: {
    models: ['gateways.bpmn'],
    process: 'Process_Gateways',
    until: (simulation) => completeAll(simulation, 'Task_A', 'Task_C'),
    then(simulation, instance) {
      completeAll(simulation, 'Task_B', 'Task_D', 'Task_After', 'Task_E', 'Task_F');
      simulation.setVariables(instance, { score: 5 });
    },
  },
  events: {
    models: ['events.bpmn'],
    process: 'Process_Events',
    until: (simulation) => simulation.advance('P1D'),
    then(simulation, instance) {
      completeAll(simulation, 'Task_Handle');
      simulation.sendMessage('News');
      simulation.setVariables(instance, { score: 5 });
      simulation.advance('P1D');
      simulation.broadcastSignal('News');
      simulation.advance('P30D');
      simulation.sendMessage('News');
      completeOpen(simulation);
    },
  },
  'event-sub-processes': {
    models: ['event-sub-processes.bpmn'],
    process: 'Process_EventSubProcesses',
    until: (simulation) => void simulation.sendMessage('News'),
    then(simulation, instance) {
      completeAll(simulation, 'Task_TakesOver');
      simulation.setVariables(instance, { score: 5 });
      simulation.advance('P1D');
      completeAll(simulation, 'Task_Condition', 'Task_Timer');
      simulation.broadcastSignal('News');
      completeAll(simulation, 'Task_Signal');
    },
  },
  call: {
    ...TWO_CALLS,
    until: (simulation) => completeAll(simulation, 'Task_Called'),
    then: (simulation) => completeAll(simulation, 'Task_Called', 'Task_Undo', 'Task_Undo'),
  },
  'call-compensated': {
    ...TWO_CALLS,
    until: (simulation) => completeAll(simulation, 'Task_Called', 'Task_Called'),
    then: (simulation) => completeAll(simulation, 'Task_Undo', 'Task_Undo'),
  },
  completed: {
    ...TWO_CALLS,
    until: (simulation) => completeAll(simulation, 'Task_Called', 'Task_Called', 'Task_Undo', 'Task_Undo'),
    then: () => undefined,
  },
  loops: {
    models: ['loops.bpmn'],
    process: 'Process_Loops',
    variables: { units: ['a', 'b', 'c'], again: true },
    until(simulation) {
      simulation.complete('Task_Standard', { again: true });
      simulation.complete('Task_Parallel', { answer: 'yes' });
      completeAll(simulation, 'Task_Sequential', 'Task_Each');
    },
    then(simulation) {
      simulation.complete('Task_Standard', { again: false });
      simulation.complete('Task_Parallel', { answer: 'no' });
      simulation.complete('Task_Parallel', { answer: 'no' });
      completeAll(simulation, 'Task_Sequential', 'Task_Sequential', 'Task_Each');
    },
  },
  compensable: {
    ...COMPENSATION,
    until: (simulation) => completeAll(simulation, 'Task_First', 'Task_Inner'),
    then: (simulation) => completeAll(simulation, 'Task_Third', 'Undo_Inner', 'Undo_First', 'Undo_Third'),
  },
  compensating: {
    ...COMPENSATION,
    until: (simulation) => completeAll(simulation, 'Task_First', 'Task_Inner', 'Task_Third'),
    then: (simulation) => completeAll(simulation, 'Undo_Third', 'Undo_Inner', 'Undo_First'),
  },
  'compensating-at-the-end': {
    models: ['compensation-end.bpmn'],
    process: 'Process_CompensationEnd',
    until: (simulation) => completeAll(simulation, 'Task_First', 'Task_Then'),
    then: (simulation) => completeAll(simulation, 'Undo_First'),
  },
  transaction: {
    ...TRANSACTION,
    until: (simulation) => completeAll(simulation, 'Task_Book'),
    then: (simulation) => completeAll(simulation, 'Task_GiveUp', 'Undo_Book', 'Task_After'),
  },
  'transaction-cancelling': {
    ...TRANSACTION,
    until: (simulation) => completeAll(simulation, 'Task_Book', 'Task_GiveUp'),
    then: (simulation) => completeAll(simulation, 'Undo_Book', 'Task_After'),
  },
  'ad-hoc': {
    models: ['ad-hoc.bpmn'],
    process: 'Process_AdHoc',
    until(simulation) {
      simulation.startAdHocActivity('Task_A');
      simulation.complete('Task_A');
      simulation.startAdHocActivity('Task_B');
    },
    then(simulation) {
      simulation.startAdHocActivity('Task_C');
      simulation.complete('Task_C', { done: true });
      simulation.complete('Task_B');
    },
  },
  incidents: {
    models: ['incidents.bpmn'],
    decisions: ['decisions.dmn'],
    process: 'Process_Incidents',
    variables: { divisor: 0, key: 'patient-1' },
    until(simulation, instance) {
      simulation.setVariables(instance, { key: null });
      simulation.sendMessage('Keyed', { key: 'patient-1' });
      simulation.broadcastSignal('News');
      completeAll(simulation, 'Task_Leave', 'Task_Complete');
      simulation.throwTaskError('Task_Uncaught', 'unforeseen');
      simulation.failJob('Task_Job', 0);
      simulation.advance('PT1H');
    },
    then(simulation, instance) {
      simulation.setVariables(instance, { divisor: 2, yes: true, key: 'patient-1' });
      simulation.resolveIncident('Call_Nobody', 'skip');
      simulation.resolveIncident('Task_Uncaught', 'resolve', { variables: { share: 1 } });
      for (const { incidentId } of simulation.incidents(instance)) simulation.resolveIncident(incidentId, 'retry');
      simulation.completeJob('Task_Job');
      completeAll(simulation, 'Task_FromStart', 'Task_Handle', 'Task_Armed');
    },
  },
};

function completeAll(simulation: Simulation, ...tasks: readonly string[]): void {
  for (const task of tasks) simulation.complete(task);
}

function completeOpen(simulation: Simulation): void {
  for (const { taskId } of simulation.tasks()) simulation.complete(taskId);
}
