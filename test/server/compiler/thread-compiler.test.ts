import { Worker } from 'node:worker_threads';

import { expect } from 'chai';

import { ApplicationError, StoreUnavailable } from '../../../server/application/application-error.js';
import { compileText, textOf, type Compiler } from '../../../server/application/compiler.js';
import { threadCompiler, type CompilerLimits } from '../../../server/compiler/thread-compiler.js';
import { generateLinearModel } from '../../helpers/generated-model.js';

const source = textOf({ bpmn: generateLinearModel(300), forms: {}, decisions: [] });

/** A thread that answers by what it is told: `burns` never does, `ends` is the end of it, `grows` takes all memory. */
const PRETENDS = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ text }) => {
  if (text.startsWith('burns')) for (;;);
  if (text.startsWith('ends')) process.exit(1);
  if (text.startsWith('grows')) for (const all = []; ; ) all.push(new Array(1000).fill(text));
  parentPort.postMessage({ diagnostics: [{ severity: 'error', code: text, elementId: '', elementName: '', message: '' }] });
});
parentPort.postMessage({ ready: true });`;
const pretend = (memory: number): Worker =>
  new Worker(PRETENDS, { eval: true, resourceLimits: { maxOldGenerationSizeMb: memory } });
const unable = (): Worker => new Worker('process.exit(1)', { eval: true });

const onlyOnThread = { inPlace: { sent: 0, shipped: 0, stored: 0 } };

describe('The thread that compiles', function () {
  this.timeout(60_000);
  let compiler: Compiler;
  const given = (limits: Partial<CompilerLimits> = {}, start?: (memory: number) => Worker): Compiler =>
    (compiler = threadCompiler({ ...onlyOnThread, ...limits }, start));
  const codeOf = async (text: string): Promise<string | undefined> => {
    try {
      return (await compiler.compile(text, 'sent')).diagnostics[0]?.code;
    } catch (error) {
      if (error instanceof ApplicationError) return `refused: ${error.code}`;
      if (error instanceof StoreUnavailable) return `unavailable: ${error.reason}`;
      throw error;
    }
  };

  afterEach(() => compiler.close());

  it('gives the model that compiling in place gives', async () => {
    const { model, diagnostics } = await given().compile(source, 'sent');
    const expected = await compileText(source, 'sent');
    expect(model?.key).to.equal(expected.model?.key);
    expect(Object.keys(model?.elements ?? {})).to.deep.equal(Object.keys(expected.model?.elements ?? {}));
    expect(diagnostics).to.deep.equal(expected.diagnostics);
  });

  it('gives the diagnostics of what is no model', async () => {
    const { model, diagnostics } = await given().compile(textOf({ bpmn: '<x', forms: {}, decisions: [] }), 'sent');
    expect([model, diagnostics[0]?.severity]).to.deep.equal([undefined, 'error']);
  });

  for (const [what, limits] of [
    ['burns', { time: 300 }],
    ['grows', { memory: 20 }],
    ['ends', {}],
  ] as const) {
    it(`is stopped and replaced when a model ${what}, and compiles the next ones`, async () => {
      given(limits, pretend);
      const answers = await Promise.all(['one', what, 'two', 'three'].map(codeOf));
      expect(answers).to.deep.equal(['one', 'refused: MODEL_TOO_COSTLY', 'two', 'three']);
    });
  }

  it('refuses what is sent while too many wait, but never what is stored', async () => {
    given({ time: 1000, waiting: 3 }, pretend);
    const sent = ['burns', 'one', 'two', 'three'].map(codeOf);
    expect(await sent[3]).to.equal('refused: OVERLOADED');
    const stored = compiler.compile('stored', 'stored');
    expect((await stored).diagnostics[0]?.code).to.equal('stored');
    expect(await Promise.all(sent.slice(0, 3))).to.deep.equal(['refused: MODEL_TOO_COSTLY', 'one', 'two']);
  });

  it('is given up after a while without work, and started again', async () => {
    let started = 0;
    given({ idle: 20 }, (memory) => {
      started += 1;
      return pretend(memory);
    });
    expect(await codeOf('one')).to.equal('one');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await codeOf('two')).to.equal('two');
    expect(started).to.equal(2);
  });

  it('says so, to each who waits, when it cannot be started', async () => {
    given({}, unable);
    expect(await Promise.all(['one', 'two'].map(codeOf))).to.deep.equal(
      Array(2).fill('unavailable: COMPILER_NOT_STARTED'),
    );
  });

  it('lets go of everything when it is closed', async () => {
    given({}, pretend);
    const answers = ['burns', 'one'].map(codeOf);
    await compiler.close();
    expect(await Promise.all(answers)).to.deep.equal(Array(2).fill('unavailable: CLOSED'));
    expect(await codeOf('two')).to.equal('unavailable: CLOSED');
  });
});
