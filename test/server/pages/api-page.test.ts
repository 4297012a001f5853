import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { apiPageTexts } from '../../../server/pages/api/api-page-texts.js';
import { renderApiPage } from '../../../server/pages/api/render-api-page.js';
import { openBrowser, openPage } from '../../helpers/browser.js';
import { document, operations } from '../contract-check.js';
import { givenServer, type TestServer } from '../given-server.js';

describe('The page of the contract', function () {
  this.timeout(60_000);
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await givenServer();
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server.stop();
  });

  for (const [width, language] of [
    [1440, 'nb'],
    [1024, 'nn'],
    [390, 'en'],
  ] as const) {
    it(`shows every operation in ${language}, ${width} points wide, without a complaint of the browser`, async () => {
      const { page, complaints, foreign } = await openPage(browser, width, `${server.url}/api?lang=${language}`);
      expect(await page.locator('html').getAttribute('lang')).to.equal(language);
      expect(await page.locator('h1').innerText()).to.equal(apiPageTexts[language].title);
      const ids = await page
        .locator('section article[id]')
        .evaluateAll((all: { id: string }[]) => all.map(({ id }) => id));
      expect(ids).to.include.members(operations.map(({ operation }) => operation.operationId));
      expect(ids).to.include.members(Object.keys(document.components.schemas).map((name) => `schema-${name}`));
      const complete = page.locator('#completeUserTask');
      expect(await complete.innerText())
        .to.contain('Complete a user task')
        .and.to.contain('If-Match')
        .and.to.contain('X-Demo-Person: ward-nurse')
        .and.to.contain('painScore');
      await complete.locator('summary').click();
      expect(await complete.innerText())
        .to.contain('TASK_ALREADY_COMPLETED')
        .and.to.contain('PRECONDITION_FAILED');
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'nothing sticks out').to.equal(width);
      if (process.env['SAMLOP_TEST_PICTURES'])
        await page.screenshot({ path: `${process.env['SAMLOP_TEST_PICTURES']}/api-${language}-${width}.png` });
      expect(complaints).to.deep.equal([]);
      expect(foreign).to.deep.equal([]);
      await page.close();
    });
  }

  it('has no link that leads nowhere', async () => {
    const { page } = await openPage(browser, 1024, `${server.url}/api`);
    const missing = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id))`,
    );
    expect(missing).to.deep.equal([]);
    await page.close();
  });

  it('is found from the start page, and searched', async () => {
    const { page } = await openPage(browser, 1024, `${server.url}/?lang=en`);
    await page.getByRole('link', { name: 'Every operation, with examples' }).click();
    await page.getByLabel('Search the operations').fill('incident resolution');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Show all' }).waitFor();
    expect(await page.locator('article').count()).to.be.lessThan(operations.length);
    expect(await page.locator('#resolveIncident').count()).to.equal(1);
    expect(await page.locator('#getClock').count()).to.equal(0);
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.locator('#getClock').waitFor();
    expect(await page.locator('#getClock').count()).to.equal(1);
    await page.close();
  });

  it('shows what was looked for as text, never as markup', () => {
    const html = renderApiPage({ document, url: 'http://localhost', search: '"><script>alert(1)</script>' }, 'nb');
    expect(html).not.to.contain('<script').and.not.to.contain('<article');
    expect(html).to.contain('&quot;&gt;&lt;script&gt;');
  });

  it('has every text in all three languages', () => {
    const keys = (language: keyof typeof apiPageTexts): string[] => Object.keys(apiPageTexts[language]).sort();
    expect(keys('nn')).to.deep.equal(keys('nb'));
    expect(keys('en')).to.deep.equal(keys('nb'));
  });
});
