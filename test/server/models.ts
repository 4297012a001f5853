import { definitionsText, flow, path } from '../helpers/bpmn-text.js';
import { eventually, type Api } from './given-server.js';

/** A process that may run several times over for one patient, so that the tests of one server can share a key. */
const process = (id: string, inner: string, attributes = ''): string =>
  `<bpmn:process id="${id}" name="${id}" isExecutable="true" pathway:severalInstances="true" ${attributes}>${inner}</bpmn:process>`;

const declared = (...variables: readonly (readonly [string, string])[]): string =>
  `<bpmn:extensionElements><pathway:variables>${variables
    .map(([name, type]) => `<pathway:variable name="${name}" type="${type}" />`)
    .join('')}</pathway:variables></bpmn:extensionElements>`;

/** A ward assesses a patient's pain with a form; after three days the task is late and the coordinator is reminded. */
export const assessment = definitionsText(
  process(
    'Assessment',
    `<bpmn:laneSet id="Lanes"><bpmn:lane id="Lane_Ward" name="Sykehus" pathway:serviceLevel="specialist" pathway:candidateGroup="ward">
       <bpmn:flowNodeRef>Start</bpmn:flowNodeRef><bpmn:flowNodeRef>Task_Assess</bpmn:flowNodeRef><bpmn:flowNodeRef>Done</bpmn:flowNodeRef>
       <bpmn:flowNodeRef>Late</bpmn:flowNodeRef><bpmn:flowNodeRef>Task_Remind</bpmn:flowNodeRef><bpmn:flowNodeRef>Reminded</bpmn:flowNodeRef>
     </bpmn:lane></bpmn:laneSet>
     <bpmn:startEvent id="Start" />
     <bpmn:userTask id="Task_Assess" name="Vurder smerte" pathway:form="assess" />
     <bpmn:endEvent id="Done" />
     <bpmn:boundaryEvent id="Late" attachedToRef="Task_Assess" cancelActivity="false">
       <bpmn:timerEventDefinition id="Late_Timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition>
     </bpmn:boundaryEvent>
     <bpmn:userTask id="Task_Remind" name="Minn om vurderingen" pathway:candidateGroup="pathway-coordinator" />
     <bpmn:endEvent id="Reminded" />
     ${path('Start', 'Task_Assess', 'Done')} ${path('Late', 'Task_Remind', 'Reminded')}`,
  ),
);

export const assessmentForms = {
  assess: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      wish: { title: 'Hva er viktig for deg?', type: 'string', readOnly: true },
      painScore: { title: 'Smerte', type: 'integer', minimum: 0, maximum: 10 },
      assessedAt: { title: 'Tidspunkt', type: 'string', format: 'date-time' },
      assessedOn: { title: 'Vurdert', type: 'string', format: 'date' },
      note: { title: 'Merknad', type: 'string', maxLength: 100, pattern: '^[^<>]*$' },
      code: { title: 'Kode', type: 'string', pattern: '^[A-Z]{2}$' },
    },
    required: ['painScore'],
    additionalProperties: false,
  },
};

export const assessmentTexts = {
  nn: { Task_Assess: { name: 'Vurder smerta', description: 'Spør pasienten.' }, Assessment: { name: 'Vurdering' } },
  en: { Task_Assess: { name: 'Assess pain' } },
};

/** Waits for the answer of one patient; the message is correlated by the business key. */
export const waitsForMessage = definitionsText(
  `<bpmn:message id="Message_Answer" name="Answer"><bpmn:extensionElements /></bpmn:message>` +
    process(
      'Waits',
      `${declared(['answer', 'string'])}
       <bpmn:startEvent id="Start" />
       <bpmn:intermediateCatchEvent id="Catch"><bpmn:messageEventDefinition id="Catch_Message" messageRef="Message_Answer" /></bpmn:intermediateCatchEvent>
       <bpmn:userTask id="Task_After" name="Etter svaret" />
       <bpmn:endEvent id="Done" />
       ${path('Start', 'Catch', 'Task_After', 'Done')}`,
    ),
);

