import { expect } from 'chai';
import type { Browser } from 'playwright-core';

import { renderStartPage } from '../../../server/pages/start/render-start-page.js';
import { startPageTexts } from '../../../server/pages/start/start-page-texts.js';
import { openBrowser, openPage } from '../../helpers/browser.js';
import { givenServer, type TestServer } from '../given-server.js';
import { deployAssessment } from '../models.js';

describe('The start page', function () {
  this.timeout(60_000);
  let server: TestServer;
  let browser: Browser;

  before(async () => {
    server = await givenServer();
    await deployAssessment(server.api);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await server.stop();
  });

  for (const [width, language, heading, pathway, person] of [
    [1440, 'nb', 'Pasientforløp som er tatt i bruk', 'Assessment', 'Sykepleier i hjemmetjenesten'],
    [1024, 'nn', 'Pasientforløp som er tekne i bruk', 'Vurdering', 'Sjukepleiar i heimetenesta'],
    [390, 'en', 'Deployed pathways', 'Assessment', 'Home nurse'],
  ] as const) {
    it(`shows pathways, people and the API in ${language}, ${width} points wide, without a complaint of the browser`, async () => {
      const { page, complaints, foreign } = await openPage(browser, width, `${server.url}/?lang=${language}`);
      expect(await page.locator('html').getAttribute('lang')).to.equal(language);
      const text = await page.locator('main').innerText();
      expect(text)
        .to.contain(heading)
        .and.to.contain(pathway)
        .and.to.contain(person)
        .and.to.contain('POST /v2/process-instances')
        .and.to.contain('POST /v2/messages/publication');
      expect(text, 'who may do what').to.match(/enhver demoperson|kven som helst|any demo person/);
      const commands = page.locator('pre').first();
      expect(
        await commands.evaluate(
          (pre: { scrollWidth: number; clientWidth: number }) => pre.scrollWidth - pre.clientWidth,
        ),
        'commands are seen whole',
      ).to.be.at.most(0);
      expect(await commands.innerText())
        .to.contain('Melding om innlagt pasient')
        .and.to.contain('/completion');
      if (process.env['SAMLOP_TEST_PICTURES'])
        await page.screenshot({
          path: `${process.env['SAMLOP_TEST_PICTURES']}/start-${language}-${width}.png`,
          fullPage: true,
        });
      expect(await page.locator('.demo').innerText()).to.match(/demo/);
      expect(await page.locator('nav [aria-current]').getAttribute('lang')).to.equal(language);
      expect(await page.evaluate('document.documentElement.scrollWidth'), 'nothing sticks out').to.equal(width);
      const font = await page.evaluate('getComputedStyle(document.body).fontFamily');
      expect(font, 'the style sheet is there').to.contain('system-ui');
      expect(complaints).to.deep.equal([]);
      expect(foreign).to.deep.equal([]);
      await page.close();
    });
  }

  it('speaks the language of the browser where none is chosen', async () => {
    const languageFor = async (accept: string): Promise<string | null> =>
      (await server.api.get('/', { 'Accept-Language': accept })).headers.get('Content-Language');
    expect(await languageFor('nn, en;q=0.8')).to.equal('nn');
    expect(await languageFor('en-US')).to.equal('en');
    expect(await languageFor('de')).to.equal('nb');
    expect((await server.api.get('/?lang=fr', { 'Accept-Language': 'nn' })).headers.get('Content-Language')).to.equal(
      'nn',
    );
  });

  it('leads to the drawing of a pathway', async () => {
    const { page } = await openPage(browser, 1024, server.url);
    const path = await page.getByRole('link', { name: 'BPMN-tegningen' }).getAttribute('href');
    expect((await server.api.get(path!)).body).to.contain('bpmn:definitions');
    await page.close();
  });

  it('shows what designers wrote as text, never as markup', () => {
    const html = renderStartPage(
      {
        url: 'http://localhost',
        people: [],
        pathways: [{ processId: 'a"b', name: '<script>alert(1)</script>', version: 1, startedBy: "x' && y" }],
      },
      'en',
    );
    expect(html).not.to.contain('<script>');
    expect(html).to.contain('&lt;script&gt;').and.to.contain('a&quot;b');
  });

  it('has every text in all three languages', () => {
    const keys = (language: keyof typeof startPageTexts): string[] => Object.keys(startPageTexts[language]).sort();
    expect(keys('nn')).to.deep.equal(keys('nb'));
    expect(keys('en')).to.deep.equal(keys('nb'));
    for (const [route] of startPageTexts.nb.routes) {
      for (const language of ['nn', 'en'] as const)
        expect(startPageTexts[language].routes.map(([one]) => one)).to.include(route);
    }
  });
});
