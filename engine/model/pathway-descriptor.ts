/** Name of the extension's XML namespace. */
export const PATHWAY_NAMESPACE = 'urn:samlop:pathway:1';

const attribute = (name: string, type: 'String' | 'Boolean' | 'Integer' = 'String') => ({ name, type, isAttr: true });

/** Attributes that several BPMN types share. */
const responsibility = [attribute('serviceLevel'), attribute('candidateGroup')];

/**
 * The `pathway:` extension of BPMN as a moddle descriptor: what `compile`, the modeller and the linter read and write.
 * An attribute added here is read in the file of its element under `engine/model`.
 */
export const pathwayDescriptor = {
  name: 'Pathway',
  prefix: 'pathway',
  uri: PATHWAY_NAMESPACE,
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    { name: 'ResponsibleLane', extends: ['bpmn:Lane'], properties: responsibility },
    { name: 'ResponsibleParticipant', extends: ['bpmn:Participant'], properties: responsibility },
    { name: 'PersonTask', extends: ['bpmn:UserTask'], properties: [attribute('form'), ...responsibility] },
    { name: 'HandTask', extends: ['bpmn:ManualTask'], properties: [attribute('form'), ...responsibility] },
    { name: 'GlobalPersonTask', extends: ['bpmn:GlobalUserTask'], properties: [attribute('form'), ...responsibility] },
    { name: 'FormStart', extends: ['bpmn:StartEvent'], properties: [attribute('form')] },
    {
      name: 'PathwayProcess',
      extends: ['bpmn:Process'],
      properties: [attribute('businessKey'), attribute('zone'), attribute('severalInstances', 'Boolean')],
    },
    { name: 'CorrelatedMessage', extends: ['bpmn:Message'], properties: [attribute('correlationKey')] },
    {
      name: 'JobService',
      extends: ['bpmn:ServiceTask'],
      properties: [attribute('topic'), attribute('retries', 'Integer')],
    },
    { name: 'JobSend', extends: ['bpmn:SendTask'], properties: [attribute('topic'), attribute('retries', 'Integer')] },
    {
      name: 'ResultScript',
      extends: ['bpmn:ScriptTask', 'bpmn:GlobalScriptTask'],
      properties: [attribute('resultVariable')],
    },
    {
      name: 'DecisionRule',
      extends: ['bpmn:BusinessRuleTask', 'bpmn:GlobalBusinessRuleTask'],
      properties: [attribute('decision'), attribute('resultVariable')],
    },
    {
      name: 'BoundCall',
      extends: ['bpmn:CallActivity'],
      properties: [
        attribute('binding'),
        attribute('version', 'Integer'),
        attribute('passAllIn', 'Boolean'),
        attribute('passAllOut', 'Boolean'),
      ],
    },
    {
      name: 'ShortMultiInstance',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: [
        attribute('collection'),
        attribute('inputItem'),
        attribute('outputCollection'),
        attribute('outputItem'),
      ],
    },
    // The schema has the script of a global script task as an element; bpmn-moddle's own description has an attribute.
    {
      name: 'WrittenScript',
      extends: ['bpmn:GlobalScriptTask'],
      properties: [{ name: 'bpmn:script', type: 'String', replaces: 'bpmn:GlobalScriptTask#script' }],
    },
    {
      name: 'Variables',
      superClass: ['Element'],
      properties: [{ name: 'variables', type: 'Variable', isMany: true }],
    },
    {
      name: 'Variable',
      superClass: ['Element'],
      properties: [attribute('name'), attribute('type'), attribute('collection', 'Boolean')],
    },
    { name: 'In', superClass: ['Element'], properties: [attribute('source'), attribute('target')] },
    { name: 'Out', superClass: ['Element'], properties: [attribute('source'), attribute('target')] },
    {
      name: 'Text',
      superClass: ['Element'],
      properties: [attribute('lang'), attribute('kind'), { name: 'body', type: 'String', isBody: true }],
    },
  ],
} as const;
