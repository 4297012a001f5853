import { flow, path, processText } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const roots = '<bpmn:message id="M" name="Svar" /><bpmn:signal id="Sig" name="Alarm" />';
const message =
  '<bpmn:intermediateCatchEvent id="C1"><bpmn:messageEventDefinition messageRef="M" /></bpmn:intermediateCatchEvent>';
const timer =
  '<bpmn:intermediateCatchEvent id="C2"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>';
const receive = '<bpmn:receiveTask id="C3" messageRef="M" />';
const gateway = '<bpmn:eventBasedGateway id="G" name="Svar eller frist" />';
const waiting = (inner: string, start = `<bpmn:startEvent id="S" />${flow('S', 'G')}`) =>
  processText(start + inner, { roots });
const good = waiting(`${gateway}${message}${timer}${flow('G', 'C1')}${flow('G', 'C2')}`);
const instantiating = (attributes: string) =>
  waiting(
    `<bpmn:eventBasedGateway id="G" ${attributes} />${message}<bpmn:intermediateCatchEvent id="C4"><bpmn:signalEventDefinition signalRef="Sig" /></bpmn:intermediateCatchEvent>${flow('G', 'C1')}${flow('G', 'C4')}`,
    '',
  );

/** Findings about event-based gateways and what creates instances. */
export const eventGatewayCases: readonly DiagnosticCase[] = [
  {
    code: 'EVENT_GATEWAY_WITH_ONE_FLOW',
    rule: 'an event-based gateway has at least two ways out (10.6.6)',
    element: 'G',
    bad: waiting(`${gateway}${message}${flow('G', 'C1')}`),
    good,
  },
  {
    code: 'EVENT_GATEWAY_TARGET_NOT_ALLOWED',
    rule: 'behind an event-based gateway stand events and receive tasks only',
    element: 'G_C9',
    bad: waiting(`${gateway}${message}<bpmn:userTask id="C9" />${flow('G', 'C1')}${flow('G', 'C9')}`),
    good,
  },
  {
    code: 'EVENT_GATEWAY_TARGET_SHARED',
    rule: 'nothing else leads to an event behind an event-based gateway',
    element: 'C1',
    bad: waiting(`${gateway}${message}${timer}${flow('G', 'C1')}${flow('G', 'C2')}${flow('C2', 'C1')}`),
    good,
  },
  {
    code: 'EVENT_GATEWAY_TARGET_WITH_BOUNDARY',
    rule: 'a receive task behind an event-based gateway has no boundary events',
    element: 'C3',
    bad: waiting(
      `${gateway}${receive}${timer}<bpmn:boundaryEvent id="B" attachedToRef="C3"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>${flow('G', 'C3')}${flow('G', 'C2')}`,
    ),
    good: waiting(`${gateway}${receive}${timer}${flow('G', 'C3')}${flow('G', 'C2')}`),
  },
  {
    code: 'EVENT_GATEWAY_MIXES_MESSAGES',
    rule: 'message events and receive tasks do not stand behind one event-based gateway',
    element: 'G',
    bad: waiting(`${gateway}${receive}${message}${flow('G', 'C3')}${flow('G', 'C1')}`),
    good,
  },
  {
    code: 'PARALLEL_EVENT_GATEWAY_NOT_INSTANTIATING',
    rule: 'a parallel event-based gateway only starts processes (10.6.6)',
    element: 'G',
    bad: good.replace('id="G"', 'id="G" eventGatewayType="Parallel"'),
    good: instantiating('instantiate="true" eventGatewayType="Parallel"'),
  },
  {
    code: 'INSTANTIATING_WITH_INCOMING_FLOW',
    rule: 'what creates an instance is not reached by a flow',
    element: 'G',
    bad: good.replace('id="G"', 'id="G" instantiate="true"'),
    good: instantiating('instantiate="true"'),
  },
  {
    code: 'INSTANTIATING_INSIDE_SUB_PROCESS',
    rule: 'only the outermost level creates instances (10.3.3)',
    element: 'C3',
    bad: processText(
      '<bpmn:subProcess id="X"><bpmn:receiveTask id="C3" messageRef="M" instantiate="true" /></bpmn:subProcess>',
      { roots },
    ),
    good: processText(
      `<bpmn:receiveTask id="C3" messageRef="M" instantiate="true" /><bpmn:task id="A" />${path('C3', 'A')}`,
      { roots },
    ),
  },
];