/** Is started by the message that another process throws to it. */
export const startedByMessage = definitionsText(
  `<bpmn:message id="Message_Admitted" name="Admitted" />` +
    process(
      'Receiver',
      `${declared(['ward', 'string'])}
       <bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="Start_Message" messageRef="Message_Admitted" /></bpmn:startEvent>
       <bpmn:userTask id="Task_Receive" name="Ta imot" /><bpmn:endEvent id="Done" />
       ${path('Start', 'Task_Receive', 'Done')}`,
    ),
);

/** Started by any of three messages, one of them at two places, or by a signal. */
export const startedByMany = definitionsText(
  ['Admitted', 'Referred', 'Called, twice']
    .map((name, at) => `<bpmn:message id="Message_${at}" name="${name}" />`)
    .join('') +
    '<bpmn:signal id="Signal_Alarm" name="Alarm" />' +
    process(
      'Many',
      `${[0, 1, 2, 0]
        .map(
          (message, at) =>
            `<bpmn:startEvent id="Start_${at}"><bpmn:messageEventDefinition id="Start_Message_${at}" messageRef="Message_${message}" /></bpmn:startEvent>`,
        )
        .join('')}
       <bpmn:startEvent id="Start_S"><bpmn:signalEventDefinition id="Start_Signal" signalRef="Signal_Alarm" /></bpmn:startEvent>
       <bpmn:userTask id="Task_Receive" name="Ta imot" /><bpmn:endEvent id="Done" />
       ${[0, 1, 2, 3, 'S'].map((at) => `<bpmn:sequenceFlow id="Flow_${at}" sourceRef="Start_${at}" targetRef="Task_Receive" />`).join('')}
       ${path('Task_Receive', 'Done')}`,
    ),
);

/** An admission: the start form is what its message has to hold, and the patient's key is the business key. */
export const admission = definitionsText(
  `<bpmn:message id="Message_Admission" name="Patient admitted" />` +
    process(
      'Admission',
      `${declared(['patientKey', 'string'], ['admittedAt', 'dateTime'])}
       <bpmn:startEvent id="Start" pathway:form="notice"><bpmn:messageEventDefinition id="Start_Message" messageRef="Message_Admission" /></bpmn:startEvent>
       <bpmn:userTask id="Task_Receive" name="Ta imot" /><bpmn:endEvent id="Done" />
       ${path('Start', 'Task_Receive', 'Done')}`,
      'pathway:businessKey="patientKey"',
    ),
);

export const admissionForms = {
  notice: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      patientKey: { type: 'string', minLength: 1 },
      admittedAt: { type: 'string', format: 'date-time' },
      ward: { type: 'string', minLength: 1 },
    },
    required: ['patientKey', 'admittedAt', 'ward'],
    additionalProperties: false,
  },
};

/** Sends an admission notice of its own making, which nobody has checked. */
export const sendsAdmission = definitionsText(
  `<bpmn:message id="Message_Admission" name="Patient admitted" />` +
    process(
      'SendsAdmission',
      `${declared(['patientKey', 'string'], ['admittedAt', 'string'])}
       <bpmn:startEvent id="Start" />
       <bpmn:intermediateThrowEvent id="Throw">
         <bpmn:extensionElements><pathway:in source="admittedAt" target="admittedAt" /></bpmn:extensionElements>
         <bpmn:messageEventDefinition id="Throw_Message" messageRef="Message_Admission" /></bpmn:intermediateThrowEvent>
       <bpmn:endEvent id="Done" />
       ${path('Start', 'Throw', 'Done')}`,
    ),
);

export const throwsMessage = definitionsText(
  `<bpmn:message id="Message_Admitted" name="Admitted" />` +
    process(
      'Sender',
      `<bpmn:startEvent id="Start" />
       <bpmn:userTask id="Task_Send" name="Meld" />
       <bpmn:intermediateThrowEvent id="Throw"><bpmn:messageEventDefinition id="Throw_Message" messageRef="Message_Admitted" /></bpmn:intermediateThrowEvent>
       <bpmn:endEvent id="Done" />
       ${path('Start', 'Task_Send', 'Throw', 'Done')}`,
    ),
);

