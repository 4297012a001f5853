import fc from 'fast-check';

import { blockXml } from '../../../conformance/block-xml.js';
import { cases } from '../../../conformance/blocks.js';
import { compileCase } from '../../../conformance/compile-case.js';
import { happenings } from './graphs.js';
import { play } from './play.js';

describe('any block-structured process, whatever happens to it', () => {
  it('loses and doubles no token, survives a reload at every step, and is replayed to the identical state', async function () {
    this.timeout(180_000);
    const property = fc.asyncProperty(cases, happenings, async ({ block }, list) => {
      play(await compileCase(blockXml(block, { isExecutable: true })), 'Process_Case', list);
    });

    await fc.assert(property, { numRuns: 200 });
  });
});
