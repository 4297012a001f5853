import type { BpmnXml, ExtensionXml } from '../read/bpmn-xml.js';
import type { Report } from '../report.js';
import { readForeignElement } from './foreign-elements.js';
import { plainName } from './plain-name.js';
import { ATTRIBUTES, ELEMENTS, VENDORS, type ForeignRule } from './foreign-table.js';

/** One mapping as written: FEEL source and variable name. */
export interface WrittenMapping {
  readonly source: string;
  readonly target: string;
}

/** What an imported model says in a vendor's words, in ours. */
export interface Settings {
  form?: string;
  candidateGroup?: string;
  topic?: string;
  retries?: number;
  resultVariable?: string;
  decision?: string;
  calledElement?: string;
  binding?: string;
  version?: number;
  passAllIn?: boolean;
  passAllOut?: boolean;
  collection?: string;
  inputItem?: string;
  outputCollection?: string;
  outputItem?: string;
  correlationKey?: string;
  script?: string;
  inputs?: readonly WrittenMapping[];
  outputs?: readonly WrittenMapping[];
}

type Scalar = Exclude<keyof Settings, 'inputs' | 'outputs'>;

/** Reads what is not BPMN and not ours, and reports it: mapped, kept without effect, or blocked. */
export interface ForeignSettings {
  /** To be called for every element that `compile` looks at; looks at each once. */
  read(xml: BpmnXml): void;
  /** The element's own `pathway:` attribute, else what was mapped to it. */
  setting<K extends Scalar>(xml: BpmnXml, name: K): Settings[K] | undefined;
  mappings(xml: BpmnXml, direction: 'inputs' | 'outputs'): readonly WrittenMapping[];
}

export function createForeignSettings(definitions: BpmnXml, report: Report): ForeignSettings {
  const prefixes = vendorPrefixes(definitions);
  const found = new Map<BpmnXml, Settings>();
  const seen = new Set<BpmnXml>();

  const settle = (
    xml: BpmnXml,
    owner: BpmnXml,
    name: string,
    rule: ForeignRule,
    value: () => Partial<Settings> | undefined,
  ): void => {
    if (rule.as === 'blocked') return report.add('FOREIGN_BLOCKED', owner, { what: name });
    const mapped = rule.as === 'ignored' ? undefined : value();
    if (!mapped) return report.add('FOREIGN_IGNORED', owner, { what: name });
    found.set(xml, merge(found.get(xml) ?? {}, mapped));
    report.add('FOREIGN_MAPPED', owner, { what: name });
  };

  const readAttributes = (xml: BpmnXml): void => {
    for (const [attribute, value] of Object.entries(xml.$attrs)) {
      if (/^(xmlns|xsi|xml)(:|$)/.test(attribute)) continue;
      const name = vendorName(attribute, prefixes);
      const owner = subjectOf(xml);
      if (!name) report.add('EXTENSION_KEPT', owner, { what: attribute });
      else settle(xml, owner, name, ATTRIBUTES[name] ?? { as: 'ignored' }, () => mapAttribute(name, value));
    }
  };

  const readElements = (xml: BpmnXml): void => {
    const unknown = new Set<string>();
    for (const extension of xml.extensionElements?.values ?? []) {
      if (extension.$type.startsWith('pathway:') || unknown.has(extension.$type)) continue;
      const name = vendorNameOf(extension);
      const owner = subjectOf(xml);
      if (!name) {
        unknown.add(extension.$type);
        report.add('EXTENSION_KEPT', owner, { what: extension.$type });
      } else settle(xml, owner, name, ELEMENTS[name] ?? { as: 'ignored' }, () => readForeignElement(name, extension));
    }
  };

  return {
    read(xml) {
      if (seen.has(xml)) return;
      seen.add(xml);
      for (const attribute in xml.$attrs) {
        if (attribute) {
          readAttributes(xml);
          break;
        }
      }
      if (xml.extensionElements) readElements(xml);
    },
    setting: (xml, name) => (xml[name as keyof BpmnXml] as Settings[typeof name]) ?? found.get(xml)?.[name],
    mappings: (xml, direction) => found.get(xml)?.[direction] ?? [],
  };
}

function mapAttribute(name: string, value: string): Partial<Settings> | undefined {
  const rule = ATTRIBUTES[name];
  if (name === 'camunda:type') return value === 'external' ? {} : undefined;
  if (rule?.as !== 'mapped') return undefined;
  const plain = plainName(value);
  if (plain === undefined) return undefined;
  return { [rule.setting]: rule.setting === 'version' ? Number(plain) : plain };
}

function merge(settings: Settings, more: Partial<Settings>): Settings {
  return {
    ...settings,
    ...more,
    inputs: [...(settings.inputs ?? []), ...(more.inputs ?? [])],
    outputs: [...(settings.outputs ?? []), ...(more.outputs ?? [])],
  };
}

/** Prefixes of the vendors' namespaces, as the definitions declare them. */
function vendorPrefixes(definitions: BpmnXml): ReadonlyMap<string, string> {
  const prefixes = new Map(Object.values(VENDORS).map((vendor) => [vendor as string, vendor as string]));
  for (const [attribute, uri] of Object.entries(definitions.$attrs)) {
    const vendor = attribute.startsWith('xmlns:') ? VENDORS[uri] : undefined;
    if (vendor) prefixes.set(attribute.slice('xmlns:'.length), vendor);
  }
  return prefixes;
}

function vendorName(attribute: string, prefixes: ReadonlyMap<string, string>): string | undefined {
  const colon = attribute.indexOf(':');
  const vendor = prefixes.get(attribute.slice(0, colon));
  return vendor && `${vendor}:${attribute.slice(colon + 1)}`;
}

function vendorNameOf(extension: ExtensionXml): string | undefined {
  const { uri, localName } = extension.$descriptor?.ns ?? {};
  const vendor = uri === undefined ? undefined : VENDORS[uri];
  return vendor && `${vendor}:${localName ?? ''}`;
}

/** The nearest element with an id: what a designer can find. */
function subjectOf(xml: BpmnXml): BpmnXml {
  let at = xml;
  while (at.id === undefined && at.$parent) at = at.$parent;
  return at;
}