/** Listens to a signal; another one is started by it. */
export const listensToSignal = definitionsText(
  `<bpmn:signal id="Signal_Alarm" name="Alarm" />` +
    process(
      'Listener',
      `<bpmn:startEvent id="Start" />
       <bpmn:intermediateCatchEvent id="Catch"><bpmn:signalEventDefinition id="Catch_Signal" signalRef="Signal_Alarm" /></bpmn:intermediateCatchEvent>
       <bpmn:userTask id="Task_Alarm" name="Svar på alarmen" /><bpmn:endEvent id="Done" />
       ${path('Start', 'Catch', 'Task_Alarm', 'Done')}`,
    ) +
    process(
      'StartedBySignal',
      `<bpmn:startEvent id="Start_S"><bpmn:signalEventDefinition id="Start_Signal" signalRef="Signal_Alarm" /></bpmn:startEvent>
       <bpmn:userTask id="Task_S" name="Noter alarmen" /><bpmn:endEvent id="Done_S" />
       ${path('Start_S', 'Task_S', 'Done_S')}`,
    ) +
    process(
      'Alarmist',
      `<bpmn:startEvent id="Start_A" />
       <bpmn:endEvent id="Done_A"><bpmn:signalEventDefinition id="Throw_Signal" signalRef="Signal_Alarm" /></bpmn:endEvent>
       ${flow('Start_A', 'Done_A')}`,
    ),
);

/** A service task for a worker, with two attempts. */
export const serviceTask = definitionsText(
  process(
    'Service',
    `${declared(['measure', 'number'], ['result', 'string'])}
     <bpmn:startEvent id="Start" />
     <bpmn:serviceTask id="Job" name="Hent måling" pathway:topic="fetch-measure" pathway:retries="2" />
     <bpmn:boundaryEvent id="Failed" attachedToRef="Job"><bpmn:errorEventDefinition id="Failed_Error" errorRef="Error_NoDevice" /></bpmn:boundaryEvent>
     <bpmn:userTask id="Task_Manual" name="Mål selv" /><bpmn:endEvent id="Done" /><bpmn:endEvent id="Measured" />
     ${path('Start', 'Job', 'Done')} ${path('Failed', 'Task_Manual', 'Measured')}`,
  ) + '<bpmn:error id="Error_NoDevice" name="No device" errorCode="NO_DEVICE" />',
);

/** Choices in any order. */
export const adHoc = definitionsText(
  process(
    'AdHoc',
    `<bpmn:startEvent id="Start" />
     <bpmn:adHocSubProcess id="Choices" name="Tiltak"><bpmn:userTask id="Task_Talk" name="Samtale" /><bpmn:userTask id="Task_Walk" name="Tur" /></bpmn:adHocSubProcess>
     <bpmn:endEvent id="Done" />
     ${path('Start', 'Choices', 'Done')}`,
  ),
);

/** A recall that is due in thirty years. */
export const waitsThirtyYears = definitionsText(
  `<bpmn:process id="Recall" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Wait" />
    <bpmn:intermediateCatchEvent id="Wait"><bpmn:timerEventDefinition>
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P30Y</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="F2" sourceRef="Wait" targetRef="Task_Recall" />
    <bpmn:userTask id="Task_Recall" name="Kall inn" />
    <bpmn:sequenceFlow id="F3" sourceRef="Task_Recall" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>`,
);

const reminder = (number: number): string =>
  `<bpmn:boundaryEvent id="Late_${number}" attachedToRef="Task_Answer" cancelActivity="false"><bpmn:timerEventDefinition>
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P${number}D</bpmn:timeDuration>
    </bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="F_Late_${number}" sourceRef="Late_${number}" targetRef="End_Late_${number}" />
    <bpmn:endEvent id="End_Late_${number}" />`;

/** A task that reminds after one, two and three days. */
export const remindsThrice = definitionsText(
  `<bpmn:process id="Thrice" isExecutable="true">
    <bpmn:startEvent id="Start" />
    <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task_Answer" />
    <bpmn:userTask id="Task_Answer" name="Svar" />
    ${[3, 1, 2].map(reminder).join('\n')}
    <bpmn:sequenceFlow id="F2" sourceRef="Task_Answer" targetRef="End" />
    <bpmn:endEvent id="End" />
  </bpmn:process>`,
);

