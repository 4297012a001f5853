import { expect } from 'chai';

import { EngineError, step, upgradeState, type InstanceState } from '../../engine/index.js';
import { holdInvariants } from '../helpers/world-invariants.js';
import {
  after,
  environmentOf,
  formatGolden,
  goldenFile,
  namesIn,
  STATE_VERSION,
  textOf,
  type GoldenFile,
} from './golden-file.js';

const versions = Array.from({ length: STATE_VERSION }, (_, index) => index + 1);

describe('saved state of every version', () => {
  for (const version of versions) {
    for (const name of namesIn(version)) {
      it(`goes on from version ${version}, ${name}, to its end`, async () => {
        const file = goldenFile(version, name);
        const environment = await environmentOf(version, file);
        const state = upgradeState(file.state);

        const end = after(environment, state, file.then);

        expect(state.version).to.equal(STATE_VERSION);
        expect(end?.status).to.equal(file.ends);
      });
    }
  }
});

describe('the state that this engine saves', () => {
  for (const name of namesIn(STATE_VERSION)) {
    it(`is to the byte that of version ${STATE_VERSION}: ${name}`, async () => {
      const file = goldenFile(STATE_VERSION, name);
      const environment = await environmentOf(STATE_VERSION, file);

      const state = after(environment, null, file.commands);

      expect(formatGolden({ ...file, state })).to.equal(textOf(STATE_VERSION, name));
    });
  }

  it('is never changed by going on from it', async () => {
    for (const name of namesIn(STATE_VERSION)) {
      const file = goldenFile(STATE_VERSION, name);
      const environment = await environmentOf(STATE_VERSION, file);
      holdSteps(file, environment);
    }
  });
});

/** Every step to the end, with the state frozen before each. */
function holdSteps(file: GoldenFile, environment: Awaited<ReturnType<typeof environmentOf>>): void {
  let before: InstanceState = upgradeState(JSON.parse(JSON.stringify(file.state)));
  for (const command of file.then) {
    const result = step(environment, before, command);
    holdInvariants({ before, command, after: result.state, events: result.events, environment });
    before = result.state;
  }
}

describe('state that this engine cannot read', () => {
  const refusal = (saved: unknown): string | undefined => {
    try {
      upgradeState(saved);
    } catch (error) {
      if (error instanceof EngineError) return error.code;
      throw error;
    }
    return undefined;
  };
  const [name = ''] = namesIn(STATE_VERSION);

  it('is refused when a newer engine wrote it', () => {
    const state = goldenFile(STATE_VERSION, name).state as InstanceState;

    expect(refusal({ ...state, version: STATE_VERSION + 1 })).to.equal('STATE_TOO_NEW');
  });

  it('is refused when its version is none that was ever released', () => {
    const versionless: unknown[] = [0, -1, 0.5, '1', null, undefined, NaN].map((version) => ({ version }));

    expect(versionless.map(refusal)).to.deep.equal(versionless.map(() => 'STATE_TOO_NEW'));
  });

  it('is refused when it is no state at all', () => {
    const state = goldenFile(STATE_VERSION, name).state as InstanceState;
    const parts: unknown[] = [{ version: STATE_VERSION }, { ...state, instanceId: 1 }, { ...state, tokens: 'none' }];
    const garbage: unknown[] = [null, undefined, 'state', 1, true, [], {}, () => 1, ...parts];

    expect(garbage.map(refusal)).to.deep.equal(garbage.map(() => 'STATE_TOO_NEW'));
  });
});
