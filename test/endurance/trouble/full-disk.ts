import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { apiAt, eventually } from '../../server/given-server.js';
import { deploy, start } from '../../server/models.js';
import type { Setup } from '../check.js';
import { childServers } from '../child-server.js';
import { course, courseForms } from '../models.js';

/** A server process on a small file system of its own that is filled up; only where this user may mount one. */
export async function onFullDisk({ entry }: Setup, fail: (failure: string) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'samlop-full-'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    return 'not tried: this user may not mount a file system';
  }
  mkdirSync(join(folder, 'data'), { recursive: true });
  const servers = childServers({ entry, folder });
  try {
    const { url } = await servers.start();
    const api = apiAt(url);
    await deploy(api, course, { forms: courseForms });
    await start(api, 'Course', { businessKey: 'before' });
    fill(folder);
    const acknowledged: string[] = [];
    let refused = 0;
    for (let number = 0; number < 200 && refused < 20; number++) {
      const body = { processDefinitionId: 'Course', businessKey: `patient-${number}` };
      const { status, headers } = await api.post('/v2/process-instances', body, {
        'Idempotency-Key': `start-${number}`,
      });
      if (status === 201) acknowledged.push(body.businessKey);
      else if (status === 503 && headers.get('Retry-After')) refused += 1;
      else fail(`a start was answered ${status}`);
    }
    if (refused === 0) fail('the disk was never full');
    const ready = await api.get('/readyz');
    if (ready.status !== 503) fail(`the server says that it is ready: ${ready.status}`);
    rmSync(join(folder, 'filler'));
    await eventually(
      async () => (await api.get('/readyz')).status,
      (status) => status === 200,
      10_000,
    ).catch(() => fail('the server does not become ready again'));
    acknowledged.push('after');
    await start(api, 'Course', { businessKey: 'after' });
    for (const businessKey of acknowledged) {
      const found = await api.post('/v2/process-instances/search', { filter: { businessKey } });
      const { items } = found.body as { items: unknown[] };
      if (items.length !== 1) fail(`${businessKey} was acknowledged and is there ${items.length} times`);
    }
    return `${refused} refused, ${acknowledged.length} acknowledged`;
  } finally {
    await servers.close();
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Not a byte is left. */
function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
}
