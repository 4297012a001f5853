import type { Instant } from '../../../../engine/index.js';
import { UsageError } from '../../command.js';
import type { PathwayFolder } from '../../library/pathway-folder.js';
import { WorldRefusal, type Actor } from '../scenario-world.js';
import type { ApiClient } from './api-client.js';

/** A fresh demo world of a server: its own database, and a clock that stands still until it is set. */
export interface DemoWorld {
  readonly api: ApiClient;
  readonly people: readonly Actor[];
  readonly close: () => Promise<void>;
}

/**
 * Opens a demo world and deploys the library in it; what the server has deployed unchanged keeps its version.
 * @throws UsageError where the server is not in demo mode, has too many worlds open, or refuses a pathway
 */
export async function openDemoWorld(
  server: ApiClient,
  library: readonly PathwayFolder[],
  begins: Instant,
): Promise<DemoWorld> {
  const opened = (await opening(server, begins)) as { readonly baseUrl: string };
  const api = server.within(opened.baseUrl);
  const close = async (): Promise<void> => void (await server.request('DELETE', opened.baseUrl));
  try {
    const people = await peopleOf(api);
    const owner = people.find(({ candidateGroups }) => candidateGroups.includes('pathway-owner')) ?? people[0];
    for (const folder of library) await deploy(api, folder, owner.id);
    return { api, people, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

async function opening(server: ApiClient, begins: Instant): Promise<unknown> {
  try {
    return await server.request('POST', '/demo/worlds', { begins: new Date(begins).toISOString() });
  } catch (error) {
    if (!(error instanceof WorldRefusal)) throw error;
    if (error.code === 'TOO_MANY_WORLDS')
      throw new UsageError('the server has too many demo worlds open; try again later.');
    throw new UsageError(
      `the server opens no demo world (${error.code}). Scenarios can be played on a server in demo mode only.`,
    );
  }
}

async function peopleOf(api: ApiClient): Promise<readonly [Actor, ...Actor[]]> {
  const { items } = (await api.request('GET', '/v2/demo-people')) as { readonly items: readonly Actor[] };
  const [first, ...others] = items;
  if (!first) throw new UsageError('the server has no demo people.');
  return [first, ...others];
}

async function deploy(api: ApiClient, folder: PathwayFolder, person: string): Promise<void> {
  const values = (files: PathwayFolder['forms']) =>
    Object.fromEntries(Object.entries(files).map(([id, file]) => [id, file.value]));
  for (const diagram of folder.diagrams) {
    const deployment = {
      name: folder.id,
      bpmn: diagram.text,
      forms: values(folder.forms),
      decisions: folder.decisions.map((file) => file.text),
      texts: values(folder.texts),
    };
    try {
      await api.request('POST', '/v2/deployments', deployment, person);
    } catch (error) {
      if (!(error instanceof WorldRefusal)) throw error;
      throw new UsageError(`${diagram.path}: the server refuses it: ${[error.code, ...error.reasons].join('; ')}`);
    }
  }
}
