import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect } from 'chai';
import express from 'express';

import type { FeedFollower } from '../../../server/application/feed/follow-feed.js';
import { sendEvents } from '../../../server/http/event-stream.js';
import { listenTo } from '../event-client.js';
import { eventually } from '../given-server.js';

const MEGABYTE = 'x'.repeat(1_000_000);

describe('A client of the stream of events that takes nothing in', () => {
  let server: Server;
  let asked = 0;
  let left = false;

  before((done) => {
    const endless: FeedFollower = {
      patience: 200,
      next: async () => {
        const id = String(++asked);
        return [{ id, event: { type: 'task.created', timestamp: '', data: { filler: MEGABYTE } } }];
      },
      close: () => void (left = true),
    };
    const app = express();
    app.get('/', (_request, response) => sendEvents(response, endless));
    server = createServer(app).listen(0, '127.0.0.1', done);
  });
  after((done) => void server.close(done));

  it('is cut off in a while, and nothing is gathered for it meanwhile', async () => {
    const client = await listenTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    client.pause();
    await eventually(
      async () => left,
      (gone) => gone,
    );
    // what the kernel has taken, and one message that waits; not what could have been read meanwhile
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).to.equal(before);
    expect(asked).to.be.lessThan(100);
    client.resume();
    await eventually(
      async () => client.ended,
      (ended) => ended === 'cut',
    );
    expect(client.heard.length).to.be.lessThan(asked);
  });
});
