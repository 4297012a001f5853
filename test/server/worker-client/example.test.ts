import { expect } from 'chai';

import { sendLetters } from '../../../server/worker-client/examples/send-letters.js';
import { givenServer, type TestServer } from '../given-server.js';

describe('The example of a worker', () => {
  let server: TestServer;

  before(async () => {
    server = await givenServer();
  });
  after(() => server.stop());

  it('sends the letter whose address is known, and leaves the other to a person', async () => {
    const said: string[] = [];
    await sendLetters(server.url, (line) => said.push(line));
    expect(said.map((line) => line.replace(/^\S+: /, '')).sort()).to.deep.equal([
      'the address is unknown',
      'the letter is sent',
      'the worker has stopped',
    ]);
    const filter = { processDefinitionId: 'example-letters' };
    const { items: tasks } = (await server.api.post('/v2/user-tasks/search', { filter })).body;
    expect(tasks.map(({ elementId }: { elementId: string }) => elementId)).to.deep.equal(['Task_FindAddress']);
    const { items: instances } = (await server.api.post('/v2/process-instances/search', { filter })).body;
    // both were started at once: either may have come first
    expect(instances.map(({ state }: { state: string }) => state).sort()).to.deep.equal(['ACTIVE', 'COMPLETED']);
  });
});
