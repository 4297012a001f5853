import type { ExtensionXml } from '../read/bpmn-xml.js';
import type { Settings, WrittenMapping } from './foreign-settings.js';
import { plainName } from './plain-name.js';

type Reader = (element: ExtensionXml) => Partial<Settings> | undefined;

/** Vendors' extension elements that we understand, each with the function that reads it. */
const READERS: Readonly<Record<string, Reader>> = {
  'camunda:in': (element) => readCallMapping(element, 'passAllIn', 'inputs'),
  'camunda:out': (element) => readCallMapping(element, 'passAllOut', 'outputs'),
  'camunda:inputOutput': readInputOutput,
  'zeebe:taskDefinition': (element) => ({
    ...optional('topic', staticText(element['type'])),
    ...optional('retries', numberOf(element['retries'])),
  }),
  'zeebe:ioMapping': (element) => ({
    inputs: childMappings(element, 'input'),
    outputs: childMappings(element, 'output'),
  }),
  'zeebe:calledElement': (element) => ({
    ...optional('calledElement', staticText(element['processId'])),
    ...optional('binding', bindingOf(element['bindingType'])),
    passAllIn: true,
    passAllOut: element['propagateAllChildVariables'] !== 'false',
  }),
  'zeebe:calledDecision': (element) => ({
    ...optional('decision', staticText(element['decisionId'])),
    ...optional('resultVariable', text(element['resultVariable'])),
  }),
  'zeebe:formDefinition': (element) => optional('form', staticText(element['formId'] ?? element['formKey'])),
  'zeebe:assignmentDefinition': (element) => optional('candidateGroup', staticText(element['candidateGroups'])),
  'zeebe:loopCharacteristics': (element) => ({
    ...optional('collection', text(element['inputCollection'])),
    ...optional('inputItem', text(element['inputElement'])),
    ...optional('outputCollection', text(element['outputCollection'])),
    ...optional('outputItem', outputItemOf(element['outputElement'])),
  }),
  'zeebe:subscription': (element) => optional('correlationKey', text(element['correlationKey'])),
  'zeebe:script': (element) => ({
    ...optional('script', text(element['expression'])),
    ...optional('resultVariable', text(element['resultVariable'])),
  }),
};

/** What an extension element of a vendor means in our words; undefined where it says nothing that we can run. */
export function readForeignElement(name: string, element: ExtensionXml): Partial<Settings> | undefined {
  const settings = READERS[name]?.(element);
  return settings && Object.keys(settings).length > 0 ? settings : undefined;
}

function readCallMapping(
  element: ExtensionXml,
  all: 'passAllIn' | 'passAllOut',
  direction: 'inputs' | 'outputs',
): Partial<Settings> | undefined {
  if (element['variables'] === 'all') return { [all]: true };
  const source = text(element['source']) ?? plainName(text(element['sourceExpression']) ?? '');
  const target = text(element['target']);
  return source !== undefined && target !== undefined ? { [direction]: [{ source, target }] } : undefined;
}

/** Parameters whose value is a plain variable or a constant text; scripts, lists and expressions are not read. */
function readInputOutput(element: ExtensionXml): Partial<Settings> | undefined {
  const children = element.$children ?? [];
  const mappings = children.map(readParameter);
  if (mappings.some((mapping) => mapping === undefined)) return undefined;
  const pick = (local: string) => mappings.filter((_, at) => localNameOf(children[at]) === local) as WrittenMapping[];
  return { inputs: pick('inputParameter'), outputs: pick('outputParameter') };
}

function readParameter(element: ExtensionXml): WrittenMapping | undefined {
  const target = text(element['name']);
  const body = element.$body?.trim() ?? '';
  if (target === undefined || element.$children) return undefined;
  const variable = /^[$#]\{/.test(body) ? plainName(body) : JSON.stringify(body);
  return variable === undefined ? undefined : { source: variable, target };
}

function childMappings(element: ExtensionXml, local: string): readonly WrittenMapping[] {
  return (element.$children ?? []).flatMap((child) => {
    const source = text(child['source']);
    const target = text(child['target']);
    return localNameOf(child) === local && source !== undefined && target !== undefined ? [{ source, target }] : [];
  });
}

function localNameOf(element: ExtensionXml | undefined): string | undefined {
  return element?.$type.slice(element.$type.indexOf(':') + 1);
}

function bindingOf(value: unknown): string | undefined {
  return value === 'deployment' || value === 'latest' ? value : undefined;
}

/** `=item` as an output element is the variable item; other expressions need a variable of their own. */
function outputItemOf(value: unknown): string | undefined {
  return plainName((text(value) ?? '').replace(/^\s*=/, ''));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text that is not an expression. */
function staticText(value: unknown): string | undefined {
  const found = text(value);
  return found === undefined || /^\s*=|[$#]\{/.test(found) ? undefined : found;
}

function numberOf(value: unknown): number | undefined {
  const found = Number(staticText(value));
  return Number.isInteger(found) ? found : undefined;
}

function optional<K extends keyof Settings>(name: K, value: Settings[K] | undefined): Partial<Settings> {
  return value === undefined ? {} : { [name]: value };
}
