import { around, definitionsText, flow, path, processText } from '../../../helpers/bpmn-text.js';
import type { DiagnosticCase } from './diagnostic-case.js';

const plain = around('<bpmn:userTask id="A" />');
const withEventSubProcess = (start: string, attributes = '', around = '') =>
  processText(
    `<bpmn:startEvent id="S" /><bpmn:userTask id="A" /><bpmn:endEvent id="E" />${path('S', 'A', 'E')}
     <bpmn:subProcess id="X" triggeredByEvent="true" ${attributes}>${start}<bpmn:endEvent id="XE" /></bpmn:subProcess>${around}`,
  );
const timerStart = (id: string) =>
  `<bpmn:startEvent id="${id}"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:startEvent>`;
const oneStart = `${timerStart('XS')}${flow('XS', 'XE')}`;

/** Findings about processes, sub-processes and pools. */
export const containerCases: readonly DiagnosticCase[] = [
  {
    code: 'PROCESS_NOT_EXECUTABLE',
    rule: 'a process that is only drawn is kept and said to be so',
    element: 'Q',
    bad: plain.replace(
      '</bpmn:definitions>',
      '<bpmn:process id="Q"><bpmn:task id="QA" /></bpmn:process></bpmn:definitions>',
    ),
    good: plain,
  },
  {
    code: 'ELEMENT_NOT_EXECUTABLE',
    rule: 'a choreography is not executed and not ignored either',
    element: 'C',
    bad: plain.replace('</bpmn:definitions>', '<bpmn:choreography id="C" /></bpmn:definitions>'),
    good: plain,
  },
  {
    code: 'KEPT_WITHOUT_EFFECT',
    rule: 'a resource role is kept and said to have no effect',
    element: 'A',
    bad: around('<bpmn:userTask id="A"><bpmn:potentialOwner id="R" /></bpmn:userTask>'),
    good: around('<bpmn:userTask id="A" pathway:candidateGroup="nurses" />'),
  },
  {
    code: 'NOTHING_TO_START',
    rule: 'a process has something that begins',
    element: 'P',
    bad: processText(`<bpmn:userTask id="A" /><bpmn:userTask id="B" />${flow('A', 'B')}${flow('B', 'A')}`),
    good: processText(`<bpmn:userTask id="A" /><bpmn:userTask id="B" />${flow('A', 'B')}`),
  },
  {
    code: 'SUB_PROCESS_WITH_SEVERAL_STARTS',
    rule: 'a sub-process has one start event at most (13.3.4)',
    element: 'A',
    bad: around(
      `<bpmn:subProcess id="A"><bpmn:startEvent id="S1" /><bpmn:startEvent id="S2" /><bpmn:task id="T" />${flow('S1', 'T')}${flow('S2', 'T')}</bpmn:subProcess>`,
    ),
    good: around(
      `<bpmn:subProcess id="A"><bpmn:startEvent id="S1" /><bpmn:task id="T" />${flow('S1', 'T')}</bpmn:subProcess>`,
    ),
  },
  {
    code: 'NOT_REACHED',
    rule: 'with a start event every other node is reached by a flow (10.5.2)',
    element: 'B',
    bad: around('<bpmn:userTask id="A" /><bpmn:userTask id="B" />'),
    good: around('<bpmn:userTask id="A" /><bpmn:userTask id="B" isForCompensation="true" />'),
  },
  {
    code: 'PATH_ENDS_WITHOUT_END_EVENT',
    rule: 'with an end event a path that just ends is pointed out (10.5.3)',
    element: 'B',
    bad: around(`<bpmn:userTask id="A" /><bpmn:userTask id="B" />${flow('A', 'B')}`),
    good: processText(`<bpmn:startEvent id="S" /><bpmn:userTask id="A" />${flow('S', 'A')}`),
  },
  {
    code: 'AD_HOC_WITH_START_OR_END',
    rule: 'an ad-hoc sub-process has neither start nor end event (10.3.5)',
    element: 'AS',
    bad: around('<bpmn:adHocSubProcess id="A"><bpmn:startEvent id="AS" /><bpmn:task id="AT" /></bpmn:adHocSubProcess>'),
    good: around('<bpmn:adHocSubProcess id="A"><bpmn:task id="AT" /></bpmn:adHocSubProcess>'),
  },
  {
    code: 'EVENT_SUB_PROCESS_NEEDS_ONE_START',
    rule: 'an event sub-process has exactly one start event (10.3.5)',
    element: 'X',
    bad: withEventSubProcess(`${oneStart}${timerStart('XS2')}${flow('XS2', 'XE')}`),
    good: withEventSubProcess(oneStart),
  },
  {
    code: 'EVENT_SUB_PROCESS_WITH_FLOW',
    rule: 'no flow leads to or from an event sub-process',
    element: 'X',
    bad: withEventSubProcess(oneStart, '', flow('A', 'X')),
    good: withEventSubProcess(oneStart),
  },
  {
    code: 'EVENT_SUB_PROCESS_WITH_BOUNDARY',
    rule: 'an event sub-process has no boundary events',
    element: 'X',
    bad: withEventSubProcess(
      oneStart,
      '',
      '<bpmn:boundaryEvent id="B" attachedToRef="X"><bpmn:errorEventDefinition /></bpmn:boundaryEvent>',
    ),
    good: withEventSubProcess(oneStart),
  },
  {
    code: 'TRANSACTION_METHOD_NOT_EXECUTABLE',
    rule: 'a transaction is undone by compensation and by no other method',
    element: 'A',
    bad: around('<bpmn:transaction id="A" method="##Image"><bpmn:task id="AT" /></bpmn:transaction>'),
    good: around('<bpmn:transaction id="A" method="##Compensate"><bpmn:task id="AT" /></bpmn:transaction>'),
  },
  {
    code: 'ZONE_NOT_KNOWN',
    rule: 'the zone of a pathway is one that exists',
    element: 'P',
    bad: around('<bpmn:userTask id="A" />', { attributes: 'pathway:zone="Europe/Trondheim"' }),
    good: around('<bpmn:userTask id="A" />', { attributes: 'pathway:zone="Europe/Oslo"' }),
  },
  {
    code: 'ZONES_DIFFER',
    rule: 'the processes of one model share a zone',
    element: 'Q',
    bad: definitionsText(
      '<bpmn:process id="P" isExecutable="true" pathway:zone="Europe/Oslo"><bpmn:task id="A" /></bpmn:process>' +
        '<bpmn:process id="Q" isExecutable="true" pathway:zone="Europe/London"><bpmn:task id="B" /></bpmn:process>',
    ),
    good: definitionsText(
      '<bpmn:process id="P" isExecutable="true" pathway:zone="Europe/Oslo"><bpmn:task id="A" /></bpmn:process>' +
        '<bpmn:process id="Q" isExecutable="true"><bpmn:task id="B" /></bpmn:process>',
    ),
  },
  {
    code: 'SERVICE_LEVEL_NOT_KNOWN',
    rule: 'a service level is one of the three',
    element: 'A',
    bad: around('<bpmn:userTask id="A" pathway:serviceLevel="hospital" />'),
    good: around('<bpmn:userTask id="A" pathway:serviceLevel="specialist" />'),
  },
];
