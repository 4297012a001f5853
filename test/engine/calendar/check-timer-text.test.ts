import { expect } from 'chai';

import { checkTimerText } from '../../../engine/calendar/check-timer-text.js';

describe('The text of a timer, when a model is compiled', () => {
  it('is right for a date, a duration and a cycle', () => {
    expect(checkTimerText('date', '2026-12-24T10:00:00+01:00')).to.equal(undefined);
    expect(checkTimerText('date', '2026-12-24')).to.equal(undefined);
    expect(checkTimerText('duration', 'P28D')).to.equal(undefined);
    expect(checkTimerText('duration', 'PT0S')).to.equal(undefined);
    expect(checkTimerText('cycle', 'R3/PT1H')).to.equal(undefined);
    expect(checkTimerText('cycle', 'R/2026-12-24T08:00/P1D')).to.equal(undefined);
  });

  it('is wrong with the reason', () => {
    expect(checkTimerText('date', 'P3D')).to.equal('INSTANT_NOT_VALID');
    expect(checkTimerText('date', '2026-12-24T10:00[Mars/Base]')).to.equal('ZONE_NOT_KNOWN');
    expect(checkTimerText('duration', '3 days')).to.equal('DURATION_NOT_VALID');
    expect(checkTimerText('duration', 'P0.5M')).to.equal('DURATION_FRACTION_NOT_DEFINED');
    expect(checkTimerText('duration', '-P1D')).to.equal('DURATION_NEGATIVE');
    expect(checkTimerText('cycle', 'PT1H')).to.equal('CYCLE_NOT_VALID');
    expect(checkTimerText('cycle', 'R/PT0S')).to.equal('CYCLE_PERIOD_NOT_POSITIVE');
  });
});
