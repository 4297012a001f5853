import { feelTypeOf, narrowedType, type ValueType } from '../../expressions/value-type.js';
import type { Compilation } from '../compilation.js';
import { containerVariables, type DataObjectNames, seenType } from '../data/data-catalogue.js';
import { extended, openNames } from '../data/layered-names.js';
import { writtenNames } from '../data/written-names.js';
import type { ContainerDraft, Names, ProcessDraft } from '../draft/drafts.js';
import { MAX_VARIABLES } from '../read/bounds.js';
import type { Report } from '../report.js';
import { activityNames } from '../elements/node-names.js';

/** Fills in what can be read in every container of a process, from outside in. */
export function declareNames(process: ProcessDraft, c: Compilation, data: DataObjectNames): void {
  for (const container of process.containers) container.variables = containerVariables(container, data, c.report);
  process.types = new Map(writtenNames(process, c, data));
  for (const container of process.containers) {
    container.names = container.parent ? innerNames(container, container.parent, c) : processNames(container, c);
  }
}

/** What the process declares, and what its elements write; a declaration says the type. */
function processNames(container: ContainerDraft, c: Compilation): Names {
  const { types, containers } = container.process;
  const declaredHere = containers.reduce((sum, { variables }) => sum + variables.length, 0);
  if (types.size + declaredHere > MAX_VARIABLES)
    c.report.add('TOO_MANY_VARIABLES', container.xml, { limit: MAX_VARIABLES });
  for (const { name, valueType } of container.variables) {
    const written = types.get(name);
    types.set(name, declaredType(name, valueType, written, container, c.report));
  }
  const names = new Map([...types].map(([name, type]) => [name, feelTypeOf(type)] as const));
  return hasUnknownForm(container.process, c) ? openNames(names) : names;
}

/** The type that is declared, with what those who write the variable say of its inside. */
function declaredType(
  name: string,
  declared: ValueType,
  written: ValueType | undefined,
  { xml }: ContainerDraft,
  report: Report,
): ValueType {
  if (written === undefined || written === 'Any') return declared;
  if (declared === 'Any') return written;
  const [one, other] = [feelTypeOf(declared), feelTypeOf(written)];
  if (one === other) return narrowedType(declared, written);
  report.add('VARIABLE_TYPES_DIFFER', xml, { name, declared: one, written: other });
  return declared;
}

/** Where the forms are not at hand, a name may be a field of one of them. */
function hasUnknownForm(process: ProcessDraft, c: Compilation): boolean {
  if (c.formsAreGiven) return false;
  return process.containers.some(({ nodes }) => nodes.some(({ xml }) => c.foreign.setting(xml, 'form') !== undefined));
}

function innerNames(container: ContainerDraft, parent: ContainerDraft, c: Compilation): Names {
  const outer = container.activity ? activityNames(container.activity, parent.names, c).local : parent.names;
  return extended(
    outer,
    container.variables.map((variable) => [variable.name, seenType(variable)] as const),
  );
}
