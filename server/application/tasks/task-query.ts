import type { Instant } from '../../../engine/index.js';
import { parseKey } from '../keys.js';
import type { TaskFilter, TaskOrder, TaskState, TimeRange } from '../ports.js';

/** As Camunda 8 writes it: from, after, until and before, each ISO 8601 with offset. */
export interface DateQuery {
  readonly $gte?: string;
  readonly $gt?: string;
  readonly $lte?: string;
  readonly $lt?: string;
}

export interface TaskQuery {
  readonly state?: TaskState;
  readonly processInstanceKey?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly elementId?: string;
  readonly assignee?: string;
  readonly isAssigned?: boolean;
  readonly candidateGroup?: string;
  readonly serviceLevel?: string;
  readonly late?: boolean;
  readonly businessKey?: string;
  readonly creationDate?: DateQuery;
  /** When it ended, completed or cancelled. */
  readonly completionDate?: DateQuery;
}

export interface TaskSort {
  readonly field: 'creationDate' | 'completionDate';
  readonly order?: 'ASC' | 'DESC';
}

/** @throws ApplicationError INSTANCE_NOT_FOUND, PROCESS_NOT_FOUND for what is no key */
export function taskFilter(query: TaskQuery): TaskFilter {
  const { processInstanceKey, processDefinitionId, processDefinitionKey, elementId, ...more } = query;
  const { creationDate, completionDate, ...rest } = more;
  return {
    ...rest,
    ...(processInstanceKey !== undefined && { instanceKey: parseKey(processInstanceKey, 'INSTANCE_NOT_FOUND') }),
    ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
    ...(processDefinitionKey !== undefined && { definitionKey: parseKey(processDefinitionKey, 'PROCESS_NOT_FOUND') }),
    ...(elementId !== undefined && { element: elementId }),
    ...(creationDate && { created: timeRange(creationDate) }),
    ...(completionDate && { ended: timeRange(completionDate) }),
  };
}

export const taskOrder = ({ field, order = 'ASC' }: TaskSort): TaskOrder => ({
  by: field === 'creationDate' ? 'created' : 'ended',
  descending: order === 'DESC',
});

function timeRange({ $gte, $gt, $lte, $lt }: DateQuery): TimeRange {
  const asked: Readonly<Record<keyof TimeRange, string | undefined>> = { gte: $gte, gt: $gt, lte: $lte, lt: $lt };
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, text]): [string, Instant][] =>
      text === undefined ? [] : [[name, Date.parse(text)]],
    ),
  );
}
