import { ApplicationError } from '../application-error.js';
import { iso } from '../iso.js';
import { partKey } from '../keys.js';
import type { HistoryEntry, Part } from '../ports.js';
import type { Services } from '../services.js';

const PAGE = 5000;
const LAST = ['JobCompleted', 'JobCancelled'] as const;

/** Why there is no such job to answer: it was completed or cancelled, as its instance's history tells, or never was. */
export async function endedJob(services: Services, part: Part): Promise<ApplicationError> {
  const jobId = partKey(part);
  const end = await lastOf(services, part.instanceKey, ({ event }) =>
    LAST.some((type) => event.type === type && event.jobId === jobId),
  );
  if (!end) return new ApplicationError('JOB_NOT_FOUND');
  const { at, by, event } = end;
  return event.type === 'JobCompleted'
    ? new ApplicationError('JOB_ALREADY_COMPLETED', {
        current: { state: 'COMPLETED', completedBy: by, completionDate: iso(at) },
      })
    : new ApplicationError('JOB_CANCELLED', { current: { state: 'CANCELED', completionDate: iso(at) } });
}

/** Read only for an answer that came too late. */
async function lastOf(
  { store }: Services,
  instanceKey: number,
  isWanted: (entry: HistoryEntry) => boolean,
): Promise<HistoryEntry | undefined> {
  let found: HistoryEntry | undefined;
  for (let after = 0; ;) {
    const page = await store.history(instanceKey, after, PAGE);
    found = page.findLast(isWanted) ?? found;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return found;
    after = last.sequence;
  }
}
