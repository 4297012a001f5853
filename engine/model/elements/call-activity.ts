import { calledId } from '../data/written-names.js';
import type { NodeDraft } from '../draft/drafts.js';
import type { CallActivityModel } from '../executable-model.js';
import type { ActivityBase } from './activity-base.js';
import type { NodeContext } from './node-context.js';

/** A call activity: what it calls, in which version, and what goes in and comes out. */
export function callActivity(node: NodeDraft, base: ActivityBase, c: NodeContext): CallActivityModel | undefined {
  const { xml } = node;
  const calledElement = calledId(xml, c);
  if (calledElement === undefined) {
    c.report.add('CALLED_ELEMENT_MISSING', xml);
    return undefined;
  }
  const called = c.elementsById[calledElement];
  if (called && !c.drafts.processes.some(({ id }) => id === calledElement)) {
    c.report.add('CALLED_ELEMENT_NOT_EXECUTABLE', xml, { called: calledElement });
  }
  const binding = bindingOf(node, c);
  const version = c.foreign.setting(xml, 'version');
  if (binding === 'version' && (version === undefined || !Number.isInteger(version) || version < 1)) {
    c.report.add('VERSION_NOT_VALID', xml);
  }
  return {
    ...base,
    type: 'bpmn:CallActivity',
    calledElement,
    binding,
    passAllIn: c.foreign.setting(xml, 'passAllIn') === true,
    passAllOut: c.foreign.setting(xml, 'passAllOut') === true,
    ...(version !== undefined && { version }),
  };
}

function bindingOf({ xml }: NodeDraft, c: NodeContext): CallActivityModel['binding'] {
  const binding: string = c.foreign.setting(xml, 'binding') ?? 'latest';
  if (binding === 'latest' || binding === 'deployment' || binding === 'version') return binding;
  c.report.add('BINDING_NOT_KNOWN', xml, { binding });
  return 'latest';
}
