import { expect } from 'chai';
import fc from 'fast-check';

import { blockXml } from './block-xml.js';
import { cases, type Case } from './blocks.js';
import { oracleRunner } from './oracle-runner.js';
import { compileCase, ourRunner } from './our-runner.js';
import { traceOf } from './trace.js';

/** Runs generated processes in both engines; a disagreement is shrunk to the smallest one and thrown. */
export async function holdAgreement(runs: number, seed: number): Promise<void> {
  await fc.assert(fc.asyncProperty(cases, agree), { numRuns: runs, seed, endOnFailure: false });
}

/**
 * One case in both. Where the oracle is stuck it is no oracle: what it did until then must be what we did, and the case
 * does not count.
 */
export async function agree({ block, start, completions }: Case): Promise<void> {
  const xml = blockXml(block);
  const oracle = await oracleRunner(xml, start);
  const ours = traceOf(ourRunner(await compileCase(xml), start), completions);
  const theirs = traceOf(oracle, completions);
  if (oracle.isStuck()) {
    expect(ours.open.slice(0, theirs.open.length - 1), xml).to.deep.equal(theirs.open.slice(0, -1));
    expect(ours.flows, xml).to.include.members([...theirs.flows]);
    fc.pre(false);
  }
  expect(ours, xml).to.deep.equal(theirs);
}
