import type { InstanceState } from '../../engine/index.js';
import type { StateRow } from './change.js';

/**
 * The state of an instance as it is written. Made into text as soon as the step is done: as an object it would outlive the
 * garbage collector's first passes while it waits for the disk, and cost more there than it took to make.
 */
export const stateRow = (state: InstanceState): StateRow => ({
  status: state.status,
  process: state.process,
  businessKey: state.businessKey ?? null,
  suspended: state.suspended === true,
  incidents: state.incidents.length,
  text: JSON.stringify(state),
});
