import { join } from 'node:path';

import Database from 'better-sqlite3';
import { expect } from 'chai';

import { createAdmission } from '../../../server/application/admission.js';
import { createPace } from '../../../server/application/pace.js';
import { retryAfter, waitOf } from '../../../server/http/retry-after.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { eventually, givenServer, type TestServer } from '../given-server.js';
import { deployAssessment, start } from '../models.js';

const MOST = 4;

describe('When to come again (RFC 9110, 10.2.3)', () => {
  const times = { first: () => 0, last: () => 0.999999 };

  it('follows what is expected, from one second to thirty', () => {
    const soonest = [0, 1, 1000, 1001, 4200, 14_999, 60_000, Infinity].map((wait) => retryAfter(wait, times.first));
    expect(soonest).to.deep.equal([1, 1, 1, 2, 5, 15, 15, 15]);
    expect([0, 5000, Infinity].map((wait) => retryAfter(wait, times.last))).to.deep.equal([2, 10, 30]);
  });

  it('is not the same for all who were refused together', () => {
    for (const wait of [0, 3000, 3_600_000]) {
      const told = new Set(Array.from({ length: 500 }, () => retryAfter(wait)));
      expect(told.size, String(wait)).to.be.greaterThan(1);
      for (const seconds of told) expect(seconds).to.be.within(1, 30);
    }
  });

  it('is as long as the last commands took, and longer while nothing moves', async () => {
    let now = 0;
    const admission = createAdmission(
      2,
      createPace(() => now),
    );
    const refusal = () => admission.run(async () => undefined).catch((error: unknown) => waitOf(error));
    let finish: () => void = () => undefined;
    const lasting = () => admission.run(() => new Promise<void>((resolve) => (finish = resolve)));
    for (let i = 0; i < 100; i++) {
      const command = lasting();
      now += 4000;
      finish();
      await command;
    }
    const under = [lasting(), lasting()];
    expect(await refusal(), 'four seconds each').to.be.within(3900, 4000);
    now += 20_000;
    expect(await refusal(), 'the oldest is not through yet').to.equal(20_000);
    expect(admission.busy).to.equal(2);
    finish();
    await under[1];
    expect(await refusal(), 'there is room').to.equal(undefined);
  });
});

describe('A server whose database cannot be written', function () {
  this.timeout(30_000);

  it('asks for more patience the longer that lasts, and for little when it has been right meanwhile', async () => {
    const server = await givenServer();
    await deployAssessment(server.api);
    const instance = await start(server.api, 'Assessment');
    const write = () => server.api.put(`/v2/process-instances/${instance}/variables`, { variables: { painScore: 1 } });
    const refused = async (): Promise<number> => {
      const { status, headers } = await write();
      expect(status).to.equal(503);
      return Number(headers.get('Retry-After'));
    };
    const other = new Database(join(server.data, 'samlop.db'));
    try {
      other.exec('BEGIN IMMEDIATE');
      expect(await refused()).to.be.within(1, 2);
      await eventually(refused, (seconds) => seconds >= 5, 20_000);
      other.exec('ROLLBACK');
      expect((await write()).status).to.equal(204);
      other.exec('BEGIN IMMEDIATE');
      expect(await refused()).to.be.within(1, 2);
      other.exec('ROLLBACK');
    } finally {
      other.close();
      await server.stop();
    }
  });
});

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
    const refused: (readonly [code: string, seconds: string | null])[] = [];
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
    expect(refused.map(([code]) => code)).to.deep.equal(Array<string>(10 - MOST).fill('OVERLOADED'));
    for (const [, seconds] of refused) expect(seconds).to.match(/^([1-9]|[12]\d|30)$/);
    expect((await server.api.get(`/v2/process-instances/${instance}`)).body.revision).to.equal(1 + MOST);
  });

  it('takes commands again when there is room', async () => {
    const instance = await start(server.api, 'Assessment');
    const answer = await server.api.put(`/v2/process-instances/${instance}/variables`, { variables: { painScore: 1 } });
    expect(answer.status).to.equal(204);
  });
});
