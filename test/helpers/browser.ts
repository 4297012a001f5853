import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

/** What keeps Chromium from calling home, and lets it run where there is no sandbox and no graphics card. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * A real Chromium that comes with the packages; the caller closes it.
 * The first start on a machine unpacks it, which takes some seconds.
 */
export async function openBrowser(): Promise<Browser> {
  // the package unpacks its libraries only where it believes itself to be in such an environment
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  return playwright.launch({ executablePath: await chromium.executablePath(), args: FLAGS, headless: true });
}

export interface WatchedPage {
  readonly page: Page;
  /** Errors on the console and refusals by the content security policy, as they come. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for, other than the page's own server. */
  readonly foreign: readonly string[];
}

/** A page of a given width that remembers what it complained about and whom it called. */
export async function openPage(browser: Browser, width: number, url: string): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints: string[] = [];
  const foreign: string[] = [];
  const own = new URL(url).origin;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== own) foreign.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, foreign };
}
