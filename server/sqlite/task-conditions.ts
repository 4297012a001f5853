import type { TaskFilter, TimeRange } from '../application/ports.js';
import type { Condition } from './cursor.js';

/** What a search of tasks asks for; `t` is the task and `i` its instance. */
export const taskConditions = (filter: TaskFilter): readonly Condition[] => [
  // written out for the open ones, so that their partial index serves
  filter.state === 'CREATED' ? "t.state = 'CREATED'" : filter.state !== undefined && 't.state = @state',
  filter.instanceKey !== undefined && 't.instance_key = @ofInstance',
  filter.processId !== undefined && 'i.process_id = @processId',
  filter.definitionKey !== undefined && 'i.definition_key = @definitionKey',
  filter.element !== undefined && 't.element = @element',
  filter.assignee !== undefined && 't.assignee = @assignee',
  filter.isAssigned !== undefined && (filter.isAssigned ? 't.assignee IS NOT NULL' : 't.assignee IS NULL'),
  filter.candidateGroup !== undefined && 't.candidate_group = @candidateGroup',
  filter.serviceLevel !== undefined && 't.service_level = @serviceLevel',
  filter.late !== undefined && (filter.late ? 't.late = 1' : 't.late = 0'),
  filter.businessKey !== undefined && 'i.business_key = @businessKey',
  ...rangeOf('t.created_at', 'created', filter.created),
  ...rangeOf('t.ended_at', 'ended', filter.ended),
];

const COMPARED = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;
const COMPARISONS = Object.keys(COMPARED) as readonly (keyof TimeRange)[];

const rangeOf = (column: string, name: string, range: TimeRange = {}): readonly Condition[] =>
  COMPARISONS.map((one) => range[one] !== undefined && `${column} ${COMPARED[one]} @${name}_${one}`);

/** What those conditions compare with. */
export const taskBindings = ({ instanceKey, created, ended, ...filter }: TaskFilter) => ({
  ...filter,
  ofInstance: instanceKey,
  ...boundOf('created', created),
  ...boundOf('ended', ended),
});

const boundOf = (name: string, range: TimeRange = {}) =>
  Object.fromEntries(COMPARISONS.map((one) => [`${name}_${one}`, range[one]]));
