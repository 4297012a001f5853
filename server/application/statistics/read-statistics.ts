import type { Services } from '../services.js';

/** How many tasks, instances and incidents there are now. */
export async function readStatistics({ store }: Services) {
  const { tasks, assignees, processes } = await store.statistics();
  return {
    userTasks: tasks.map(({ candidateGroup, serviceLevel, late, open }) => ({
      ...(candidateGroup !== null && { candidateGroup }),
      ...(serviceLevel !== null && { serviceLevel }),
      late,
      open,
    })),
    assignees: [...assignees],
    processDefinitions: processes.map(({ processId, running, incidents }) => ({
      processDefinitionId: processId,
      activeInstances: running,
      activeIncidents: incidents,
    })),
  };
}
