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

export async function agree({ block, start, completions }: Case): Promise<void> {
  const xml = blockXml(block);
  const ours = traceOf(ourRunner(await compileCase(xml), start), completions);
  const theirs = traceOf(await oracleRunner(xml, start), completions);
  expect(ours, xml).to.deep.equal(theirs);
}
