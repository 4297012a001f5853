import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { givenStore, type GivenStore, type OpenStore } from './given-store.js';

/** One thing that a store must hold: fulfilled, or it throws. */
export type Rule = (given: GivenStore) => Promise<void>;

/** What a store must hold in one area, each rule under the sentence that says it. */
export interface Area {
  readonly title: string;
  readonly rules: Readonly<Record<string, Rule>>;
}

/** Makes a test of each rule, on a store of its own in an empty folder. */
export function describeStore(name: string, open: OpenStore, areas: readonly Area[]): void {
  for (const { title, rules } of areas) {
    describe(`${name}: ${title}`, () => {
      for (const [sentence, rule] of Object.entries(rules)) it(sentence, () => hold(open, rule));
    });
  }
}

/** Runs one rule. @throws whatever the rule throws where it does not hold */
export async function hold(open: OpenStore, rule: Rule): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-test-'));
  try {
    const given = await givenStore(open, folder);
    try {
      await rule(given);
    } finally {
      await given.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sentences of the rules that a store breaks. */
export async function broken(open: OpenStore, areas: readonly Area[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { rules } of areas) {
    for (const [sentence, rule] of Object.entries(rules)) {
      await hold(open, rule).catch(() => found.push(sentence));
    }
  }
  return found;
}
