import { expect } from 'chai';

import type { CompiledDecision } from '../../../engine/decisions/compiled-decision.js';
import { decide, dmnFile, failureOf, givenDecision, type Values } from './given-decision.js';

const well: Values = {
  respiration: 16,
  saturation: 98,
  oxygen: false,
  systolic: 130,
  pulse: 70,
  temperature: 37,
  consciousness: 'alert',
};

/** Boundaries as the Royal College of Physicians (2017) gives them, scale 1: highest value that still gives the points. */
const bands: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  respiration: [
    [8, 3],
    [9, 1],
    [11, 1],
    [12, 0],
    [20, 0],
    [21, 2],
    [24, 2],
    [25, 3],
  ],
  saturation: [
    [91, 3],
    [92, 2],
    [93, 2],
    [94, 1],
    [95, 1],
    [96, 0],
  ],
  systolic: [
    [90, 3],
    [91, 2],
    [100, 2],
    [101, 1],
    [110, 1],
    [111, 0],
    [219, 0],
    [220, 3],
  ],
  pulse: [
    [40, 3],
    [41, 1],
    [50, 1],
    [51, 0],
    [90, 0],
    [91, 1],
    [110, 1],
    [111, 2],
    [130, 2],
    [131, 3],
  ],
  temperature: [
    [35, 3],
    [35.1, 1],
    [36, 1],
    [36.1, 0],
    [38, 0],
    [38.1, 1],
    [39, 1],
    [39.1, 2],
    [36.04, 1],
    [36.06, 0],
  ],
};

describe('An early warning score as decision tables that build on each other', () => {
  let score: CompiledDecision;
  let observation: CompiledDecision;
  before(async () => {
    score = await givenDecision(dmnFile('news2.dmn'), 'Decision_Score');
    observation = await givenDecision(dmnFile('news2.dmn'), 'Decision_Observation');
  });

  for (const [measure, points] of Object.entries(bands)) {
    it(`gives the points of ${measure} at every boundary`, () => {
      for (const [value, expected] of points) {
        expect(decide(score, { ...well, [measure]: value }), String(value)).to.equal(expected);
      }
    });
  }

  it('gives the points of oxygen and of a patient who is not alert', () => {
    expect(decide(score, well)).to.equal(0);
    expect(decide(score, { ...well, oxygen: true })).to.equal(2);
    for (const consciousness of ['confusion', 'voice', 'pain', 'unresponsive']) {
      expect(decide(score, { ...well, consciousness })).to.equal(3);
    }
  });

  it('gives no score and no observation when a measure is missing', () => {
    for (const measure of Object.keys(well)) {
      expect(decide(score, { ...well, [measure]: null }), measure).to.equal(null);
      expect(decide(observation, { ...well, [measure]: null }), measure).to.equal(null);
    }
  });

  it('tells how often to observe, by the sum or by any single measure of three points', () => {
    expect(decide(observation, well)).to.equal('12 hours');
    expect(decide(observation, { ...well, pulse: 95 })).to.equal('4-6 hours');
    expect(decide(observation, { ...well, pulse: 120, oxygen: true })).to.equal('4-6 hours');
    expect(decide(observation, { ...well, pulse: 120, oxygen: true, temperature: 38.5 })).to.equal('hourly');
    expect(decide(observation, { ...well, respiration: 8 })).to.equal('hourly');
    expect(decide(observation, { ...well, respiration: 8, pulse: 120, oxygen: true })).to.equal('continuous');
  });

  it('reads the measures and nothing between', () => {
    expect([...observation.reads].sort()).to.deep.equal(Object.keys(well).sort());
    expect(observation.resultType).to.equal('string');
  });

  it('refuses a state of consciousness that the type does not have', () => {
    expect(failureOf(score, { ...well, consciousness: 'asleep' })).to.match(/^INPUT_NOT_ALLOWED/);
  });
});
