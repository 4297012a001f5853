import { expect } from 'chai';

import { compile, type CompileResult } from '../../../engine/index.js';
import { around, processText } from '../../helpers/bpmn-text.js';
import { cpuTime } from './cpu-time.js';

/** Milliseconds of processor time. */
const LIMIT = 1_000;
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join('');

/** Hostile models by what they try. */
const attacks: Readonly<Record<string, string>> = {
  'entities that grow (billion laughs)': `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">${times(20, (at) => `<!ENTITY a${at} "&a;&a;&a;&a;&a;&a;">`)}]><bpmn:definitions>&a19;</bpmn:definitions>`,
  'an entity that reads a file': '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
  'elements nested without end': around('<bpmn:task id="A" />').replace(
    '</bpmn:process>',
    `${'<x>'.repeat(400_000)}</bpmn:process>`,
  ),
  'comments that hide nested elements': around('<bpmn:task id="A" />').replace(
    '</bpmn:process>',
    `${times(300, () => '<x><!-- > </x> -->')}</bpmn:process>`,
  ),
  'attributes without end': around(`<bpmn:task id="A" ${times(100_000, (at) => `a${at}="x" `)}/>`),
  'a text of many megabytes': around(`<bpmn:task id="A" name="${'x'.repeat(20_000_000)}" />`),
  'half a million elements': around('<bpmn:task id="A" />').replace(
    '</bpmn:process>',
    `${'<a/>'.repeat(450_000)}</bpmn:process>`,
  ),
  'elements that BPMN does not know': processText('<bpmn:q/>'.repeat(50_000)),
  'references to nothing': processText(
    times(4_900, (at) => `<bpmn:sequenceFlow id="F${at}" sourceRef="X${at}" targetRef="Y${at}" />`),
  ),
  'a declaration that never ends': '<![CDATA['.repeat(200_000),
  'quotes that never close': `<bpmn:definitions a="${'<'.repeat(1_000_000)}`,
  'angle brackets only': '<'.repeat(1_900_000),
  'closing tags only': '</a>'.repeat(400_000),
  'joins of joins': processText(
    `<bpmn:startEvent id="S" />${times(1_500, (at) => `<bpmn:inclusiveGateway id="G${at}" />`)}${times(3_000, (at) => `<bpmn:sequenceFlow id="F${at}" sourceRef="${at < 1_500 ? 'S' : `G${at - 1_500}`}" targetRef="G${(at * 7) % 1_500}" />`)}`,
  ),
};

describe('A hostile model', () => {
  for (const [attack, text] of Object.entries(attacks)) {
    it(`is refused within a second: ${attack}`, async () => {
      let result: CompileResult | undefined;
      const time = await cpuTime(async () => (result = await compile(text)));
      const { model, diagnostics } = result ?? { diagnostics: [] };

      expect(time).to.be.lessThan(LIMIT);
      expect(model).to.equal(undefined);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).to.not.be.empty;
      expect(JSON.stringify(diagnostics).length, 'the report itself is bounded').to.be.lessThan(1_000_000);
    });
  }

  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']) {
    it(`reaches no object of the host by the name ${name}`, async () => {
      const models = [
        around('<bpmn:userTask id="A" />', { variables: { [name]: 'number' } }),
        around(
          `<bpmn:userTask id="A"><bpmn:extensionElements><pathway:in source="1" target="${name}" /></bpmn:extensionElements></bpmn:userTask>`,
        ),
        around(
          `<bpmn:userTask id="A"><bpmn:extensionElements><pathway:out source="1" target="x.${name}" /></bpmn:extensionElements></bpmn:userTask>`,
        ),
        around(
          `<bpmn:dataObject id="D" name="${name}" /><bpmn:userTask id="A"><bpmn:property id="Pr" name="${name}" /></bpmn:userTask>`,
        ),
        around(
          `<bpmn:scriptTask id="A" pathway:resultVariable="${name}"><bpmn:script>1</bpmn:script></bpmn:scriptTask>`,
        ),
        around(
          `<bpmn:userTask id="A"><bpmn:multiInstanceLoopCharacteristics pathway:collection="[1]" pathway:inputItem="${name}" /></bpmn:userTask>`,
        ),
      ];
      for (const text of models) {
        const { model, diagnostics } = await compile(text);
        expect(model, text).to.equal(undefined);
        expect(diagnostics.map(({ code }) => code)).to.include('NAME_NOT_USABLE');
      }
    });
  }

  it('changes no object of the host by its attributes, prefixes or forms', async () => {
    const text = around(
      '<bpmn:userTask id="A" pathway:form="f" __proto__="x" constructor="y" toString="z"><bpmn:extensionElements><__proto__:polluted xmlns:__proto__="urn:x" a="b" __proto__="c" /><constructor a="b" /></bpmn:extensionElements></bpmn:userTask>',
    );
    const form = JSON.parse(
      '{ "type": "object", "properties": { "__proto__": { "polluted": true } }, "__proto__": { "polluted": true } }',
    ) as Record<string, unknown>;
    await compile(text, { forms: { f: form } });
    await compile(around('<bpmn:userTask id="A" pathway:form="constructor" />'), { forms: {} });

    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
    expect(Object.prototype.toString.call({})).to.equal('[object Object]');
  });

  it('is told the line where its XML breaks off', async () => {
    const { diagnostics } = await compile(around('<bpmn:task id="A">'));
    const failure = diagnostics.find(({ code }) => code === 'XML_NOT_READABLE');

    expect(failure).to.include({ line: 8, message: 'The text is not BPMN 2.0 XML: closing tag mismatch.' });
  });

  it('is told the line of what is wrong', async () => {
    const text = around('\n\n<bpmn:serviceTask\n  id="A" />');
    const line = text.split('\n').findIndex((each) => each.includes('id="A"')) + 1;

    expect((await compile(text)).diagnostics).to.deep.equal([
      {
        severity: 'error',
        code: 'TASK_WITHOUT_WORK',
        elementId: 'A',
        elementName: '',
        message: 'The task needs a topic that a worker fetches, or a message to send.',
        line,
      },
    ]);
  });
});