/** Nothing but a weekly start. */
export const startedWeekly = definitionsText(
  process(
    'Weekly',
    `<bpmn:startEvent id="Start"><bpmn:timerEventDefinition id="Start_Timer"><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R3/P7D</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>
     <bpmn:userTask id="Task_Week" name="Ukens rapport" /><bpmn:endEvent id="Done" />
     ${path('Start', 'Task_Week', 'Done')}`,
  ),
);

/** A task that may end by an error or raise an escalation, and a gateway that cannot choose without `yes`. */
export const faults = definitionsText(
  process(
    'Faults',
    `${declared(['yes', 'boolean'])}
     <bpmn:startEvent id="Start" />
     <bpmn:userTask id="Task_Try" name="Prøv" />
     <bpmn:boundaryEvent id="Refused" attachedToRef="Task_Try"><bpmn:errorEventDefinition id="Refused_Error" errorRef="Error_Refused" /></bpmn:boundaryEvent>
     <bpmn:boundaryEvent id="Raised" attachedToRef="Task_Try" cancelActivity="false"><bpmn:escalationEventDefinition id="Raised_Escalation" escalationRef="Escalation_Help" /></bpmn:boundaryEvent>
     <bpmn:exclusiveGateway id="Choice" default="Choice_Done" />
     <bpmn:userTask id="Task_Refused" name="Avslag" /><bpmn:userTask id="Task_Help" name="Hjelp" />
     <bpmn:userTask id="Task_Yes" name="Ja" /><bpmn:endEvent id="Done" /><bpmn:endEvent id="End_Yes" /><bpmn:endEvent id="End_Refused" /><bpmn:endEvent id="End_Help" />
     ${flow('Start', 'Task_Try')} ${flow('Task_Try', 'Choice')} ${flow('Choice', 'Task_Yes', 'yes')} ${flow('Choice', 'Done')}
     ${path('Task_Yes', 'End_Yes')} ${path('Refused', 'Task_Refused', 'End_Refused')} ${path('Raised', 'Task_Help', 'End_Help')}`,
  ) +
    '<bpmn:error id="Error_Refused" name="Refused" errorCode="REFUSED" /><bpmn:escalation id="Escalation_Help" name="Help" escalationCode="HELP" />',
);

/** Calls another process by its id; `binding` as the pathway extension has it. */
export const caller = (binding = ''): string =>
  definitionsText(
    process(
      'Caller',
      `<bpmn:startEvent id="Start" />
       <bpmn:userTask id="Task_Before" name="Før" />
       <bpmn:callActivity id="Call" name="Oppfølging" calledElement="Called" ${binding} />
       <bpmn:endEvent id="Done" />
       ${path('Start', 'Task_Before', 'Call', 'Done')}`,
    ),
  );

export const called = (taskName: string): string =>
  definitionsText(
    process(
      'Called',
      `<bpmn:laneSet id="Lanes"><bpmn:lane id="Lane_Gp" name="Fastlege" pathway:serviceLevel="gp" pathway:candidateGroup="gp-office"><bpmn:flowNodeRef>Task_Called</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
       <bpmn:startEvent id="Start_C" /><bpmn:userTask id="Task_Called" name="${taskName}" pathway:form="assess" /><bpmn:endEvent id="Done_C" />
       <bpmn:boundaryEvent id="Late_C" attachedToRef="Task_Called" cancelActivity="false">
         <bpmn:timerEventDefinition id="Late_C_Timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT24H</bpmn:timeDuration></bpmn:timerEventDefinition>
       </bpmn:boundaryEvent><bpmn:endEvent id="End_Late" />
       ${path('Start_C', 'Task_Called', 'Done_C')} ${flow('Late_C', 'End_Late')}`,
    ),
  );

/** A task for each of three patients' relatives, with one deadline for all of them. */
export const forEach = definitionsText(
  process(
    'ForEach',
    `<bpmn:startEvent id="Start" />
     <bpmn:userTask id="Task_Each" name="Ring"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
     <bpmn:boundaryEvent id="Late" attachedToRef="Task_Each" cancelActivity="false">
       <bpmn:timerEventDefinition id="Late_Timer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
     </bpmn:boundaryEvent><bpmn:endEvent id="End_Late" /><bpmn:endEvent id="Done" />
     ${path('Start', 'Task_Each', 'Done')} ${flow('Late', 'End_Late')}`,
  ),
);

