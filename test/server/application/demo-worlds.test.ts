import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { createServices } from '../../../server/application/create-services.js';
import { createDemoWorlds, type DemoWorlds } from '../../../server/application/demo/demo-worlds.js';
import type { Store } from '../../../server/application/ports.js';
import { settableClock } from '../../../server/clock.js';
import { openSqlite } from '../../../server/sqlite/sqlite-store.js';
import { testClock } from '../given-server.js';

const MINUTE = 60_000;
const migrations = 'server/sqlite/migrations';

describe('Demo worlds', () => {
  let folder: string;
  let main: Store;
  let worlds: DemoWorlds;
  const removed: string[] = [];
  const clock = testClock();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    const silent = () => undefined;
    main = openSqlite({ file: join(folder, 'main.db'), migrations });
    worlds = createDemoWorlds({
      main: createServices({ store: main, clock, log: { debug: silent, info: silent, warn: silent, error: silent } }),
      clock,
      mostMoments: 5,
      createClock: settableClock,
      createStore: async (id) => ({
        store: openSqlite({ file: join(folder, `${id}.db`), migrations }),
        remove: async () => void removed.push(id),
      }),
    });
  });
  after(async () => {
    await worlds.closeAll();
    await main.close();
    rmSync(folder, { recursive: true });
  });

  it('stop setting their clock forward when it would never come to an end, and stand where they got to', async () => {
    const world = await worlds.open(0);
    const { id, services } = world;
    await services.store.deploy({
      name: 'd',
      at: 0,
      by: 'x',
      source: { modelKey: 'none', bpmn: '', forms: {}, decisions: [], texts: {} },
      processes: [{ processId: 'P', name: 'P', eventStarts: [], timerStarts: [{ element: 'S', dueAt: 60_000 }] }],
    });
    const refused = await world.setClock(365 * 24 * 60 * MINUTE).catch((error: unknown) => error);
    expect(refused).to.deep.include({ code: 'WORK_NOT_FINISHED' });
    expect(services.clock.now())
      .to.be.greaterThan(60_000)
      .and.lessThan(10 * MINUTE);
    await worlds.close(id);
    removed.length = 0;
  });

  it('that nobody uses are closed after thirty minutes; one that is used stays', async () => {
    const idle = await worlds.open(0);
    const used = await worlds.open(0);
    clock.advance(20 * MINUTE);
    worlds.find(used.id);
    clock.advance(10 * MINUTE + 1);
    await worlds.closeIdle();
    expect(removed).to.deep.equal([idle.id]);
    expect(() => worlds.find(idle.id)).to.throw('WORLD_NOT_FOUND');
    expect(worlds.find(used.id).id).to.equal(used.id);
  });
});
