import type { PageRequest } from '../ports.js';
import type { Services } from '../services.js';
import { filterOf, instanceAnswer, type InstanceStateName } from './instance-answer.js';

export interface InstanceQuery {
  readonly processDefinitionId?: string;
  readonly businessKey?: string;
  readonly state?: InstanceStateName;
  readonly hasIncident?: boolean;
  readonly archived?: boolean;
}

export async function searchInstances({ store }: Services, query: InstanceQuery, page: PageRequest) {
  const { processDefinitionId, businessKey, state, hasIncident, archived } = query;
  const found = await store.searchInstances(
    {
      ...(processDefinitionId !== undefined && { processId: processDefinitionId }),
      ...(businessKey !== undefined && { businessKey }),
      ...(state !== undefined && filterOf(state)),
      ...(hasIncident !== undefined && { hasIncident }),
      ...(archived !== undefined && { archived }),
    },
    page,
  );
  return { items: found.items.map(instanceAnswer), page: { endCursor: found.endCursor } };
}