/** Begins by hand, by a message or by a signal; waits for a task, then for the message once more. */
export const stay = (attributes = ''): string =>
  definitionsText(
    `<bpmn:message id="Message_Admitted" name="Admitted" /><bpmn:signal id="Signal_Recall" name="Recall" />
     <bpmn:process id="Stay" name="Opphold" isExecutable="true" ${attributes}>
       <bpmn:extensionElements><pathway:variables><pathway:variable name="patientKey" type="string" /></pathway:variables></bpmn:extensionElements>
       <bpmn:startEvent id="Start" />
       <bpmn:startEvent id="Start_Admitted"><bpmn:messageEventDefinition id="Start_Message" messageRef="Message_Admitted" /></bpmn:startEvent>
       <bpmn:startEvent id="Start_Recall"><bpmn:signalEventDefinition id="Start_Signal" signalRef="Signal_Recall" /></bpmn:startEvent>
       <bpmn:userTask id="Task_Treat" name="Behandle" />
       <bpmn:intermediateCatchEvent id="Catch_Admitted"><bpmn:messageEventDefinition id="Catch_Message" messageRef="Message_Admitted" /></bpmn:intermediateCatchEvent>
       <bpmn:endEvent id="Done" />
       ${path('Start', 'Task_Treat', 'Catch_Admitted', 'Done')} ${path('Start_Admitted', 'Task_Treat')} ${path('Start_Recall', 'Task_Treat')}
     </bpmn:process>`,
  );

/** Starts at once by a message of its own: to see that everything before it has been done. */
const marker = definitionsText(
  '<bpmn:message id="Message_Marker" name="Marker" />' +
    process(
      'Marker',
      `<bpmn:startEvent id="Start"><bpmn:messageEventDefinition id="Start_Message" messageRef="Message_Marker" /></bpmn:startEvent>
       <bpmn:endEvent id="Done" />${flow('Start', 'Done')}`,
    ),
);

/**
 * Waits until the server has done all that was due when this was called: two messages are delivered in two rounds of
 * its work, and the first round ends with the timers.
 */
export async function quiet(api: Api): Promise<void> {
  await deploy(api, marker);
  for (let i = 0; i < 2; i++) {
    const count = async (): Promise<number> =>
      (
        await api.post('/v2/process-instances/search', {
          filter: { processDefinitionId: 'Marker' },
          page: { limit: 1000 },
        })
      ).body.items.length;
    const before = await count();
    await api.post('/v2/messages/publication', { name: 'Marker' });
    await eventually(count, (found) => found > before);
  }
}

export async function deploy(
  api: Api,
  bpmn: string,
  parts: { forms?: object; texts?: object; name?: string } = {},
): Promise<void> {
  const { status, body } = await api.post('/v2/deployments', { name: 'test', bpmn, ...parts });
  if (status !== 200) throw new Error(`not deployed: ${JSON.stringify(body)}`);
}

export const deployAssessment = (api: Api): Promise<void> =>
  deploy(api, assessment, { forms: assessmentForms, texts: assessmentTexts });

/** Starts an instance and returns its key. */
export async function start(api: Api, processDefinitionId: string, more: object = {}): Promise<string> {
  const { status, body } = await api.post('/v2/process-instances', { processDefinitionId, ...more });
  if (status !== 201) throw new Error(`not started: ${JSON.stringify(body)}`);
  return body.processInstanceKey as string;
}

/** Open tasks of an instance by element id, with their keys. */
export async function openTasks(api: Api, processInstanceKey?: string): Promise<Readonly<Record<string, string>>> {
  const { body } = await api.post('/v2/user-tasks/search', {
    filter: { state: 'CREATED', ...(processInstanceKey && { processInstanceKey }) },
  });
  return Object.fromEntries(
    body.items.map((task: { elementId: string; userTaskKey: string }) => [task.elementId, task.userTaskKey]),
  );
}
