import {
  described,
  integer,
  json,
  key,
  list,
  mapOf,
  named,
  object,
  oneOf,
  string,
  timestamp,
  truth,
} from '../schema.js';

export const processDefinitionKey = key('Key of one version of a process.', '3');
export const processDefinitionId = key('The process id in the BPMN text.', 'innleggelse-utskrivning');
export const version = described(integer(1, 1_000_000), 'Version of the process, counted from 1.');

const elementText = { type: 'object', properties: { name: string, description: string }, additionalProperties: json };

/** What an element or a form is called, by language. */
export const texts = named('Texts', object({ 'nb?': elementText, 'nn?': elementText, 'en?': elementText }));

const startKind = oneOf(
  ...['none', 'message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
);

export const processDefinition = named(
  'ProcessDefinition',
  object({
    processDefinitionKey,
    processDefinitionId,
    version,
    isLatestVersion: truth,
    name: string,
    texts,
    deploymentKey: key('Key of the deployment that brought it.', '3'),
    deployedAt: timestamp,
    deployedBy: string,
    starts: described(
      list(object({ elementId: string, kind: startKind, 'name?': described(string, 'Of the message or signal.') })),
      'How the process can be started.',
    ),
    'startFormId?': string,
  }),
);

const formSchema = { type: 'object', description: 'The form: a JSON Schema 2020-12 for the submitted `variables`.' };

export const startForm = named('StartForm', object({ formId: string, schema: formSchema, texts }));

export const taskForm = named(
  'TaskForm',
  object({
    formId: string,
    schema: formSchema,
    texts,
    data: described(mapOf(json), 'What the instance already knows of the fields of the form.'),
  }),
);
