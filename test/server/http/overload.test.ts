import { expect } from 'chai';

import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, start } from '../models.js';

const MOST = 4;

describe('A server that is given more commands than it can carry out', () => {
  let server: TestServer;
  let open: () => void = () => undefined;
  let gate: Promise<void> | undefined;
  const hold = (): void => {
    gate = new Promise((resolve) => {
      open = () => {
        gate = undefined;
        resolve();
      };
    });
  };

  before(async () => {
    server = await givenServer({
      mostCommands: MOST,
      openStore: (options) => {
        const store = openSqlite(options);
        return { ...store, commit: async (change) => (await gate, store.commit(change)) };
      },
    });
    await deployAssessment(server.api);
  });
  after(() => server.stop());

  it('refuses what is too many at once with 503 and when to come again, carries out the rest, and still answers readers', async () => {
    const instance = await start(server.api, 'Assessment');
    hold();
    const path = `/v2/process-instances/${instance}/variables`;
    const refused: unknown[] = [];
    const answers = Array.from({ length: 10 }, async (_, painScore) => {
      const { status, body, headers } = await server.api.put(path, { variables: { painScore } });
      if (status === 503) refused.push([body.code, headers.get('Retry-After')]);
      return status;
    });
    await eventually(
      async () => refused.length,
      (count) => count === 10 - MOST,
    );
    expect((await server.api.get(`/v2/process-instances/${instance}`)).status).to.equal(200);
    open();
    const statuses = await Promise.all(answers);
    expect(statuses.filter((status) => status === 204)).to.have.length(MOST);
    expect(refused).to.deep.equal(Array.from({ length: 10 - MOST }, () => ['OVERLOADED', '2']));
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.revision).to.equal(1 + MOST);
  });

  it('takes commands again when there is room', async () => {
    const instance = await start(server.api, 'Assessment');
    const answer = await server.api.put(`/v2/process-instances/${instance}/variables`, { variables: { painScore: 1 } });
    expect(answer.status).to.equal(204);
  });
});
