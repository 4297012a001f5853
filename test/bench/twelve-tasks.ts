/**
 * The model that engines are compared on: twelve user tasks, one boundary timer, one exclusive loop, one three-way
 * parallel block; conditions in FEEL; every completion writes eight fields.
 */
export const FIELDS = ['note', 'pulse', 'weight', 'pain', 'stable', 'level', 'next', 'again'] as const;

export function twelveTasks({ form }: { readonly form?: string } = {}): string {
  const nodes: string[] = [];
  const flows: string[] = [];
  const flow = (source: string, target: string, condition?: string): void => {
    const id = `Flow_${source}_${target}`;
    const body = condition
      ? `><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="feel">${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`
      : '/>';
    flows.push(`<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}"${body}`);
  };
  for (let task = 1; task <= 12; task++)
    nodes.push(`<bpmn:userTask id="Task_${task}" name="Vurder ${task}"${form ? ` pathway:form="${form}"` : ''} />`);
  nodes.push(
    '<bpmn:startEvent id="Start" />',
    '<bpmn:endEvent id="End" />',
    '<bpmn:endEvent id="End_Reminded" />',
    '<bpmn:exclusiveGateway id="Merge" />',
    '<bpmn:exclusiveGateway id="Again" default="Flow_Again_Task_5" />',
    '<bpmn:parallelGateway id="Fork" />',
    '<bpmn:parallelGateway id="Join" />',
    `<bpmn:boundaryEvent id="Late" attachedToRef="Task_1" cancelActivity="false"><bpmn:timerEventDefinition>
      <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT48H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>`,
  );
  flow('Start', 'Task_1');
  flow('Late', 'End_Reminded');
  flow('Task_1', 'Task_2');
  flow('Task_2', 'Merge');
  flow('Merge', 'Task_3');
  flow('Task_3', 'Task_4');
  flow('Task_4', 'Again');
  flow('Again', 'Merge', 'again and level &lt; 3');
  flow('Again', 'Task_5');
  flow('Task_5', 'Fork');
  for (const branch of [6, 7, 8]) {
    flow('Fork', `Task_${branch}`);
    flow(`Task_${branch}`, 'Join');
  }
  flow('Join', 'Task_9');
  flow('Task_9', 'Task_10');
  flow('Task_10', 'Task_11');
  flow('Task_11', 'Task_12');
  flow('Task_12', 'End');
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:pathway="urn:samlop:pathway:1" id="Definitions_Twelve" targetNamespace="urn:samlop:bench">
<bpmn:process id="Process_Twelve" isExecutable="true">
<bpmn:extensionElements><pathway:variables>
${FIELDS.map((name) => `<pathway:variable name="${name}" type="${TYPES[name]}" />`).join('\n')}
</pathway:variables></bpmn:extensionElements>
${[...nodes, ...flows].join('\n')}
</bpmn:process></bpmn:definitions>`;
}

const TYPES: Record<(typeof FIELDS)[number], string> = {
  note: 'string',
  pulse: 'number',
  weight: 'number',
  pain: 'number',
  stable: 'boolean',
  level: 'number',
  next: 'string',
  again: 'boolean',
};

/** A form of the eight fields. */
export const observationForm = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  required: [...FIELDS],
  properties: {
    note: { type: 'string', maxLength: 200 },
    pulse: { type: 'integer', minimum: 20, maximum: 250 },
    weight: { type: 'number', minimum: 0, maximum: 500 },
    pain: { type: 'integer', minimum: 0, maximum: 10 },
    stable: { type: 'boolean' },
    level: { type: 'integer', minimum: 1, maximum: 3 },
    next: { enum: ['day', 'week'] },
    again: { type: 'boolean' },
  },
} as const;

/** What the n-th completion of an instance writes; the loop is taken once. */
export function outputOf(completion: number): Record<string, string | number | boolean> {
  return {
    note: `observation ${completion}`,
    pulse: 60 + completion,
    weight: 71.5,
    pain: completion % 10,
    stable: completion % 2 === 0,
    level: 2,
    next: 'day',
    again: completion === 4,
  };
}

/** Completions of one instance: twelve tasks, two of them twice. */
export const COMPLETIONS = 14;
