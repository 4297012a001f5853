import { readdirSync } from 'node:fs';

import { expect } from 'chai';

import { compile } from '../../engine/index.js';
import { given, testFile } from '../helpers/given.js';
import type { World } from '../helpers/world.js';
import { startOracle, type Oracle, type OracleOptions } from './oracle.js';

/** Where the two differ, each on the smallest model that shows it. The clauses are those of BPMN 2.0.2; README.md lists them. */
describe('bpmn-engine does not follow the standard, and this engine does', () => {
  describe('joins', () => {
    it('an inclusive join waits for every token that can still reach it (13.4.3)', async () => {
      const { oracle, world } = await inBoth('inclusive-join');

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_After', 'Task_B']);
      expect(world.open()).to.deep.equal(['Task_B']);
    });

    it('a parallel join needs a token on each incoming flow: a path that was not taken brings none (13.4.1)', async () => {
      const { oracle, world } = await inBoth('parallel-join');

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_After', 'Task_No']);
      expect(world.open()).to.deep.equal(['Task_No']);
    });

    it('a process is complete when its last token is gone (13.2)', async () => {
      const { oracle, world } = await inBoth('parallel-join');

      for (const task of ['Task_A', 'Task_After', 'Task_No']) oracle.complete(task);
      world.completeAll('Task_A', 'Task_No', 'Task_After');

      expect(oracle.isIdle()).to.equal(true);
      expect(oracle.hasEnded()).to.equal(false);
      expect(world.status()).to.equal('completed');
    });

    it('an interrupted sub-process takes no flow any more, through none of its joins (13.5.3)', async () => {
      const { oracle, world } = await inBoth('interrupted-join');

      complete('Task_A', oracle, world);
      oracle.signal('Message_News');
      world.message('Message_News');

      expect(oracle.flows()).to.include('Flow_Joined');
      expect(world.path()).not.to.include('Flow_Joined');
    });

    it('a complex gateway has an activation condition and two phases (13.4.5)', async () => {
      const refusal = await refusalOf(startOracle(text('complex-gateway')));
      const world = await given(file('complex-gateway')).started();

      world.completeAll('Task_A', 'Task_After', 'Task_B');

      expect(refusal).to.match(/Unknown activity type bpmn:ComplexGateway/);
      expect(world.path().filter((flow) => flow === 'Flow_After')).to.have.length(1);
      expect(world.status()).to.equal('completed');
    });

    it('a token stays at an event-based gateway until one of the events occurs (13.4.4)', async () => {
      const { oracle, world } = await inBoth('event-based-gateway');

      expect(oracle.flows()).to.deep.equal(['Flow_Start', 'Flow_News', 'Flow_Timer']);
      expect(world.path()).to.deep.equal(['Flow_Start']);
    });
  });

  describe('activities', () => {
    it('each token that reaches an activity is an instance of it, at the same time (13.3.2)', async () => {
      const { oracle, world } = await inBoth('several-tokens');

      expect(oracle.open()).to.deep.equal(['Task_A']);
      expect(world.open()).to.deep.equal(['Task_A', 'Task_A']);
    });

    it('an activity waits for as many tokens as its start quantity (13.3.2)', async () => {
      const { oracle, world } = await inBoth('start-quantity');

      expect(oracle.open()).to.deep.equal(['Task_A', 'Task_Right']);
      expect(world.open()).to.deep.equal(['Task_Right']);
    });

    it('an activity sends as many tokens as its completion quantity (13.3.2)', async () => {
      const { oracle, world } = await inBoth('completion-quantity');

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_B']);
      expect(world.open()).to.deep.equal(['Task_B', 'Task_B']);
    });

    it('a standard loop goes on while its condition is true (13.3.6)', async () => {
      const model = text('standard-loop').replace('>again<', '>${environment.variables.again}<');
      const oracle = await startOracle(model, { variables: { again: true } });
      const world = await given(file('standard-loop')).started({ variables: { again: true } });

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_After']);
      expect(world.open()).to.deep.equal(['Task_A']);
    });
  });

  describe('events', () => {
    it('an interrupting event sub-process ends all else in its scope (13.5.4)', async () => {
      const { oracle, world } = await inBoth('interrupting-event-sub-process');

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_B', 'Task_Event']);
      expect(world.open()).to.deep.equal(['Task_Event']);
    });

    it('a non-interrupting message boundary fires with every message (13.5.3)', async () => {
      const { oracle, world } = await inBoth('repeated-message');

      for (let count = 0; count < 2; count++) {
        oracle.signal('Message_News');
        world.message('Message_News');
      }

      expect(oracle.open()).to.deep.equal(['Task_A', 'Task_News']);
      expect(world.open()).to.deep.equal(['Task_A', 'Task_News', 'Task_News']);
    });

    it('an error end event leaves its sub-process by the boundary that catches it (13.5.3, 13.5.6)', async () => {
      const { oracle, world } = await inBoth('error-from-sub-process');

      complete('Task_Inner', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_After']);
      expect(world.open()).to.deep.equal(['Task_Handle']);
    });

    it('what completed inside a completed sub-process is compensated (13.5.5)', async () => {
      const { oracle, world } = await inBoth('completed-scope-compensation');

      for (const task of ['Task_Book', 'Task_Then']) complete(task, oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_After']);
      expect(world.open()).to.deep.equal(['Task_Cancel']);
    });

    it('a terminate end event ends the processes that its scope has called (13.5.6)', async () => {
      const { oracle, world } = await inBoth('terminated-call');

      complete('Task_A', oracle, world);

      expect(oracle.open()).to.deep.equal(['Task_Called']);
      expect(world.open()).to.deep.equal([]);
      expect(world.status()).to.equal('completed');
    });

    it('a process whose call was interrupted is complete when its last token is gone (13.2)', async () => {
      const { oracle, world } = await inBoth('interrupted-call');

      oracle.signal('Message_News');
      world.message('Message_News');
      complete('Task_News', oracle, world);

      expect(oracle.isIdle()).to.equal(true);
      expect(oracle.hasEnded()).to.equal(false);
      expect(world.status()).to.equal('completed');
    });

    it('a timer of four weeks fires after four weeks (10.5.5)', async () => {
      const { oracle, world } = await inBoth('long-timer');
      const ofTwentyDays = await startOracle(text('long-timer').replace('P28D', 'P20D'));

      world.advance('P28D');

      expect(ofTwentyDays.timers('Timer_Weeks')).to.deep.equal([20 * 24 * 60 * 60 * 1000]);
      expect(oracle.timers('Timer_Weeks')).to.deep.equal([]);
      expect(world.open()).to.deep.equal(['Task_After']);
    });
  });

  describe('expressions and scripts', () => {
    it('a flow is taken when its condition is true, not when it is not understood (13.4.2)', async () => {
      const oracle = await startOracle(text('condition-not-understood'), { variables: { score: 1 } });
      const world = await given(file('condition-not-understood')).started({ variables: { score: 1 } });

      expect(oracle.open()).to.deep.equal(['Task_Yes']);
      expect(world.open()).to.deep.equal(['Task_No']);
    });

    it('an expression of a model reaches nothing of the host', async () => {
      let reached = 0;
      await startOracle(text('expression-reaches-host'), { services: { secret: () => ++reached } });

      expect(reached).to.equal(1);
      expect(await diagnosticsOf('expression-reaches-host')).to.deep.equal(['EXPRESSION_FOREIGN_EXPRESSION Flow_Yes']);
    });

    it('a script of a model reaches nothing of the host', async () => {
      const told: number[] = [];
      await startOracle(text('script-reaches-host'), { services: { tell: (pid: never) => told.push(pid) } });

      expect(told).to.deep.equal([process.pid]);
      expect(await diagnosticsOf('script-reaches-host')).to.deep.equal(['SCRIPT_NOT_FEEL Task_Script']);
    });
  });
});

describe('the list of disagreements', () => {
  it('has a line for every model, and a test', () => {
    const readme = testFile('conformance/README.md');
    const tests = testFile('conformance/disagreements.test.ts');
    const models = readdirSync(new URL('disagreements', import.meta.url)).map((name) => name.replace('.bpmn', ''));

    expect(models.filter((name) => !readme.includes(`(disagreements/${name}.bpmn)`))).to.deep.equal([]);
    expect(models.filter((name) => !tests.includes(`('${name}')`))).to.deep.equal([]);
  });
});

/** The model, started in both; conditions are the words true and false. */
async function inBoth(name: string, options: OracleOptions = {}): Promise<{ oracle: Oracle; world: World }> {
  const forOracle = text(name).replace(
    'id="Process_Called" isExecutable="true"',
    'id="Process_Called" isExecutable="false"',
  );
  const oracle = await startOracle(forOracle, { holds: (_, condition) => condition === 'true', ...options });
  return { oracle, world: await given(file(name)).started() };
}

function complete(task: string, oracle: Oracle, world: World): void {
  oracle.complete(task);
  world.complete(task, world.variable('again') === undefined ? undefined : { again: true });
}

function file(name: string): string {
  return `conformance/disagreements/${name}.bpmn`;
}

function text(name: string): string {
  return testFile(file(name));
}

async function diagnosticsOf(name: string): Promise<string[]> {
  const { model, diagnostics } = await compile(text(name));
  expect(model).to.equal(undefined);
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, elementId }) => `${code} ${elementId}`);
}

async function refusalOf(started: Promise<unknown>): Promise<string> {
  return started.then(
    () => '',
    (error: unknown) => String(error),
  );
}
