import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Page } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const MARGIN = 40;

/** A box in diagram coordinates (pixels at 100 %). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RenderedDiagram {
  readonly png: Uint8Array;
  /** What bpmn-js had to say about the import; empty for a clean text. */
  readonly warnings: readonly string[];
  /** Box of the ink of every external label, by the id of the element it belongs to: what a reader really sees. */
  readonly labels: Readonly<Record<string, Box>>;
}

interface InPage extends Omit<RenderedDiagram, 'png'> {
  readonly width: number;
  readonly height: number;
}

/** Draws a BPMN text with bpmn-js in a real Chromium, the whole diagram on one picture; `scale` is pixels per diagram pixel. */
export async function renderDiagram(xml: string, scale = 1): Promise<RenderedDiagram> {
  // The package unpacks its own libraries only where it believes itself to be on this runtime.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const [{ chromium }, { default: binary }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  const browser = await chromium.launch({ executablePath: await binary.executablePath(), args: FLAGS });
  try {
    const page = await browser.newPage({ deviceScaleFactor: scale });
    return await draw(page, xml);
  } finally {
    await browser.close();
  }
}

async function draw(page: Page, xml: string): Promise<RenderedDiagram> {
  const assets = dirname(createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js'));
  await page.setContent(
    '<!doctype html><html><body style="margin:0;background:#fff"><div id="canvas"></div></body></html>',
  );
  for (const sheet of ['diagram-js.css', 'bpmn-js.css', 'bpmn-font/css/bpmn-embedded.css']) {
    await page.addStyleTag({ content: await readFile(join(assets, 'assets', sheet), 'utf8') });
  }
  await page.addScriptTag({ path: join(assets, 'bpmn-viewer.production.min.js') });
  // A text rather than a function: it runs in the page, where the viewer is a global without types.
  const result = await page.evaluate<InPage>(`(${IN_PAGE})(${JSON.stringify(xml)}, ${MARGIN})`);
  await page.setViewportSize({ width: result.width, height: result.height });
  const png = await page.locator('#canvas').screenshot();
  return { png, warnings: result.warnings, labels: result.labels };
}

const IN_PAGE = `async (xml, margin) => {
  const container = document.getElementById('canvas');
  const viewer = new BpmnJS({ container });
  const { warnings } = await viewer.importXML(xml);
  const canvas = viewer.get('canvas');
  const { inner } = canvas.viewbox();
  const width = Math.ceil(inner.width + 2 * margin);
  const height = Math.ceil(inner.height + 2 * margin);
  container.style.width = width + 'px';
  container.style.height = height + 'px';
  canvas.resized();
  canvas.viewbox({ x: inner.x - margin, y: inner.y - margin, width, height });
  const labels = {};
  viewer.get('elementRegistry').forEach((element, graphics) => {
    if (!element.labelTarget) return;
    const text = graphics.querySelector('.djs-visual text');
    if (!text) return;
    const box = text.getBBox();
    labels[element.labelTarget.id] = {
      x: element.x + box.x, y: element.y + box.y, width: box.width, height: box.height,
    };
  });
  return { warnings: warnings.map(w => w.message), labels, width, height };
}`;

/** `node --import tsx test/helpers/render-diagram.ts pathways/x/pathway.bpmn /tmp/x.png [scale]` */
async function main([source, target, scale]: readonly string[]): Promise<void> {
  if (!source || !target) throw new Error('usage: render-diagram.ts <pathway.bpmn> <picture.png> [scale]');
  const { png, warnings } = await renderDiagram(await readFile(source, 'utf8'), Number(scale ?? 1));
  await writeFile(target, png);
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main(process.argv.slice(2));
