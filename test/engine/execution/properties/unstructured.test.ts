import fc from 'fast-check';

import { compileCase } from '../../../conformance/compile-case.js';
import { graphXml } from './graph-xml.js';
import { graphs, happenings } from './graphs.js';
import { play } from './play.js';

describe('any process, whatever happens to it', () => {
  it('loses and doubles no token, survives a reload at every step, and is replayed to the identical state', async function () {
    this.timeout(180_000);
    const property = fc.asyncProperty(graphs, happenings, async (graph, list) => {
      play(await compileCase(graphXml(graph)), 'Process_Graph', list);
    });

    await fc.assert(property, { numRuns: 300 });
  });
});
