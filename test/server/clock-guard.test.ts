import { expect } from 'chai';

import { guardClock } from '../../server/clock-guard.js';
import { testTime } from './given-server.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('The guard of the clock', () => {
  const given = (begins?: string) => {
    const time = testTime(begins);
    return { time, clock: guardClock(time) };
  };

  it('believes a clock that goes as time passes', () => {
    const { time, clock } = given();
    for (let minute = 0; minute < 300; minute++) {
      time.pass(MINUTE);
      expect(clock.now()).to.equal(time.wall.now());
    }
    expect(clock.guard.doubt()).to.equal(null);
  });

  for (const [what, jump, doubted] of [
    ['back by an hour', -HOUR, true],
    ['back by a day', -24 * HOUR, true],
    ['back by a second less than an hour', -HOUR + SECOND, false],
    ['forward by an hour', HOUR, false],
    ['forward by a second more than an hour', HOUR + SECOND, true],
    ['forward by a year', 365 * 24 * HOUR, true],
    ['by a second, as a correction', -SECOND, false],
  ] as const) {
    it(`${doubted ? 'doubts' : 'follows'} a clock that is set ${what}`, () => {
      const { time, clock } = given();
      time.pass(10 * MINUTE);
      clock.now();
      time.jump(jump);
      expect(clock.guard.doubt() !== null).to.equal(doubted);
      if (doubted) expect(clock.guard.doubt()?.jumpMs).to.equal(jump);
    });
  }

  it('goes on with the time that passes while it doubts, and doubts until somebody confirms', () => {
    const { time, clock } = given('2026-11-02T08:00:00Z');
    time.jump(5 * HOUR);
    expect(clock.now()).to.equal(Date.parse('2026-11-02T08:00:00Z'));
    time.pass(MINUTE);
    expect(clock.now()).to.equal(Date.parse('2026-11-02T08:01:00Z'));
    time.jump(-5 * HOUR);
    expect(clock.guard.doubt()?.code, 'set right is not yet confirmed').to.equal('CLOCK_JUMPED_FORWARD');
    clock.guard.confirm();
    expect(clock.guard.doubt()).to.equal(null);
    expect(clock.now()).to.equal(time.wall.now());
  });

  it('tells a doubt once', () => {
    const time = testTime();
    const told: string[] = [];
    const clock = guardClock(time, { onDoubt: ({ code }) => told.push(code) });
    time.jump(-2 * HOUR);
    clock.now();
    clock.now();
    expect(told).to.deep.equal(['CLOCK_JUMPED_BACK']);
    clock.guard.confirm();
    time.jump(3 * HOUR);
    clock.now();
    expect(told).to.deep.equal(['CLOCK_JUMPED_BACK', 'CLOCK_JUMPED_FORWARD']);
  });

  it('follows a clock that drifts and is slewed, however long it lasts', () => {
    const { time, clock } = given();
    for (let day = 0; day < 100; day++) {
      for (let hour = 0; hour < 24; hour++) {
        time.pass(HOUR);
        time.jump(2 * MINUTE);
        clock.now();
      }
    }
    expect(clock.guard.doubt()).to.equal(null);
  });

  it('takes a night that the machine slept for time that has passed', () => {
    const { time, clock } = given();
    time.pass(MINUTE);
    time.sleep(9 * HOUR);
    expect(clock.guard.doubt()).to.equal(null);
    expect(clock.now()).to.equal(time.wall.now());
    time.jump(2 * HOUR);
    expect(clock.guard.doubt()?.jumpMs).to.equal(2 * HOUR);
  });

  it('doubts a clock that is an hour behind what was last written to the store', () => {
    const time = testTime('2026-11-02T08:00:00Z');
    const lastSeen = Date.parse('2026-11-02T09:30:00Z');
    const clock = guardClock(time, { lastSeen });
    expect(clock.guard.doubt()).to.deep.equal({ code: 'CLOCK_JUMPED_BACK', jumpMs: -1.5 * HOUR });
    expect(clock.now()).to.equal(lastSeen);
    expect(guardClock(time, { lastSeen: lastSeen - HOUR }).guard.doubt()).to.equal(null);
  });
});
