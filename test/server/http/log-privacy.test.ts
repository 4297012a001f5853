import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { samlop } from '../cli/run-samlop.js';
import { givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

const TEXT = /^(?!\d{4}-\d\d-\d\dT)(?=.* ).{8,}$/;

/** Free texts and names that the scenarios of the shipped pathways enter. */
function seeded(): readonly string[] {
  const files = readdirSync('pathways', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /scenarios\/.*\.json$/.test(file),
  );
  const found = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && TEXT.test(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const file of files) {
    const { steps } = JSON.parse(readFileSync(join('pathways', file), 'utf8')) as { steps: Record<string, unknown>[] };
    for (const { data, start: begun, message } of steps)
      collect([
        data,
        (begun as { variables?: unknown } | undefined)?.variables,
        (message as { data?: unknown } | undefined)?.data,
      ]);
  }
  return [...found];
}

const leaks = (told: string, values: readonly string[]): string[] => values.filter((value) => told.includes(value));

describe('What the server tells about itself', function () {
  this.timeout(240_000);
  let server: TestServer;

  before(async () => {
    server = await givenServer();
  });
  after(() => server.stop());

  const told = async (): Promise<string> =>
    [...server.lines, (await server.api.get('/metrics')).body, (await server.api.get('/diagnostics')).body].join('\n');

  it('holds no text that a scenario of a shipped pathway enters', async () => {
    const values = seeded();
    expect(values.length).to.be.greaterThan(3);
    const { stdout, stderr } = await samlop('scenario', 'pathways', '--server', server.url);
    const played = Number(/(\d+) passed/.exec(stdout)?.[1] ?? 0);
    expect(played, stderr).to.be.greaterThan(10);
    expect(server.lines.length).to.be.greaterThan(20);
    expect(leaks(await told(), values)).to.deep.equal([]);
  });

  it('holds nothing of what a person sends, nor does any refusal', async () => {
    const secrets = ['Solveig Eksempel', '01019912345', 'kreft i bukspyttkjertelen'];
    const [name, number, text] = secrets as [string, string, string];
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment', { businessKey: number, variables: { name, text } });
    const { Task_Assess: task } = await openTasks(server.api, instance);
    const answers = [
      await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: text, [name]: number } }),
      await server.api.post(`/v2/user-tasks/${task}/completion`, `{"variables": {"painScore": "${text}"`),
      await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: text }),
      await server.api.post('/v2/messages/publication', { name: { name }, correlationKey: number }),
      await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: { text } }),
      await server.api.get(`/v2/process-instances/${encodeURIComponent(name)}`),
      await server.api.get(`/nowhere/${number}?q=${encodeURIComponent(text)}`),
      await server.api.post(
        '/v2/process-instances',
        { processDefinitionId: 'Assessment' },
        { 'X-Demo-Person': number },
      ),
    ];
    for (const { status } of answers) expect(status).to.be.within(400, 499);
    await server.api.post(`/v2/process-instances/${instance}/cancellation`, { reason: text });
    const refusals = answers.map(({ body }) => JSON.stringify(body)).join('\n');
    expect(leaks(`${await told()}\n${refusals}`, [number, text])).to.deep.equal([]);
    expect(leaks(await told(), secrets)).to.deep.equal([]);
  });

  it('would be found out if it did', async () => {
    (server.lines as string[]).push(JSON.stringify({ message: 'task of Solveig Eksempel' }));
    expect(leaks(await told(), ['Solveig Eksempel'])).to.deep.equal(['Solveig Eksempel']);
  });
});
