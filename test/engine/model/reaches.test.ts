import { expect } from 'chai';
import fc from 'fast-check';

import { flow, path, processText } from '../../helpers/bpmn-text.js';
import { compiled } from './compiled.js';

const reachesOf = async (xml: string, id: string) => {
  const { elements } = await compiled(xml);
  return Object.fromEntries(
    Object.entries(elements[id]?.reaches ?? {}).map(([gateway, flows]) => [gateway, [...flows].sort()]),
  );
};

describe('From where a token can still reach an inclusive join (BPMN 2.0.2, 13.4.3)', () => {
  const join = `<bpmn:inclusiveGateway id="J" /><bpmn:task id="Z" />${flow('J', 'Z')}`;

  it('is along flows, through boundary events and links', async () => {
    const text = processText(`<bpmn:startEvent id="S" /><bpmn:task id="A" /><bpmn:task id="B" />${join}
      <bpmn:boundaryEvent id="Late" attachedToRef="A"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
      <bpmn:intermediateThrowEvent id="T"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="C"><bpmn:linkEventDefinition name="L" /></bpmn:intermediateCatchEvent>
      ${path('S', 'A', 'J')}${path('A', 'B', 'J')}${flow('Late', 'T')}${flow('C', 'J')}`);

    expect(await reachesOf(text, 'S')).to.deep.equal({ J: ['A_J', 'B_J', 'C_J'] });
    expect(await reachesOf(text, 'A')).to.deep.equal({ J: ['A_J', 'B_J', 'C_J'] });
    expect(await reachesOf(text, 'Late')).to.deep.equal({ J: ['C_J'] });
    expect(await reachesOf(text, 'T')).to.deep.equal({ J: ['C_J'] });
    expect(await reachesOf(text, 'B')).to.deep.equal({ J: ['B_J'] });
    expect(await reachesOf(text, 'Z')).to.deep.equal({});
  });

  it('is never through the join itself', async () => {
    const text = processText(
      `<bpmn:startEvent id="S" /><bpmn:task id="A" />${join}${path('S', 'A', 'J')}${flow('Z', 'J')}`,
    );

    expect(await reachesOf(text, 'A')).to.deep.equal({ J: ['A_J'] });
    expect(await reachesOf(text, 'Z')).to.deep.equal({ J: ['Z_J'] });
    expect(await reachesOf(text, 'J')).to.deep.equal({});
  });

  it('is within the sub-process only', async () => {
    const inner = `<bpmn:startEvent id="XS" /><bpmn:task id="XA" /><bpmn:inclusiveGateway id="XJ" /><bpmn:task id="XZ" />${flow('XS', 'XJ')}${path('XS', 'XA', 'XJ', 'XZ')}`;
    const text = processText(
      `<bpmn:startEvent id="S" /><bpmn:task id="A" /><bpmn:subProcess id="X">${inner}</bpmn:subProcess>${join}${path('S', 'X', 'J')}${path('S', 'A', 'J')}`,
    );

    expect(await reachesOf(text, 'S')).to.deep.equal({ J: ['A_J', 'X_J'] });
    expect(await reachesOf(text, 'XA')).to.deep.equal({ XJ: ['XA_XJ'] });
    expect(await reachesOf(text, 'X')).to.deep.equal({ J: ['X_J'] });
  });

  it('is what walking forward along all paths finds too, in any graph', async () => {
    const graph = fc.record({
      joins: fc.integer({ min: 1, max: 3 }),
      flows: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 6, maxLength: 18 }),
    });
    await fc.assert(
      fc.asyncProperty(graph, async ({ joins, flows }) => {
        const nodes = Array.from({ length: 8 }, (_, at) => (at < joins ? `J${at}` : `T${at}`));
        const edges = flows.map(([from, to], at) => ({ id: `F${at}`, from: nodes[from] ?? '', to: nodes[to] ?? '' }));
        const model = await compiled(
          processText(
            `<bpmn:startEvent id="S" />${nodes.map((id, at) => `<bpmn:sequenceFlow id="S${at}" sourceRef="S" targetRef="${id}" />`).join('')}
             ${nodes.map((id) => (id.startsWith('J') ? `<bpmn:inclusiveGateway id="${id}" />` : `<bpmn:task id="${id}" />`)).join('')}
             ${edges.map(({ id, from, to }) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><bpmn:conditionExpression>true</bpmn:conditionExpression></bpmn:sequenceFlow>`).join('')}`,
          ),
        );
        for (const from of nodes) {
          for (const join of nodes.filter((id) => id.startsWith('J') && id !== from)) {
            const incoming = edges.filter(({ to }) => to === join);
            const seen = new Set([from]);
            const expected = new Set<string>();
            for (const at of seen) {
              for (const edge of edges.filter((each) => each.from === at)) {
                if (edge.to === join) expected.add(edge.id);
                else seen.add(edge.to);
              }
            }
            const found = model.elements[from]?.reaches[join] ?? [];
            expect([...found].sort(), `${from} to ${join} of ${incoming.length}`).to.deep.equal([...expected].sort());
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
