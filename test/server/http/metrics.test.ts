import { expect } from 'chai';

import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, openTasks, start } from '../models.js';

describe('The metrics', () => {
  let server: TestServer;

  beforeEach(async () => {
    server = await givenServer();
  });
  afterEach(() => server.stop());

  const scraped = async (): Promise<string> => (await server.api.get('/metrics')).body;
  const value = (text: string, series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1),
    );

  it('count what was asked, by route and outcome, in the format of Prometheus', async () => {
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const { Task_Assess: task } = await openTasks(server.api, instance);
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 99 } });
    await server.api.post(`/v2/user-tasks/${task}/completion`, { variables: { painScore: 1 } });
    const { headers, body } = await server.api.get('/metrics');
    expect(headers.get('Content-Type')).to.match(/^text\/plain; version=0\.0\.4/);
    const completion = 'method="POST",route="/v2/user-tasks/:userTaskKey/completion"';
    expect(value(body, `samlop_http_requests_total{${completion},outcome="ok"}`)).to.equal(1);
    expect(value(body, `samlop_http_requests_total{${completion},outcome="FORM_NOT_VALID"}`)).to.equal(1);
    expect(value(body, 'samlop_commit_batch_size_sum')).to.be.greaterThan(1);
    expect(value(body, 'samlop_ready')).to.equal(1);
    expect(value(body, 'samlop_clock_trusted')).to.equal(1);
    expect(value(body, 'samlop_timers_due')).to.equal(0);
    expect(value(body, 'samlop_database_bytes')).to.be.greaterThan(10_000);
  });

  it('have names of ours and labels of which there is a bounded number, whatever is asked', async () => {
    for (let i = 0; i < 30; i++) {
      await server.api.get(`/v2/process-instances/${1000 + i}`);
      await server.api.get(`/nowhere/patient-${i}`);
    }
    await fetch(`${server.url}/v2/clock`, { method: 'PROPFIND' });
    const text = await eventually(scraped, (seen) => seen.includes('OTHER'));
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.filter((line) => !line.startsWith('samlop_'))).to.deep.equal([]);
    expect(lines.filter((line) => line.includes('samlop_http_requests_total')).length).to.be.lessThan(8);
    expect(text).not.to.contain('patient-').and.not.to.contain('1007');
  });

  it('are given out to this machine only', async () => {
    expect((await server.api.get('/metrics', { Origin: 'https://elsewhere.example' })).status).to.equal(403);
  });
});
