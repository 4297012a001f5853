import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { diagnosticsTexts } from '../../../server/pages/diagnostics/diagnostics-texts.js';
import { renderDiagnosticsPage } from '../../../server/pages/diagnostics/render-diagnostics-page.js';
import { openBrowser, openPage } from '../../helpers/browser.js';
import { samlop } from '../cli/run-samlop.js';
import { givenServer, testTime, type TestServer } from '../given-server.js';
import { deployAssessment, start } from '../models.js';

describe('The diagnostics page', function () {
  this.timeout(60_000);
  let server: TestServer;
  let browser: Browser;
  let time: ReturnType<typeof testTime>;

  before(async () => {
    time = testTime();
    server = await givenServer({ time });
    await deployAssessment(server.api);
    await start(server.api, 'Assessment', { businessKey: 'patient-4711' });
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server.stop();
  });

  for (const [width, language, ready, waits] of [
    [1440, 'nb', 'Tjeneren er klar', 'Tidsfrister som er nådd'],
    [1024, 'nn', 'Tenaren er klar', 'Tidsfristar som er nådde'],
    [390, 'en', 'The server is ready', 'Timers that are due'],
  ] as const) {
    it(`shows in ${language} how the server is, ${width} points wide, without a complaint of the browser`, async () => {
      const { page, complaints, foreign } = await openPage(browser, width, `${server.url}/?lang=${language}`);
      await page.locator('footer a').click();
      await page.waitForURL(/\/diagnostics/);
      expect(await page.locator('html').getAttribute('lang')).to.equal(language);
      const text = await page.locator('main').innerText();
      expect(text).to.contain(ready).and.to.contain(waits).and.to.contain('WRITABLE').and.to.contain('TRUSTED');
      expect(text, 'when the next timer is due, in Oslo')
        .to.match(/5(\.|th)? (november|November) 2026/)
        .and.to.contain('09:00:00');
      expect(text).not.to.contain('4711');
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'nothing sticks out').to.equal(width);
      if (process.env['SAMLOP_TEST_PICTURES'])
        await page.screenshot({
          path: `${process.env['SAMLOP_TEST_PICTURES']}/diagnostics-${language}-${width}.png`,
          fullPage: true,
        });
      expect(complaints).to.deep.equal([]);
      expect(foreign).to.deep.equal([]);
      await page.close();
    });
  }

  it('says when the last backup was made', async () => {
    expect((await server.api.get('/diagnostics?lang=en')).body).to.match(/Last backup<\/dt><dd>never/);
    await samlop('backup', `${server.data}/../a.db`, '--data', server.data);
    expect((await server.api.get('/diagnostics?lang=en')).body).to.match(/Last backup<\/dt><dd><time/);
  });

  it('says that timers wait for the clock', async () => {
    time.jump(48 * 3_600_000);
    const { page } = await openPage(browser, 390, `${server.url}/diagnostics?lang=nb`);
    const text = await page.locator('main').innerText();
    expect(text).to.contain('Tjeneren er ikke klar').and.to.contain('CLOCK_JUMPED_FORWARD');
    if (process.env['SAMLOP_TEST_PICTURES'])
      await page.screenshot({
        path: `${process.env['SAMLOP_TEST_PICTURES']}/diagnostics-doubt-390.png`,
        fullPage: true,
      });
    await page.close();
    await server.api.post('/v2/clock/confirmation');
  });

  it('has every text in all three languages', () => {
    const keys = (language: keyof typeof diagnosticsTexts): string =>
      JSON.stringify(diagnosticsTexts[language], (_key, value: unknown) => (typeof value === 'string' ? '' : value));
    expect(keys('nn').replace('"nn"', '""')).to.equal(keys('nb'));
    expect(keys('en')).to.equal(keys('nb'));
  });

  it('shows what stands in a database’s own words as text, never as markup', () => {
    const html = renderDiagnosticsPage(
      {
        version: '<b>1</b>',
        now: 0,
        uptime: 90_061_000,
        schemaVersion: 1,
        databaseBytes: 1,
        nextTimerAt: null,
        timerLag: 0,
        lastBackup: null,
        timersDue: 10_000,
        messagesPending: 0,
        signalsPending: 0,
        messagesRefused: 0,
        signalsRefused: 0,
        jobsOpen: 0,
        incidentsOpen: 0,
        quarantined: 0,
        listeners: 0,
        readiness: {
          status: 'not-ready',
          checks: [{ name: 'store', ok: false, code: 'STORE_UNAVAILABLE', reason: '<script>' }],
        },
      },
      'en',
    );
    expect(html).not.to.contain('<script>').and.not.to.contain('<b>');
    expect(html).to.contain('10,000 or more').and.to.contain('1 d 1 h');
  });
});
