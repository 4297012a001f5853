import { around, definitionsText, flow, path, processText } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const choice = (gateway: string, first: string, second: string) =>
  processText(
    `<bpmn:startEvent id="S" />${gateway}<bpmn:task id="A" /><bpmn:task id="B" />
     ${flow('S', 'G')}${first}${second}`,
    { variables: { score: 'number' } },
  );
const exclusive = (attributes = '') => `<bpmn:exclusiveGateway id="G" name="Akutt?" ${attributes} />`;
const over = (target: string) => flow('G', target, 'score > 4');
const pools = (source: string, target: string) =>
  definitionsText(`
    <bpmn:message id="M1" name="Henvisning" /><bpmn:message id="M2" name="Epikrise" />
    <bpmn:collaboration id="C"><bpmn:participant id="PA" processRef="P" /><bpmn:participant id="PB" processRef="Q" />
      <bpmn:messageFlow id="MF" sourceRef="${source}" targetRef="${target}" /></bpmn:collaboration>
    <bpmn:process id="P" isExecutable="true"><bpmn:sendTask id="Send" messageRef="M1" /></bpmn:process>
    <bpmn:process id="Q" isExecutable="true"><bpmn:receiveTask id="Get1" messageRef="M1" /><bpmn:receiveTask id="Get2" messageRef="M2" /></bpmn:process>`);

/** Findings about sequence and message flows. */
export const flowCases: readonly DiagnosticCase[] = [
  {
    code: 'FLOW_WITHOUT_SOURCE',
    rule: 'a sequence flow comes from a flow node',
    element: 'F',
    bad: around('<bpmn:task id="A" /><bpmn:sequenceFlow id="F" targetRef="A" />'),
    good: around('<bpmn:task id="A" />'),
  },
  {
    code: 'FLOW_WITHOUT_TARGET',
    rule: 'a sequence flow leads to a flow node',
    element: 'F',
    bad: around('<bpmn:task id="A" /><bpmn:sequenceFlow id="F" sourceRef="A" />'),
    good: around('<bpmn:task id="A" />'),
  },
  {
    code: 'FLOW_CROSSES_BOUNDARY',
    rule: 'a sequence flow does not leave its sub-process (7.6.1)',
    element: 'A_B',
    bad: processText(
      `<bpmn:task id="A" /><bpmn:subProcess id="X"><bpmn:task id="B" /></bpmn:subProcess>${flow('A', 'B')}`,
    ),
    good: processText(
      `<bpmn:task id="A" /><bpmn:subProcess id="X"><bpmn:task id="B" /></bpmn:subProcess>${flow('A', 'X')}`,
    ),
  },
  {
    code: 'FLOW_WITHOUT_CONDITION',
    rule: 'where the path divides every flow has a condition or is the default (10.6.2)',
    element: 'G_B',
    bad: choice(exclusive(), over('A'), flow('G', 'B')),
    good: choice(exclusive('default="G_B"'), over('A'), flow('G', 'B')),
  },
  {
    code: 'CONDITION_WITHOUT_EFFECT',
    rule: 'a parallel gateway takes all its flows whatever their conditions (10.6.4)',
    element: 'G_A',
    bad: choice('<bpmn:parallelGateway id="G" />', over('A'), flow('G', 'B')),
    good: choice('<bpmn:parallelGateway id="G" />', flow('G', 'A'), flow('G', 'B')),
  },
  {
    code: 'DEFAULT_WITH_CONDITION',
    rule: 'a default flow is taken where no other is, whatever its condition',
    element: 'G_B',
    bad: choice(exclusive('default="G_B"'), over('A'), over('B')),
    good: choice(exclusive('default="G_B"'), over('A'), flow('G', 'B')),
  },
  {
    code: 'DEFAULT_NOT_OUTGOING',
    rule: 'the default flow of a gateway leaves that gateway',
    element: 'G',
    bad: choice(exclusive('default="S_G"'), over('A'), over('B')),
    good: choice(exclusive('default="G_A"'), flow('G', 'A'), over('B')),
  },
  {
    code: 'MESSAGE_FLOW_WITHOUT_END',
    rule: 'a message flow has two ends',
    element: 'MF',
    bad: pools('Send', 'Get1').replace('targetRef="Get1"', ''),
    good: pools('Send', 'Get1'),
  },
  {
    code: 'MESSAGE_FLOW_INSIDE_POOL',
    rule: 'a message flow joins two pools',
    element: 'MF',
    bad: pools('Get1', 'Get2'),
    good: pools('Send', 'Get1'),
  },
  {
    code: 'MESSAGE_FLOW_NAMES_DIFFER',
    rule: 'what a message flow joins sends and awaits the same message',
    element: 'MF',
    bad: pools('Send', 'Get2'),
    good: pools('Send', 'Get1'),
  },
  {
    code: 'GATEWAY_WITHOUT_OUTGOING_FLOW',
    rule: 'a gateway that nothing leaves is pointed out',
    element: 'G',
    bad: processText(
      `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:parallelGateway id="G" />${flow('A', 'G')}${flow('B', 'G')}`,
    ),
    good: processText(
      `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:parallelGateway id="G" /><bpmn:task id="C" />${flow('A', 'G')}${path('B', 'G', 'C')}`,
    ),
  },
  {
    code: 'ACTIVATION_CONDITION_MISSING',
    rule: 'a complex gateway that joins says when it is activated (10.6.5)',
    element: 'G',
    bad: processText(
      `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:complexGateway id="G" /><bpmn:task id="C" />${flow('A', 'G')}${path('B', 'G', 'C')}`,
    ),
    good: processText(
      `<bpmn:task id="A" /><bpmn:task id="B" /><bpmn:complexGateway id="G"><bpmn:activationCondition xsi:type="bpmn:tFormalExpression">activationCount >= 1 and A_G >= 0</bpmn:activationCondition></bpmn:complexGateway><bpmn:task id="C" />${flow('A', 'G')}${path('B', 'G', 'C')}`,
    ),
  },
];
