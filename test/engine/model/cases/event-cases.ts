import { around, flow, path, processText } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const roots = `<bpmn:message id="M" name="Svar" /><bpmn:message id="MX" /><bpmn:signal id="Sig" name="Alarm" /><bpmn:signal id="SigX" />
  <bpmn:error id="Err" errorCode="E1" /><bpmn:error id="ErrX" name="uten kode" />
  <bpmn:escalation id="Esc" escalationCode="X1" /><bpmn:escalation id="EscX" name="uten kode" />`;
const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
const error = '<bpmn:errorEventDefinition errorRef="Err" />';
const end = (definition: string) =>
  processText(`<bpmn:startEvent id="S" /><bpmn:endEvent id="A">${definition}</bpmn:endEvent>${flow('S', 'A')}`, {
    roots,
  });
const caught = (definition: string) =>
  around(`<bpmn:intermediateCatchEvent id="A">${definition}</bpmn:intermediateCatchEvent>`, {
    roots,
    variables: { score: 'number' },
  });
const thrown = (definition: string, more = '') =>
  around(`<bpmn:intermediateThrowEvent id="A">${definition}</bpmn:intermediateThrowEvent>${more}`, { roots });
const boundary = (definition: string, attributes = 'attachedToRef="A"', more = '') =>
  around(
    `<bpmn:task id="A" /><bpmn:boundaryEvent id="B" ${attributes}>${definition}</bpmn:boundaryEvent><bpmn:endEvent id="BE" />${flow('B', 'BE')}${more}`,
    { roots },
  );
const link = (id: string, throws: boolean, name: string, more = '') => {
  const type = throws ? 'intermediateThrowEvent' : 'intermediateCatchEvent';
  return `<bpmn:${type} id="${id}"><bpmn:linkEventDefinition ${name === '' ? '' : `name="${name}"`} />${more}</bpmn:${type}>`;
};
const links = (events: string, ...flows: string[]) =>
  processText(
    `<bpmn:startEvent id="S" />${events}<bpmn:endEvent id="E" />${flow('S', 'T')}${flows.map((from) => flow(from, 'E')).join('')}`,
  );
const compensation = (handler: string, association: string, more = '') =>
  around(
    `<bpmn:task id="A" /><bpmn:boundaryEvent id="B" attachedToRef="A"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>${handler}${association}${more}`,
  );
const handler = '<bpmn:task id="H" isForCompensation="true" />';
const association = '<bpmn:association id="As" associationDirection="One" sourceRef="B" targetRef="H" />';
const compensated = compensation(handler, association);
const throwing = (activity: string) =>
  processText(
    `<bpmn:startEvent id="S" /><bpmn:task id="A" /><bpmn:task id="N" />
     <bpmn:boundaryEvent id="B" attachedToRef="A"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent>${handler}${association}
     <bpmn:subProcess id="X"><bpmn:task id="XA" /></bpmn:subProcess>
     <bpmn:endEvent id="E"><bpmn:compensateEventDefinition activityRef="${activity}" /></bpmn:endEvent>${path('S', 'A', 'N', 'X', 'E')}`,
  );

/** Standard correlation (8.3.2) with a subscription of the process. */
const correlation = (binding: string) =>
  processText(
    `<bpmn:property id="caseNumber" /><bpmn:receiveTask id="A" messageRef="M" />
     <bpmn:correlationSubscription id="Sub" correlationKeyRef="K">${binding}</bpmn:correlationSubscription>`,
    {
      roots: `<bpmn:message id="M" name="Svar" />
        <bpmn:correlationProperty id="CP" name="sak"><bpmn:correlationPropertyRetrievalExpression id="CR" messageRef="M">
          <bpmn:messagePath id="MP">caseId</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>
        <bpmn:collaboration id="Co"><bpmn:participant id="PA" processRef="P" />
          <bpmn:correlationKey id="K"><bpmn:correlationPropertyRef>CP</bpmn:correlationPropertyRef></bpmn:correlationKey></bpmn:collaboration>`,
    },
  );

const WITH_PATH =
  '<bpmn:correlationPropertyBinding id="CB" correlationPropertyRef="CP"><bpmn:dataPath id="DP">caseNumber</bpmn:dataPath></bpmn:correlationPropertyBinding>';

