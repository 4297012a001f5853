import { join, resolve } from 'node:path';

import { expect } from 'chai';

import { ConfigError, packageRoot, readConfig } from '../../server/config.js';

describe('The settings of the server', () => {
  it('need nothing to be set', () => {
    expect(readConfig({})).to.deep.equal({
      port: 3000,
      data: resolve('.data'),
      pathways: join(packageRoot(), 'pathways'),
      mode: 'demo',
      logLevel: 'info',
    });
  });

  it('can place the port and the data elsewhere', () => {
    expect(readConfig({ PORT: '8080', SAMLOP_DATA: '/tmp/x' })).to.deep.include({ port: 8080, data: '/tmp/x' });
  });

  for (const [name, value, said] of [
    ['PORT', 'many', 'PORT must be a number'],
    ['PORT', '65536', 'PORT must be a number'],
    ['PORT', '-1', 'PORT must be a number'],
    ['PORT', '3000.5', 'PORT must be a number'],
    ['SAMLOP_MODE', 'production', 'without an identity provider'],
    ['SAMLOP_LOG', 'loud', 'SAMLOP_LOG must be one of'],
  ] as const) {
    it(`are refused with ${name}=${value}, saying why`, () => {
      expect(() => readConfig({ [name]: value })).to.throw(ConfigError, said);
    });
  }
});
