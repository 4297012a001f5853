import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { apiAt, eventually, type Api } from './given-server.js';
import {
  assessment,
  assessmentForms,
  deployAssessment,
  openTasks,
  start,
  startedByMessage,
  throwsMessage,
} from './models.js';

interface Server {
  readonly child: ChildProcess;
  readonly api: Api;
}

/** The server as a process of its own, as `npm start` runs it. */
describe('The server process', function () {
  this.timeout(60_000);
  let folder: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    mkdirSync(join(folder, 'pathways', 'assessment', 'forms'), { recursive: true });
    writeFileSync(join(folder, 'pathways', 'assessment', 'pathway.bpmn'), assessment);
    writeFileSync(
      join(folder, 'pathways', 'assessment', 'forms', 'assess.schema.json'),
      JSON.stringify(assessmentForms.assess),
    );
  });
  afterEach(() => {
    for (const child of children.splice(0))
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const launch = (
    env: Record<string, string> = {},
  ): { child: ChildProcess; output: () => string; ended: Promise<number | null> } => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      env: {
        ...process.env,
        PORT: '0',
        SAMLOP_DATA: join(folder, 'data'),
        SAMLOP_PATHWAYS: join(folder, 'pathways'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return { child, output: () => output, ended: new Promise((resolve) => child.on('exit', resolve)) };
  };
  const givenRunning = async (): Promise<Server> => {
    const { child, output } = launch();
    const seen = await eventually(
      async () => output(),
      (text) => /is ready: http/.test(text),
      40_000,
    );
    return { child, api: apiAt(/http:\/\/localhost:\d+/.exec(seen)![0]) };
  };
  const killed = (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    child.kill(signal);
    return ended;
  };

  it('says where it answers once it is ready, with the shipped pathways deployed', async () => {
    const { api } = await givenRunning();
    expect((await api.get('/healthz')).body).to.deep.equal({ status: 'alive' });
    expect((await api.get('/readyz')).body.status).to.equal('ready');
    const { items } = (await api.post('/v2/process-definitions/search', { filter: { isLatestVersion: true } })).body;
    expect(items.map((one: { processDefinitionId: string }) => one.processDefinitionId)).to.deep.equal(['Assessment']);
  });

  it('says it last, with how to stop it, and does not tell every request that went well', async () => {
    const { output } = launch();
    const ready = await eventually(
      async () => output(),
      (text) => /is ready: http/.test(text),
      40_000,
    );
    const api = apiAt(/http:\/\/localhost:\d+/.exec(ready)![0]);
    await start(api, 'Assessment');
    await api.get('/v2/nothing');
    const text = await eventually(
      async () => output(),
      (seen) => seen.includes('ROUTE_NOT_FOUND'),
    );
    const lines = text.split('\n').filter((line) => line !== '');
    const at = lines.findIndex((line) => /^Samløp is ready: http:\S+ \(Ctrl-C stops it\)$/.test(line));
    expect(lines.slice(0, at).join(), 'what was deployed comes before').to.contain('"deployed"');
    expect(lines.slice(at + 1)).to.have.length(1);
  });

  it('loses no acknowledged completion and doubles none when it is killed under load', async () => {
    const first = await givenRunning();
    const instances: string[] = [];
    for (let i = 0; i < 12; i++) instances.push(await start(first.api, 'Assessment', { businessKey: `patient-${i}` }));
    const tasks = await Promise.all(
      instances.map(async (instance) => (await openTasks(first.api, instance))['Task_Assess']!),
    );
    const acknowledged: number[] = [];
    const load = tasks.map(async (task, i) => {
      const answer = await first.api
        .post(
          `/v2/user-tasks/${task}/completion`,
          { variables: { painScore: i % 10 } },
          { 'Idempotency-Key': `complete-${i}` },
        )
        .catch(() => null);
      if (answer?.status === 204) acknowledged.push(i);
      if (acknowledged.length === 4) first.child.kill('SIGKILL');
    });
    await Promise.all(load);
    if (first.child.signalCode === null) await killed(first.child, 'SIGKILL');
    expect(acknowledged.length).to.be.at.least(4);

    const second = await givenRunning();
    for (const i of acknowledged)
      expect((await second.api.get(`/v2/user-tasks/${tasks[i]}`)).body.state).to.equal('COMPLETED');
    for (const [i, task] of tasks.entries()) {
      const answer = await second.api.post(
        `/v2/user-tasks/${task}/completion`,
        { variables: { painScore: i % 10 } },
        { 'Idempotency-Key': `complete-${i}` },
      );
      expect(answer.status).to.equal(204);
      const { items } = (await second.api.get(`/v2/process-instances/${instances[i]}/history`)).body;
      expect(items.filter((one: { type: string }) => one.type === 'TaskCompleted')).to.have.length(1);
      expect((await second.api.get(`/v2/process-instances/${instances[i]}`)).body.state).to.equal('COMPLETED');
    }
  });

  it('delivers a message that it had accepted when it was killed, once', async () => {
    const first = await givenRunning();
    for (const bpmn of [startedByMessage, throwsMessage]) await first.api.post('/v2/deployments', { name: 'm', bpmn });
    const senders = await Promise.all(
      Array.from({ length: 8 }, (_, i) => start(first.api, 'Sender', { businessKey: `patient-${i}` })),
    );
    const tasks = await Promise.all(senders.map(async (sender) => (await openTasks(first.api, sender))['Task_Send']!));
    const answers = tasks.map((task) => first.api.post(`/v2/user-tasks/${task}/completion`).catch(() => null));
    const sent = await Promise.race(answers);
    await killed(first.child, 'SIGKILL');
    expect(sent?.status).to.equal(204);
    await Promise.all(answers);

    const second = await givenRunning();
    for (const task of tasks) await second.api.post(`/v2/user-tasks/${task}/completion`);
    const receivers = async (): Promise<string[]> =>
      (
        await second.api.post('/v2/process-instances/search', { filter: { processDefinitionId: 'Receiver' } })
      ).body.items.map((one: { businessKey: string }) => one.businessKey);
    const seen = await eventually(receivers, (found) => found.length >= senders.length, 20_000);
    expect([...seen].sort()).to.deep.equal(senders.map((_, i) => `patient-${i}`));
  });

  it('finishes what is under way and goes away when it is asked to, and goes on in mid-pathway afterwards', async () => {
    const first = await givenRunning();
    const instance = await start(first.api, 'Assessment');
    expect(await killed(first.child, 'SIGTERM')).to.equal(0);
    const second = await givenRunning();
    const { Task_Assess: task } = await openTasks(second.api, instance);
    expect(
      (await second.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } })).status,
    ).to.equal(204);
    await deployAssessment(second.api);
    expect(await killed(second.child, 'SIGINT')).to.equal(0);
  });

  it('lets no other user of the machine read what it keeps of patients', async () => {
    await givenRunning();
    for (const file of ['.', 'samlop.db', 'samlop.db-wal'])
      expect(statSync(join(folder, 'data', file)).mode & 0o077, file).to.equal(0);
  });

  it('says so when the port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    const { ended, output } = launch({ PORT: String(port) });
    expect(await ended).to.equal(1);
    expect(output()).to.contain(`Port ${port} is taken by another program.`);
    other.close();
  });

  it('says so when the data is in use by another server', async () => {
    await givenRunning();
    const { ended, output } = launch();
    expect(await ended).to.equal(1);
    expect(output()).to.contain('is in use by another Samløp server');
  });

  it('says so when the data cannot be opened', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { ended, output } = launch({ SAMLOP_DATA: join(folder, 'file') });
    expect(await ended).to.equal(1);
    expect(output())
      .to.contain(`${join(folder, 'file')} is a file`)
      .and.not.to.contain('    at ');
  });

  it('says so at once when the data folder can never be made', async () => {
    const began = performance.now();
    const { ended, output } = launch({ SAMLOP_DATA: '/proc/samlop' });
    expect(await ended).to.equal(1);
    expect(output()).to.contain('/proc/samlop cannot be opened').and.not.to.contain('    at ');
    expect(performance.now() - began).to.be.lessThan(20_000);
  });

  it('refuses to start with a setting that cannot be used, and says why', async () => {
    const { ended, output } = launch({ SAMLOP_MODE: 'production' });
    expect(await ended).to.equal(1);
    expect(output()).to.contain('runs in demo mode only').and.not.to.contain('    at ');
  });
});
