import fs from 'node:fs';
import os from 'node:os';

import { expect } from 'chai';

import { FreshCheckout } from './fresh-checkout.js';

/** Above every limit of process ids. */
const noProcess = 2 ** 30;

describe('Making a checkout ready to run', function () {
  this.timeout(30_000);
  let checkout: FreshCheckout;
  beforeEach(() => {
    checkout = new FreshCheckout();
  });
  afterEach(() => {
    checkout.remove();
  });

  it('installs the first time, says so, and asks nobody the second time', async () => {
    const first = await checkout.install();
    const second = await checkout.install();
    expect(first).to.include({ code: 0 });
    expect(first.said).to.contain('Installing the packages');
    expect(second).to.deep.equal({ code: 0, said: '' });
    expect(checkout.npmCalls()).to.deep.equal(['ci']);
  });

  it('accepts packages that somebody has installed by hand', async () => {
    await checkout.install();
    fs.rmSync(checkout.at('node_modules/.samlop-installed'));
    expect(await checkout.install()).to.deep.equal({ code: 0, said: '' });
    expect(checkout.npmCalls()).to.deep.equal(['ci']);
  });

  it('installs anew when the lock file asks for another version', async () => {
    await checkout.install();
    checkout.lock('2.0.0');
    expect(await checkout.install()).to.include({ code: 0 });
    expect(checkout.npmCalls()).to.deep.equal(['ci', 'ci']);
  });

  it('compiles the database where no prebuilt one is there', async () => {
    const { code, said } = await checkout.install({ NO_PREBUILT: 'yes' });
    expect(code).to.equal(0);
    expect(said).to.contain('Compiling better-sqlite3');
    expect(checkout.npmCalls()).to.deep.equal(['ci', 'rebuild']);
  });

  it('compiles the database again, and nothing else, where it does not load in this Node', async () => {
    await checkout.install();
    fs.writeFileSync(
      checkout.at('node_modules/better-sqlite3/index.js'),
      'throw new Error("another NODE_MODULE_VERSION");',
    );
    fs.rmSync(checkout.at('node_modules/.samlop-installed'));
    expect(await checkout.install()).to.include({ code: 0 });
    expect(checkout.npmCalls()).to.deep.equal(['ci', 'rebuild']);
  });

  it('keeps what was installed when a new installation fails, and says what to do', async () => {
    await checkout.install();
    checkout.lock('2.0.0');
    const { code, said } = await checkout.install({ NPM_FAILS: 'npm error code ENOTFOUND' });
    expect(code).to.equal(7);
    expect(said).to.contain('registry could not be reached');
    expect(fs.existsSync(checkout.at('node_modules/better-sqlite3/index.js'))).to.equal(true);
  });

  it('names what a machine lacks when the database cannot be compiled', async () => {
    const { code, said } = await checkout.install({ NPM_FAILS: 'gyp ERR! find Python' });
    expect(code).to.equal(7);
    for (const need of ['C++20', 'make', 'Python', 'headers', 'npm_config_nodedir']) expect(said).to.contain(need);
  });

  it('installs once when it is started twice at the same time', async () => {
    const results = await Promise.all([
      checkout.install({ NPM_TAKES: '1500' }),
      checkout.install({ NPM_TAKES: '1500' }),
    ]);
    expect(results.map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(results.map(({ said }) => said).join()).to.contain('Another process is installing');
    expect(checkout.npmCalls()).to.deep.equal(['ci']);
  });

  it('does not wait for a process that died while it was installing', async () => {
    fs.mkdirSync(checkout.at('.prepare'));
    fs.writeFileSync(checkout.at('.prepare/lock'), `${os.hostname()} ${noProcess} 1`);
    expect(await checkout.install()).to.include({ code: 0 });
    expect(fs.existsSync(checkout.at('.prepare/lock'))).to.equal(false);
  });
});
