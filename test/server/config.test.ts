import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { expect } from 'chai';

import { ConfigError, packageRoot, readConfig, settings } from '../../server/config.js';

const refused = (env: Readonly<Record<string, string>>): string => {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('the settings were accepted');
};

describe('The settings of the server', () => {
  it('need nothing to be set', () => {
    expect(readConfig({})).to.deep.equal({
      port: 3000,
      data: resolve('.data'),
      pathways: join(packageRoot(), 'pathways'),
      mode: 'demo',
      logLevel: 'info',
      drain: { grace: 1000, timeout: 30_000 },
      feed: { keepFor: 7 * 24 * 3_600_000, keepRows: 5_000_000, mostListeners: 200 },
      retention: { archiveAfter: null, purgeAfter: null },
    });
  });

  it('count as left out where they are empty', () => {
    const empty = Object.fromEntries(Object.values(settings).map(({ name }) => [name, '']));
    expect(readConfig(empty)).to.deep.equal(readConfig({}));
  });

  it('can place the port, the data and the pathways elsewhere', () => {
    expect(readConfig({ PORT: '8080', SAMLOP_DATA: '/tmp/x', SAMLOP_PATHWAYS: '/tmp/y' })).to.deep.include({
      port: 8080,
      data: '/tmp/x',
      pathways: '/tmp/y',
    });
  });

  it('take each of their own examples', () => {
    readConfig(Object.fromEntries(Object.values(settings).map(({ name, example }) => [name, example])));
  });

  for (const [name, value] of [
    ['PORT', 'many'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['SAMLOP_DATA', 'a\0b'],
    ['SAMLOP_MODE', 'production'],
    ['SAMLOP_LOG', 'loud'],
    ['SAMLOP_DRAIN_GRACE_SECONDS', '1h'],
    ['SAMLOP_DRAIN_TIMEOUT_SECONDS', '-5'],
    ['SAMLOP_FEED_DAYS', '0'],
    ['SAMLOP_FEED_ROWS', 'all'],
    ['SAMLOP_FEED_LISTENERS', '10001'],
    ['SAMLOP_ARCHIVE_AFTER_DAYS', 'P90D'],
    ['SAMLOP_PURGE_AFTER_DAYS', '7'],
  ] as const) {
    it(`are refused with ${name}=${JSON.stringify(value)}, with what is expected, an example, and what was given`, () => {
      const setting = Object.values(settings).find((one) => one.name === name)!;
      expect(refused({ [name]: value }))
        .to.contain(`${name} must be ${setting.expects}`)
        .and.to.contain(`for example ${name}=${setting.example}`)
        .and.to.contain(JSON.stringify(value));
    });
  }

  it('that are wrong are all told at once', () => {
    const said = refused({ PORT: 'many', SAMLOP_MODE: 'production', SAMLOP_LOG: 'loud', SAMLOP_PORT: '1' }).split('\n');
    expect(said.map((line) => line.split(' ')[0])).to.have.members([
      'SAMLOP_PORT',
      'PORT',
      'SAMLOP_MODE',
      'SAMLOP_LOG',
    ]);
  });

  it('remove nothing that was not put away before', () => {
    expect(refused({ SAMLOP_PURGE_AFTER_DAYS: '365' })).to.contain('set SAMLOP_ARCHIVE_AFTER_DAYS too');
    expect(readConfig({ SAMLOP_PURGE_AFTER_DAYS: '365', SAMLOP_ARCHIVE_AFTER_DAYS: '30' }).retention).to.deep.equal({
      archiveAfter: 30 * 86_400_000,
      purgeAfter: 365 * 86_400_000,
    });
  });

  it('say why there is no other mode', () => {
    expect(refused({ SAMLOP_MODE: 'production' })).to.contain('runs in demo mode only');
  });

  it('are refused where one is misspelt, with those that there are', () => {
    expect(refused({ SAMLOP_DATEN: '/tmp' }))
      .to.contain('SAMLOP_DATEN is not a setting')
      .and.to.contain('SAMLOP_DATA');
  });

  it('leave the variables of other programs and of tests alone', () => {
    expect(readConfig({ PATH: '/bin', PORTS: 'x', SAMLOP_TEST_PICTURES: '/tmp' })).to.deep.equal(readConfig({}));
  });

  it('are told in the README, with the same defaults and nothing else', () => {
    const readme = readFileSync(join(packageRoot(), 'server', 'README.md'), 'utf8');
    const table = readme.slice(readme.indexOf('## Settings')).split('\n\n')[1]!.split('\n').slice(2);
    const told = table.map((row) => /^\| `(\w+)` \| `([^`]*)`/.exec(row)?.slice(1));
    expect(told).to.deep.equal(Object.values(settings).map(({ name, fallback }) => [name, fallback]));
  });
});
