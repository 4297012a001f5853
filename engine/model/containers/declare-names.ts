import type { Compilation } from '../compilation.js';
import { containerVariables, type DataObjectNames, seenType } from '../data/data-catalogue.js';
import { extended, openNames } from '../data/layered-names.js';
import { joinTypes } from '../data/feel-type-names.js';
import { writtenNames } from '../data/written-names.js';
import type { ContainerDraft, Names, ProcessDraft } from '../draft/drafts.js';
import { MAX_VARIABLES } from '../read/bounds.js';
import { activityNames } from '../elements/node-names.js';

/** Fills in what can be read in every container of a process, from outside in. */
export function declareNames(process: ProcessDraft, c: Compilation, data: DataObjectNames): void {
  for (const container of process.containers) container.variables = containerVariables(container, data, c.report);
  const written = writtenNames(process, c, data);
  for (const container of process.containers) {
    container.names = container.parent
      ? innerNames(container, container.parent, c)
      : processNames(container, written, c);
  }
}

/** What the process declares, and what its elements write; a declaration says the type. */
function processNames(container: ContainerDraft, written: Names, c: Compilation): Names {
  const names = new Map(written);
  const declaredHere = container.process.containers.reduce((sum, { variables }) => sum + variables.length, 0);
  if (names.size + declaredHere > MAX_VARIABLES)
    c.report.add('TOO_MANY_VARIABLES', container.xml, { limit: MAX_VARIABLES });
  for (const variable of container.variables) {
    const declared = seenType(variable);
    const found = names.get(variable.name);
    if (found !== undefined && declared !== 'Any' && joinTypes(found, declared) === 'Any' && found !== 'Any') {
      c.report.add('VARIABLE_TYPES_DIFFER', container.xml, { name: variable.name, declared, written: found });
    }
    names.set(variable.name, declared === 'Any' && found !== undefined ? found : declared);
  }
  return hasUnknownForm(container.process, c) ? openNames(names) : names;
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
