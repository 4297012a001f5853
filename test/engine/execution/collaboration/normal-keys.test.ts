import { expect } from 'chai';

import { isKey, LINES_PATTERN, normalKey, upgradeState } from '../../../../engine/index.js';
import { definitionsText, path } from '../../../helpers/bpmn-text.js';
import { given } from '../../../helpers/given.js';

/** "Åse" as a Norwegian keyboard types it, and as some machines keep it: A and a ring. */
const ASE = '\u00c5se';
const DECOMPOSED = 'A\u030ase';

const waits = (message: string, signal: string, attributes = ''): string =>
  definitionsText(
    `<bpmn:message id="Message_Answer" name="${message}" pathway:correlationKey="patient" />
     <bpmn:signal id="Signal_Alarm" name="${signal}" />
     <bpmn:process id="Waits" isExecutable="true" ${attributes}>
       <bpmn:extensionElements><pathway:variables><pathway:variable name="patient" type="string" /></pathway:variables></bpmn:extensionElements>
       <bpmn:startEvent id="Start" />
       <bpmn:intermediateCatchEvent id="Catch"><bpmn:messageEventDefinition messageRef="Message_Answer" /></bpmn:intermediateCatchEvent>
       <bpmn:intermediateCatchEvent id="Catch_Alarm"><bpmn:signalEventDefinition signalRef="Signal_Alarm" /></bpmn:intermediateCatchEvent>
       <bpmn:userTask id="Task_After" /><bpmn:endEvent id="Done" />
       ${path('Start', 'Catch', 'Catch_Alarm', 'Task_After', 'Done')}
     </bpmn:process>`,
  );

describe('Keys and names (Unicode Standard Annex 15)', () => {
  it('mean the same however their letters are put together: in the model, in its data, and in what arrives', async () => {
    for (const [drawn, typed] of [
      [ASE, DECOMPOSED],
      [DECOMPOSED, ASE],
    ] as const) {
      const world = await given(waits(`Svar til ${drawn}`, `Alarm for ${drawn}`)).started({
        variables: { patient: drawn },
      });
      expect(world.message(`Svar til ${typed}`, { key: typed })).to.equal(1);
      world.signal(`Alarm for ${typed}`);
      expect(world.open()).to.deep.equal(['Task_After']);
    }
  });

  it('of an instance are kept in the normal form, given or found in its data', async () => {
    const model = waits('Answer', 'Alarm', 'pathway:businessKey="patient"');
    const given1 = await given(model).started({ businessKey: DECOMPOSED, variables: { patient: ASE } });
    expect(given1.of(0).state().businessKey).to.equal(ASE);
    const found = await given(model).started({ variables: { patient: DECOMPOSED } });
    expect(found.of(0).state().businessKey).to.equal(ASE);
  });

  for (const [what, key] of [
    ['white space before it', ' patient-1'],
    ['white space behind it', 'patient-1\u00a0'],
    ['a control character', 'patient\u0007-1'],
    ['a break of lines', 'patient\n1'],
    ['half a letter', 'patient-\ud83d'],
    ['a mark behind it that nobody sees', 'patient-1\u200b'],
  ] as const) {
    it(`that have ${what} start no instance, given or found in its data`, async () => {
      expect(isKey(key)).to.equal(false);
      const world = await given(waits('Answer', 'Alarm', 'pathway:businessKey="patient"')).deployed();
      const started = (options: object) => world.refusal(() => world.start('Waits', options));
      expect(started({ businessKey: key })).to.equal('VALUE_NOT_ALLOWED');
      expect(started({ variables: { patient: key } })).to.equal('VALUE_NOT_ALLOWED');
    });
  }

  it('may be of any letters and have white space within, and be empty', () => {
    for (const key of ['', 'x', 'Åse Ødegård', 'patient 1', '患者-1', 'می‌خواهم', '👩‍⚕️', '-', '0'])
      expect(isKey(normalKey(key)), key).to.equal(true);
  });

  it('are told apart from reasons, which may have several lines', () => {
    const lines = new RegExp(LINES_PATTERN, 'u');
    for (const text of ['One.\nTwo.', 'One.\r\n\tTwo.', 'x']) expect(lines.test(text), text).to.equal(true);
    for (const text of ['', ' ', 'x\n', '\u0000x', 'x\u0007y', '\ud800'])
      expect(lines.test(text), text).to.equal(false);
  });

  it('take no longer to look at than they are long', () => {
    const long = `x${' '.repeat(100_000)}`;
    expect(isKey(long)).to.equal(false);
    expect(new RegExp(LINES_PATTERN, 'u').test(`${'x\n'.repeat(50_000)}`)).to.equal(false);
  });

  it('of a state that was saved as they were typed are read in the normal form', async () => {
    const world = await given(waits('Answer', `Alarm ${ASE}`)).started({
      businessKey: ASE,
      variables: { patient: ASE },
    });
    const state = world.of(0).state();
    const old = JSON.parse(JSON.stringify(state).normalize('NFD')) as typeof state;
    expect(old.businessKey).to.equal(DECOMPOSED);
    const read = upgradeState(old);
    expect(read.businessKey).to.equal(ASE);
    expect(read.waits).to.deep.equal(state.waits);
    expect(upgradeState(state), 'what is in it already is left as it is').to.equal(state);
  });
});
