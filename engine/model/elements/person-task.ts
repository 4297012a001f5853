import type { NodeDraft } from '../draft/drafts.js';
import { responsibilityOf, serviceLevelOf } from '../draft/lanes.js';
import type { AssignmentModel, TaskModel } from '../executable-model.js';
import { present } from '../present.js';
import type { ActivityBase } from './activity-base.js';
import type { NodeContext } from './node-context.js';

/** A user, manual or abstract task with its form and who does it. */
export function personTask(node: NodeDraft, type: TaskModel['type'], base: ActivityBase, c: NodeContext): TaskModel {
  const id = c.foreign.setting(node.xml, 'form');
  const form = id === undefined ? undefined : c.form(id, node.xml);
  return { ...base, type, assignment: assignmentOf(node, c), ...(form && { form }) };
}

/** Lane of the activity, else of the sub-process that it is in; its own attributes come before the lane's. */
function assignmentOf(node: NodeDraft, c: NodeContext): AssignmentModel {
  const lane = laneOf(node);
  const { participant } = node.container.process;
  const pool = lane ?? (participant ? responsibilityOf(participant, {}, c.report) : {});
  return present({
    lane: lane?.id,
    serviceLevel: serviceLevelOf(node.xml, c.report) ?? pool.serviceLevel,
    candidateGroup: c.foreign.setting(node.xml, 'candidateGroup') ?? pool.candidateGroup,
  });
}

function laneOf(node: NodeDraft) {
  for (let at: NodeDraft | undefined = node; at; at = at.container.activity) if (at.lane) return at.lane;
  return undefined;
}
