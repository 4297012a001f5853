import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';

import { fixtures, Library, runSamlop, samlop } from './run-samlop.js';

const ORDER = { start: { process: 'Process_Visit', businessKey: 'P-1' } };
const lastLine = (stdout: string): string | undefined => stdout.trimEnd().split('\n').at(-1);

describe('samlop scenario', function () {
  this.timeout(60_000);
  let library: Library;

  beforeEach(async () => {
    library = await Library.copy();
  });
  afterEach(() => library.remove());

  for (const language of ['nb', 'nn', 'en'] as const) {
    it(`prints the timeline that a person reads, in ${language}`, async () => {
      const golden = await readFile(join(fixtures, `golden/over-frist.${language}.txt`), 'utf8');
      const file = join(fixtures, 'good/hjemmebesok/scenarios/over-frist.json');

      const { code, stdout } = await samlop('scenario', file, '--lang', language);

      expect(stdout.replaceAll(fixtures, '')).to.equal(golden);
      expect(code).to.equal(0);
    });
  }

  it('prints the same timeline as a command of its own, without colour where nobody looks at a terminal', async () => {
    const { code, stdout } = await runSamlop(['scenario', 'good/hjemmebesok/scenarios/over-frist.json']);

    expect(stdout).to.equal(await readFile(join(fixtures, 'golden/over-frist.nb.txt'), 'utf8'));
    expect(code).to.equal(0);
  });

  it('counts the expectations that held, and shows each where all are asked for', async () => {
    const file = join(fixtures, 'good/hjemmebesok/scenarios/over-frist.json');

    const counted = await samlop('scenario', file);
    const shown = await samlop('scenario', file, '--all');

    expect(counted.stdout).not.to.match(/✓ som ventet/);
    expect(counted.stdout).to.include('\n  ✓ bestått: 6 av 6 som ventet\n');
    expect(shown.stdout.match(/✓ som ventet {8}/g)).to.have.length(6);
    expect(shown.stdout).to.include('✓ som ventet        innen frist: Besøk pasienten\n');
    expect(shown.stdout).to.include('\n  ✓ bestått: 6 av 6 som ventet\n');
  });

  it('shows in full what was not as expected, and counts the rest', async () => {
    const file = await library.withScenario([
      { ...ORDER, expect: { instance: 'running', open: [], late: ['Task_Visit'] } },
    ]);

    const { stdout } = await samlop('scenario', file);

    expect(stdout).to.match(/✗ IKKE SOM VENTET +åpne oppgaver: ventet ingen, fant Besøk pasienten \[Task_Visit\]\n/);
    expect(stdout).to.match(/✗ IKKE SOM VENTET +over frist: ventet Besøk pasienten \[Task_Visit\], fant ingen\n/);
    expect(stdout).not.to.include('✓ som ventet');
    expect(stdout).to.include('\n  ✗ IKKE BESTÅTT: 1 av 3 som ventet\n');
  });

  it('numbers the step where its own part begins, not what fell due on the way to it', async () => {
    const file = await library.withScenario([
      ORDER,
      { after: 'P4D', note: 'Dagen etter fristen', expect: { late: ['Task_Visit'] } },
      { after: 'P1D', expect: { late: ['Task_Visit'] } },
    ]);

    const { stdout } = await samlop('scenario', file);
    const lines = stdout.split('\n');

    expect(lines[3]).to.match(/^ {7}tor 05\.11\.2026 10:00 {2}over frist /);
    expect(lines.filter((line) => /^ {4}[23] /.test(line))).to.deep.equal([
      '    2  fre 06.11.2026 10:00                      – Dagen etter fristen',
      '    3  lør 07.11.2026 10:00                      – ingenting mer skjer',
    ]);
  });

  it('plays the normal course of a folder first, and then the others by name', async () => {
    const normal = await readFile(join(library.path, 'hjemmebesok/scenarios/i-tide.json'), 'utf8');
    await library.with('hjemmebesok/scenarios/normal-course.json', normal);
    await library.with('oppfolging/scenarios/annet.json', normal.replace('"hjemmebesok"', '"oppfolging"'));

    const { stdout } = await samlop('scenario', library.path);

    expect([...stdout.matchAll(/^\S.*\(.*\/(.*)\.json\)$/gm)].map(([, name]) => name)).to.deep.equal([
      'normal-course',
      'i-tide',
      'over-frist',
      'annet',
    ]);
  });

  it('plays every scenario of a folder of pathways and counts them in the last line', async () => {
    const { code, stdout } = await samlop('scenario', join(fixtures, 'good'));

    expect(lastLine(stdout)).to.equal('2 passed, 0 failed');
    expect(code).to.equal(0);
  });

  it('tells the step, what was expected and what was found where an expectation does not hold', async () => {
    const file = await library.withScenario([
      { ...ORDER, expect: { open: ['Task_Visit'] } },
      { after: 'P4D', expect: { instance: 'completed', open: [], late: ['Task_Visit'], done: ['End_VisitLate'] } },
      { complete: 'Task_Visit', data: { painScore: 1 } },
    ]);

    const { code, stdout } = await samlop('scenario', file);

    expect(code).to.equal(1);
    expect(stdout).to.include(`${file}: steg 2: forløpet er: ventet avsluttet, fant pågår`);
    expect(stdout).to.include(`${file}: steg 2: åpne oppgaver: ventet ingen, fant Besøk pasienten [Task_Visit]`);
    expect(stdout).not.to.include('steg 2: over frist');
    expect(stdout).not.to.include('oppgave fullført');
    expect(lastLine(stdout)).to.equal('0 passed, 1 failed');
  });

  for (const [what, steps, message] of [
    [
      'a task is completed that is not open',
      [ORDER, { complete: 'Task_ReadReport' }],
      'steg 2: oppgaven er ikke åpen: ventet Les meldingen [Task_ReadReport], fant Besøk pasienten [Task_Visit]',
    ],
    [
      'a form has wrong values',
      [ORDER, { complete: 'Task_Visit', data: { painScore: 11 } }],
      'steg 2: skjemaet har feil: ventet complete Task_Visit, fant FORM_NOT_VALID, /painScore must be <= 10',
    ],
    [
      'a form lacks a value',
      [ORDER, { complete: 'Task_Visit' }],
      "steg 2: skjemaet har feil: ventet complete Task_Visit, fant FORM_NOT_VALID, / must have required property 'painScore'",
    ],
    [
      'a start form has a field that is not known',
      [{ start: { process: 'Process_Visit', variables: { reason: 'x' } } }],
      'steg 1: skjemaet har feil',
    ],
    [
      'a message is to start something beside',
      [ORDER, { complete: 'Task_Visit', data: { painScore: 1 }, as: 'report' }],
      'steg 2: ikke noe nytt forløp ble startet',
    ],
    [
      'a task is late that was to be on time',
      [ORDER, { after: 'P4D', expect: { onTime: ['Task_Visit'] } }],
      'innen frist: ventet Besøk pasienten [Task_Visit], fant ingen',
    ],
    [
      'a task is on time that was to be late',
      [ORDER, { after: 'P2D', expect: { late: ['Task_Visit'] } }],
      'over frist: ventet Besøk pasienten [Task_Visit], fant ingen',
    ],
    [
      'no task is to be late and one is',
      [ORDER, { after: 'P4D', expect: { late: [] } }],
      'over frist: ventet ingen, fant Besøk pasienten [Task_Visit]',
    ],
    [
      'something is done too early',
      [ORDER, { after: 'P4D', expect: { notDone: ['End_VisitLate'] } }],
      'ikke utført: ventet Frist passert [End_VisitLate], fant ingen',
    ],
    [
      'a variable has another value',
      [{ ...ORDER, expect: { variables: { painScore: 3 } } }],
      'verdi painScore: ventet 3, fant null',
    ],
    [
      'a timer is due at another time',
      [{ ...ORDER, expect: { timers: { Timer_VisitLate: '2026-11-06T10:00:00+01:00' } } }],
      'neste tidspunkt 3 dager [Timer_VisitLate]: ventet fre 06.11.2026 10:00, fant tor 05.11.2026 10:00',
    ],
    [
      'a timer waits that was not to',
      [{ ...ORDER, expect: { timers: { Timer_VisitLate: null } } }],
      'ventet ingen, fant tor 05.11.2026 10:00',
    ],
    [
      'an incident is expected that is not there',
      [{ ...ORDER, expect: { incidents: ['Task_Visit'] } }],
      'driftsfeil: ventet Besøk pasienten [Task_Visit], fant ingen',
    ],
  ] as const) {
    it(`fails where ${what}`, async () => {
      const file = await library.withScenario(steps);

      const { code, stdout } = await samlop('scenario', file);

      expect(stdout).to.include(message);
      expect(lastLine(stdout)).to.equal('0 passed, 1 failed');
      expect(code).to.equal(1);
    });
  }

  it('follows a message into the instance that it starts', async () => {
    const file = await library.withScenario([
      ORDER,
      { message: { name: 'VisitReport', key: 'P-1' }, as: 'report', expect: { open: ['Task_Visit'] } },
      {
        instance: 'report',
        complete: 'Task_ReadReport',
        by: 'gp',
        expect: { instance: 'completed', done: ['End_Report'] },
      },
      { expect: { instance: 'running' } },
    ]);

    const { code, stdout } = await samlop('scenario', file);

    expect(stdout).to.match(/oppgave fullført +Les meldingen · Fastlege av gp \[report\]/);
    expect(lastLine(stdout)).to.equal('1 passed, 0 failed');
    expect(code).to.equal(0);
  });

  it('names the lane of the sub-process that a task is in', async () => {
    const drawn = await readFile(join(library.path, 'legemelding/pathway.bpmn'), 'utf8');
    const nested = drawn
      .replace('<bpmn:flowNodeRef>Task_ReadReport</', '<bpmn:flowNodeRef>Sub_Read</')
      .replace('targetRef="Task_ReadReport"', 'targetRef="Sub_Read"')
      .replace('sourceRef="Task_ReadReport"', 'sourceRef="Sub_Read"')
      .replace(
        /<bpmn:userTask[^]*<\/bpmn:userTask>/,
        `<bpmn:subProcess id="Sub_Read" name="Lesing">
           <bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing>
           <bpmn:userTask id="Task_ReadReport" name="Les meldingen" />
         </bpmn:subProcess>`,
      );
    await library.with('legemelding/pathway.bpmn', nested);
    const file = await library.withScenario([{ message: { name: 'VisitReport', key: 'P-1' }, as: 'report' }]);

    const { stdout } = await samlop('scenario', file);

    expect(stdout).to.match(/oppgave åpnet +Les meldingen · Fastlege \[report\]/);
  });

  it('plays a called process within its caller', async () => {
    const file = await library.withScenario(
      [
        { start: { process: 'Process_FollowUp' }, expect: { open: ['Task_Visit'] } },
        { after: 'P3D', expect: { late: ['Task_Visit'] } },
        {
          complete: 'Task_Visit',
          data: { painScore: 2 },
          expect: { instance: 'completed', done: ['Call_Visit', 'End_FollowUp'] },
        },
      ],
      { pathway: 'oppfolging' },
    );

    expect(lastLine((await samlop('scenario', file)).stdout)).to.equal('1 passed, 0 failed');
  });

  it('ends an instance with its reason', async () => {
    const file = await library.withScenario([
      ORDER,
      {
        cancel: { reason: 'Reinnlagt' },
        expect: { instance: 'cancelled', open: [], timers: { Timer_VisitLate: null } },
      },
    ]);

    const { stdout } = await samlop('scenario', file);

    expect(stdout).to.match(/avbrutt +Reinnlagt/);
    expect(lastLine(stdout)).to.equal('1 passed, 0 failed');
  });

  it('shows the offset of the night in which daylight saving time ends', async () => {
    const file = await library.withScenario([ORDER, { after: 'PT1H', expect: { open: ['Task_Visit'] } }], {
      begins: '2026-10-25T02:30:00+02:00',
    });

    const { stdout } = await samlop('scenario', file);

    expect(stdout).to.include('søn 25.10.2026 02:30 +02:00');
    expect(stdout).to.include('søn 25.10.2026 02:30 +01:00');
  });

  it('keeps its columns straight where some times show their offset and others do not', async () => {
    const steps = [
      { note: 'Før', ...ORDER },
      { at: '2026-10-25T12:00:00+01:00', note: 'Dagen med 25 timer' },
      { at: '2026-10-28T12:00:00+01:00', note: 'Etterpå' },
    ];
    const file = await library.withScenario(steps, { begins: '2026-10-23T10:00:00+02:00' });

    const { stdout } = await samlop('scenario', file);
    const lines = stdout.split('\n').filter((line) => line.includes('–') && !line.includes('frist'));

    expect(lines.filter((line) => line.includes('+01:00'))).to.have.length(1);
    expect(lines.map((line) => line.indexOf('–'))).to.deep.equal([56, 56, 56]);
    expect(stdout).to.match(/^ {7}fre 23\.10\.2026 10:00 {9}startet/m);
  });

  it('prints one JSON object that holds scenarios, steps, expectations and results', async () => {
    const file = await library.withScenario([
      { note: 'Bestilt', ...ORDER, expect: { open: ['Task_Visit'] } },
      { after: 'P4D', expect: { late: [] } },
      { cancel: { reason: 'Ferdig' } },
    ]);

    const { code, stdout } = await samlop('scenario', file, '--json');
    const report = JSON.parse(stdout) as { scenarios: { steps: { events: unknown[] }[] }[] };
    const [first, second] = report.scenarios[0]!.steps;

    expect(code).to.equal(1);
    expect(report).to.deep.include({ world: 'simulation', passed: 0, failed: 1 });
    expect(report.scenarios[0]).to.deep.include({ file, pathway: 'hjemmebesok', result: 'failed', notPlayed: 1 });
    expect(first).to.deep.include({
      step: 1,
      at: '2026-11-02T10:00:00+01:00',
      note: 'Bestilt',
      result: 'passed',
      expectations: [{ what: 'open', expected: ['Task_Visit'], found: ['Task_Visit'], passed: true }],
    });
    expect(first?.events[1]).to.deep.equal({
      kind: 'taskOpened',
      at: '2026-11-02T10:00:00+01:00',
      instance: 'first',
      element: 'Task_Visit',
      name: 'Besøk pasienten',
      lane: 'Hjemmetjeneste',
      serviceLevel: 'municipality',
    });
    expect(second).to.deep.include({
      step: 2,
      result: 'failed',
      expectations: [{ what: 'late', expected: [], found: ['Task_Visit'], passed: false }],
    });
  });

  for (const [what, steps, more, message] of [
    ['a field that is not known', [{ ...ORDER, expect: { opne: [] } }], {}, 'step 1: expect: there is no field opne'],
    [
      'a task that is not there',
      [ORDER, { complete: 'Task_Vist' }],
      {},
      'step 2: complete: there is no task Task_Vist in the library',
    ],
    [
      'an element that is not there',
      [{ ...ORDER, expect: { done: ['End_Vist'] } }],
      {},
      'step 1: expect.done: there is no element End_Vist in the library',
    ],
    [
      'a process that is not there',
      [{ start: { process: 'Process_X' } }],
      {},
      'step 1: start.process: there is no process Process_X',
    ],
    [
      'a message that is not there',
      [{ message: { name: 'Report' } }],
      {},
      'step 1: message.name: there is no message Report',
    ],
    [
      'a signal that is not there',
      [{ signal: { name: 'Alarm' } }],
      {},
      'step 1: signal.name: there is no signal Alarm',
    ],
    [
      'a timer that is no timer',
      [{ ...ORDER, expect: { timers: { Task_Visit: '2026-11-02T10:00:00Z' } } }],
      {},
      'step 1: expect.timers: there is no timer event Task_Visit',
    ],
    ['a time without offset', [{ at: '2026-11-02T10:00:00', ...ORDER }], {}, 'step 1: at: must match pattern'],
    [
      'a day that is not in the calendar',
      [{ at: '2026-11-31T10:00:00Z', ...ORDER }],
      {},
      'step 1: at: INSTANT_NOT_VALID',
    ],
    [
      'time going backwards',
      [ORDER, { at: '2026-11-01T10:00:00Z', expect: { late: [] } }],
      {},
      'step 2: it is earlier than the step before',
    ],
    [
      'two times in one step',
      [{ ...ORDER, at: '2026-11-02T10:00:00Z', after: 'P1D' }],
      {},
      'step 1: it has both at and after',
    ],
    [
      'two actions in one step',
      [{ ...ORDER, cancel: { reason: 'x' } }],
      {},
      'step 1: it does several things (start, cancel)',
    ],
    [
      'data without an action',
      [ORDER, { data: { painScore: 1 }, expect: { late: [] } }],
      {},
      'step 2: data belongs to a step with complete',
    ],
    ['an instance that nothing has named', [{ complete: 'Task_Visit' }], {}, 'step 1: there is no instance first yet'],
    ['a person that is not there', [{ ...ORDER, by: 'nobody' }], {}, 'step 1: by: there is no demo person nobody'],
    ['a pathway that is not there', [ORDER], { pathway: 'nowhere' }, 'pathway: there is no pathway nowhere'],
    ['a missing title', [ORDER], { title: { nb: 'Prøve' } }, "title: must have required property 'nn'"],
  ] as const) {
    it(`refuses ${what} before anything is played`, async () => {
      const file = await library.withScenario(steps, more);

      const { code, stdout, stderr } = await samlop('scenario', file);

      expect(stderr).to.include(`${file}: ${message}`);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
    });
  }

  it('refuses a file that is not JSON, with the line', async () => {
    const file = await library.with('hjemmebesok/scenarios/prove.json', '{\n  "title": \n}');

    const { code, stderr } = await samlop('scenario', file);

    expect(code).to.equal(2);
    expect(stderr).to.include(`${file}: line 3: Not valid JSON`);
  });

  it('refuses to play in a library that does not compile', async () => {
    await library.with('legemelding/pathway.bpmn', '<not-bpmn/>');

    const { code, stderr } = await samlop('scenario', `${library.path}/hjemmebesok`);

    expect(code).to.equal(2);
    expect(stderr).to.include('legemelding/pathway.bpmn');
  });

  it('says so where the server cannot be reached', async () => {
    const { code, stdout, stderr } = await samlop('scenario', join(fixtures, 'good'), '--server', 'http://127.0.0.1:9');

    expect(stderr).to.include('http://127.0.0.1:9: the server cannot be reached');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
  });
});