/** Findings about events. */
export const eventCases: readonly DiagnosticCase[] = [
  {
    code: 'EVENT_NOT_ALLOWED',
    rule: 'a path does not end by a timer (10.5.3)',
    element: 'A',
    bad: end(timer),
    good: end('<bpmn:terminateEventDefinition />'),
  },
  {
    code: 'EVENT_WITHOUT_DEFINITION',
    rule: 'an intermediate catch event catches something (10.5.4)',
    element: 'A',
    bad: caught(''),
    good: caught(timer),
  },
  {
    code: 'EVENT_WITH_INCOMING_FLOW',
    rule: 'no flow leads to a start event (10.5.2)',
    element: 'S',
    bad: around(`<bpmn:task id="A" />${flow('A', 'S')}`),
    good: around('<bpmn:task id="A" />'),
  },
  {
    code: 'EVENT_WITH_OUTGOING_FLOW',
    rule: 'no flow leaves an end event (10.5.3)',
    element: 'E',
    bad: around(`<bpmn:task id="A" />${flow('E', 'A')}`),
    good: around('<bpmn:task id="A" />'),
  },
  {
    code: 'BOUNDARY_NOT_ATTACHED',
    rule: 'a boundary event is attached to an activity (10.5.4)',
    element: 'B',
    bad: boundary(timer, 'attachedToRef="E"'),
    good: boundary(timer),
  },
  {
    code: 'CANCEL_OUTSIDE_TRANSACTION',
    rule: 'only a transaction is cancelled (10.5.3)',
    element: 'XE',
    bad: around(
      `<bpmn:subProcess id="A"><bpmn:startEvent id="XS" /><bpmn:endEvent id="XE"><bpmn:cancelEventDefinition /></bpmn:endEvent>${flow('XS', 'XE')}</bpmn:subProcess>`,
    ),
    good: around(
      `<bpmn:transaction id="A"><bpmn:startEvent id="XS" /><bpmn:endEvent id="XE"><bpmn:cancelEventDefinition /></bpmn:endEvent>${flow('XS', 'XE')}</bpmn:transaction>`,
    ),
  },
  {
    code: 'LINK_WITHOUT_NAME',
    rule: 'links find each other by name (10.5.5)',
    element: 'T',
    bad: links(link('T', true, '') + link('L', false, 'videre'), 'L'),
    good: links(link('T', true, 'videre') + link('L', false, 'videre'), 'L'),
  },
  {
    code: 'LINK_WITHOUT_TARGET',
    rule: 'a thrown link is caught on its own level',
    element: 'T',
    bad: links(link('T', true, 'videre')),
    good: links(link('T', true, 'videre') + link('L', false, 'videre'), 'L'),
  },
  {
    code: 'LINK_WITHOUT_SOURCE',
    rule: 'a caught link is thrown on its own level',
    element: 'L',
    bad: links('<bpmn:task id="T" />' + link('L', false, 'videre'), 'L', 'T'),
    good: links(link('T', true, 'videre') + link('L', false, 'videre'), 'L'),
  },
  {
    code: 'LINK_TARGET_TWICE',
    rule: 'a link has several sources but one target (10.5.5)',
    element: 'L',
    bad: links(link('T', true, 'videre') + link('L', false, 'videre') + link('L2', false, 'videre'), 'L', 'L2'),
    good: links(link('T', true, 'videre') + link('L', false, 'videre'), 'L'),
  },
  {
    code: 'LINK_IN_MULTIPLE_EVENT',
    rule: 'a link is no part of a multiple event',
    element: 'T',
    bad: links(link('T', true, 'videre', '<bpmn:signalEventDefinition />') + link('L', false, 'videre'), 'L'),
    good: links(link('T', true, 'videre') + link('L', false, 'videre'), 'L'),
  },
  {
    code: 'MESSAGE_MISSING',
    rule: 'a message event names its message',
    element: 'A',
    bad: caught('<bpmn:messageEventDefinition />'),
    good: caught('<bpmn:messageEventDefinition messageRef="M" />'),
  },
  {
    code: 'MESSAGE_WITHOUT_NAME',
    rule: 'a message has a name',
    element: 'A',
    bad: caught('<bpmn:messageEventDefinition messageRef="MX" />'),
    good: caught('<bpmn:messageEventDefinition messageRef="M" />'),
  },
  {
    code: 'SIGNAL_MISSING',
    rule: 'a signal event names its signal',
    element: 'A',
    bad: thrown('<bpmn:signalEventDefinition />'),
    good: thrown('<bpmn:signalEventDefinition signalRef="Sig" />'),
  },
  {
    code: 'SIGNAL_WITHOUT_NAME',
    rule: 'a signal has a name',
    element: 'A',
    bad: thrown('<bpmn:signalEventDefinition signalRef="SigX" />'),
    good: thrown('<bpmn:signalEventDefinition signalRef="Sig" />'),
  },
  {
    code: 'CONDITION_MISSING',
    rule: 'a conditional event has a condition',
    element: 'A',
    bad: caught('<bpmn:conditionalEventDefinition />'),
    good: caught(
      '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">score > 4</bpmn:condition></bpmn:conditionalEventDefinition>',
    ),
  },
  {
    code: 'ERROR_WITHOUT_CODE',
    rule: 'a thrown error has a code (10.5.3)',
    element: 'A',
    bad: end('<bpmn:errorEventDefinition errorRef="ErrX" />'),
    good: end(error),
  },
  {
    code: 'ESCALATION_WITHOUT_CODE',
    rule: 'a thrown escalation has a code (10.5.3)',
    element: 'A',
    bad: end('<bpmn:escalationEventDefinition escalationRef="EscX" />'),
    good: end('<bpmn:escalationEventDefinition escalationRef="Esc" />'),
  },
  {
    code: 'TIMER_WITHOUT_VALUE',
    rule: 'a timer has a time',
    element: 'A',
    bad: caught('<bpmn:timerEventDefinition />'),
    good: caught(timer),
  },
  {
    code: 'TIMER_WITH_SEVERAL_VALUES',
    rule: 'a timer has one of date, duration and cycle',
    element: 'A',
    bad: caught(timer.replace('</bpmn:timer', '<bpmn:timeCycle>R3/PT1H</bpmn:timeCycle></bpmn:timer')),
    good: caught(timer),
  },
  {
    code: 'TIMER_NOT_VALID',
    rule: 'the time of a timer is ISO 8601',
    element: 'A',
    bad: caught(timer.replace('PT1H', '3 dager')),
    good: caught(timer.replace('PT1H', 'P3D')),
  },
  {
    code: 'COMPENSATION_WITHOUT_HANDLER',
    rule: 'a compensation event leads to what compensates (10.7.1)',
    element: 'B',
    bad: compensation('', ''),
    good: compensated,
  },
  {
    code: 'COMPENSATION_HANDLER_WITH_FLOW',
    rule: 'what compensates stands outside the normal flow (10.7.1)',
    element: 'H',
    bad: compensation(handler, association, flow('H', 'E')),
    good: compensated,
  },
  {
    code: 'COMPENSATION_HANDLER_NOT_USED',
    rule: 'what compensates nothing is pointed out',
    element: 'H',
    bad: around(`<bpmn:task id="A" />${handler}`),
    good: compensated,
  },
  {
    code: 'COMPENSATED_ACTIVITY_NOT_VISIBLE',
    rule: 'compensation reaches the activities of its own level (10.5.5)',
    element: 'E',
    bad: throwing('XA'),
    good: throwing('A'),
  },
  {
    code: 'COMPENSATED_ACTIVITY_WITHOUT_HANDLER',
    rule: 'an activity that nothing compensates is pointed out',
    element: 'E',
    bad: throwing('N'),
    good: throwing('A'),
  },
  {
    code: 'CORRELATION_INCOMPLETE',
    rule: 'a correlation subscription says where every property is found (8.3.2)',
    element: 'P',
    bad: correlation(
      '<bpmn:correlationPropertyBinding id="CB" correlationPropertyRef="CP"><bpmn:dataPath id="DP"></bpmn:dataPath></bpmn:correlationPropertyBinding>',
    ),
    good: correlation(
      '<bpmn:correlationPropertyBinding id="CB" correlationPropertyRef="CP"><bpmn:dataPath id="DP">caseNumber</bpmn:dataPath></bpmn:correlationPropertyBinding>',
    ),
  },
  {
    code: 'CORRELATION_INCOMPLETE',
    rule: 'a correlation property is found in some message (8.4.2)',
    element: 'A',
    bad: correlation(WITH_PATH).replace(
      /<bpmn:correlationPropertyRetrievalExpression.*?<\/bpmn:correlationPropertyRetrievalExpression>/s,
      '',
    ),
    good: correlation(WITH_PATH),
  },
];
