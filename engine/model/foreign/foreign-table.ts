import type { Settings } from './foreign-settings.js';

/** What becomes of a foreign attribute or element. */
export type ForeignRule =
  /** Read as the pathway setting of that name. */
  | { readonly as: 'mapped'; readonly setting: Exclude<keyof Settings, 'inputs' | 'outputs'> }
  /** Read by a function of its own; see foreign-elements.ts. */
  | { readonly as: 'read' }
  | { readonly as: 'ignored' }
  /** Would change what the model does: the model is refused. */
  | { readonly as: 'blocked' };

const mapped = (setting: Exclude<keyof Settings, 'inputs' | 'outputs'>): ForeignRule => ({ as: 'mapped', setting });
const blocked: ForeignRule = { as: 'blocked' };
const ignored: ForeignRule = { as: 'ignored' };
const read: ForeignRule = { as: 'read' };

/** XML namespaces of the vendors whose models are imported, and the names that the table uses for them. */
export const VENDORS: Readonly<Record<string, 'camunda' | 'zeebe'>> = {
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
};

/** Attributes of imported models. Those not named here are kept without effect, with a warning. */
export const ATTRIBUTES: Readonly<Record<string, ForeignRule>> = {
  'camunda:formKey': mapped('form'),
  'camunda:formRef': mapped('form'),
  'camunda:candidateGroups': mapped('candidateGroup'),
  'camunda:topic': mapped('topic'),
  'camunda:type': read,
  'camunda:resultVariable': mapped('resultVariable'),
  'camunda:decisionRef': mapped('decision'),
  'camunda:calledElementBinding': mapped('binding'),
  'camunda:calledElementVersion': mapped('version'),
  'camunda:collection': mapped('collection'),
  'camunda:elementVariable': mapped('inputItem'),
  'camunda:class': blocked,
  'camunda:delegateExpression': blocked,
  'camunda:expression': blocked,
  'camunda:resource': blocked,
  'camunda:variableMappingClass': blocked,
  'camunda:variableMappingDelegateExpression': blocked,
  'camunda:caseRef': blocked,
  'camunda:asyncBefore': ignored,
  'camunda:asyncAfter': ignored,
};

/** Extension elements of imported models. Those not named here are kept without effect, with a warning. */
export const ELEMENTS: Readonly<Record<string, ForeignRule>> = {
  'camunda:in': read,
  'camunda:out': read,
  'camunda:inputOutput': read,
  'camunda:executionListener': blocked,
  'camunda:taskListener': blocked,
  'camunda:connector': blocked,
  'camunda:script': blocked,
  'camunda:formData': ignored,
  'camunda:properties': ignored,
  'zeebe:taskDefinition': read,
  'zeebe:ioMapping': read,
  'zeebe:calledElement': read,
  'zeebe:calledDecision': read,
  'zeebe:formDefinition': read,
  'zeebe:assignmentDefinition': read,
  'zeebe:loopCharacteristics': read,
  'zeebe:subscription': read,
  'zeebe:script': read,
  'zeebe:userTask': ignored,
  'zeebe:executionListeners': blocked,
  'zeebe:taskListeners': blocked,
  'zeebe:adHoc': blocked,
  'zeebe:properties': ignored,
  'zeebe:taskHeaders': ignored,
};
