import { count, key, list, named, object, string, timestamp, truth } from '../schema.js';
import { serviceLevel } from './user-task.js';

export const clock = named('Clock', object({ timestamp, trusted: truth }));

export const demoPeople = named(
  'DemoPeople',
  object({
    items: list(
      object({
        id: key('What `X-Demo-Person` takes.', 'ward-nurse'),
        name: string,
        role: object({ nb: string, nn: string, en: string }),
        unit: string,
        'serviceLevel?': serviceLevel,
        candidateGroups: list(string),
      }),
    ),
  }),
);

export const statistics = named(
  'Statistics',
  object({
    userTasks: list(object({ 'candidateGroup?': string, 'serviceLevel?': serviceLevel, late: truth, open: count })),
    assignees: list(object({ assignee: string, open: count })),
    processDefinitions: list(object({ processDefinitionId: string, activeInstances: count, activeIncidents: count })),
  }),
);

export const demoWorld = named(
  'DemoWorld',
  object({ id: key('Id of the world.', 'bL8w1n0aZ2Qx'), baseUrl: string, timestamp }),
);
