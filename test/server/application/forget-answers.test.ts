import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { ANSWERS_KEPT, forgetAnswers } from '../../../server/application/work/forget-answers.js';
import { testClock } from '../given-server.js';
import { openSqliteIn } from '../sqlite/sqlite-for-tests.js';
import { answerUnder } from '../store-contract/given-store.js';

describe('First answers of commands', () => {
  it('are forgotten after seven days, so few at a time that no command waits for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
    const { store } = await openSqliteIn(folder);
    try {
      const clock = testClock();
      const answer = (key: string) =>
        store.commit({ at: clock.now(), by: 'nurse', action: 'Test', ...answerUnder(key) });
      await Promise.all(Array.from({ length: 1200 }, (_, index) => answer(`old-${index}`)));
      clock.advance(1);
      await answer('new');
      clock.advance(ANSWERS_KEPT);
      const forget = forgetAnswers();
      const slices: number[] = [];
      for (let slice = -1; slice !== 0; slices.push(slice)) slice = await forget({ store, clock });
      expect(slices).to.deep.equal([500, 500, 200, 0]);
      expect(await store.findAnswer(answerUnder('new').idempotency)).not.to.equal(null);
      clock.advance(3_600_000);
      expect(await forget({ store, clock }), 'an hour later it looks again').to.equal(1);
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
