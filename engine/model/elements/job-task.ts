import type { NodeDraft } from '../draft/drafts.js';
import { messageTrigger } from '../events/triggers.js';
import type { JobTaskModel } from '../executable-model.js';
import { type ActivityBase, messagePlace } from './activity-base.js';
import type { NodeContext } from './node-context.js';
import type { ActivityNames } from './node-names.js';

const DEFAULT_RETRIES = 3;
const MOST_RETRIES = 100;

/** A service or send task: a job for a worker by its topic, else a message that it throws. */
export function jobTask(
  node: NodeDraft,
  type: JobTaskModel['type'],
  base: ActivityBase,
  names: ActivityNames,
  c: NodeContext,
): JobTaskModel | undefined {
  const { xml } = node;
  const retries = retriesOf(node, c);
  const topic = c.foreign.setting(xml, 'topic');
  if (topic) return { ...base, type, topic, retries };
  const sent = c.messages.of(xml);
  if (!sent) c.report.add('TASK_WITHOUT_WORK', xml);
  const message = sent && messageTrigger(sent, messagePlace(node, names.local, true), c);
  return message && { ...base, type, retries, message };
}

function retriesOf({ xml }: NodeDraft, c: NodeContext): number {
  const retries = c.foreign.setting(xml, 'retries') ?? DEFAULT_RETRIES;
  if (!Number.isInteger(retries) || retries < 1 || retries > MOST_RETRIES) {
    c.report.add('RETRIES_NOT_VALID', xml, { most: MOST_RETRIES });
  }
  return retries;
}
