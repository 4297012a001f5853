import type { ApiClient } from '../../../server/cli/scenario/http/api-client.js';
import { WorldRefusal } from '../../../server/cli/scenario/scenario-world.js';
import type { CrashingWorld } from './crashing-world.js';

/** More than any play needs: a command that never gets through ends the play. */
const ATTEMPTS = 100;

/**
 * A client as the API asks for: each command has a key of its own, and one that is not answered is sent again under it
 * when the server is back.
 */
export function retryingClient(world: CrashingWorld): ApiClient {
  let commands = 0;
  const client: ApiClient = {
    async request(method, path, body, person) {
      const headers = {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(person !== undefined && { 'X-Demo-Person': person, 'Idempotency-Key': `command-${(commands += 1)}` }),
      };
      const request = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const answer = await answered(world.baseUrl + path, request);
        if (!answer) continue;
        const { status, text } = answer;
        if (!world.isDead) return answerOf(status, text, `${method} ${path}`);
        await world.goOn();
      }
      throw new Error(`${method} ${path}: no answer after ${ATTEMPTS} attempts`);
    },
    async search(path, filter) {
      const found: unknown[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = { limit: 1000, ...(after !== undefined && { after }) };
        const answer = (await client.request('POST', path, { filter, page })) as Page;
        found.push(...answer.items);
        after = answer.page.endCursor;
      }
      return found;
    },
    within: () => client,
  };
  return client;
}

/** A connection that breaks is no answer either. */
async function answered(url: string, request: RequestInit): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

interface Page {
  readonly items: readonly unknown[];
  readonly page: { readonly endCursor: string | null };
}

function answerOf(status: number, text: string, asked: string): unknown {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (status < 300) return body;
  const { code = `HTTP_${status}` } = (body ?? {}) as { code?: string };
  if (status < 500) throw new WorldRefusal(code);
  throw new Error(`${asked} was answered ${status} ${code}`);
}
