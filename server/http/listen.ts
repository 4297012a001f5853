import { createServer, type RequestListener, type Server } from 'node:http';
import { Server as NetServer, type AddressInfo, type Socket } from 'node:net';

import { refuseConnection } from './refuse-connection.js';

export interface Listening {
  readonly port: number;
  /**
   * Takes no new connections and lets the requests under way finish, until the time is up or `hasten` is aborted.
   * @param timeout milliseconds
   * @returns how many connections were cut in the end
   */
  close(timeout: number, hasten: AbortSignal): Promise<number>;
}

const NO_IPV6: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/** One address that is listened on, with the requests under way on each connection. */
interface Listener {
  readonly server: Server;
  readonly connections: Map<Socket, Connection>;
}

interface Connection {
  readonly requests: number;
  /** When it was opened or answered last, by the monotonic clock. */
  readonly since: number;
}

/**
 * Listens on the loopback addresses only, so that `localhost` works whichever of the two it means.
 * @param port 0 for a free one
 * @throws Error with code EADDRINUSE when another program has the port, EACCES when it is not allowed
 */
export async function listenOnLoopback(app: RequestListener, port: number): Promise<Listening> {
  const first = await listen(app, port, '127.0.0.1');
  const taken = (first.server.address() as AddressInfo).port;
  const listeners = [first];
  try {
    listeners.push(await listen(app, taken, '::1'));
  } catch (error) {
    if (!NO_IPV6.has((error as NodeJS.ErrnoException).code)) {
      await close(first, 0, AbortSignal.abort());
      throw error;
    }
  }
  return {
    port: taken,
    async close(timeout, hasten) {
      const cut = await Promise.all(listeners.map((listener) => close(listener, timeout, hasten)));
      return cut.reduce((sum, one) => sum + one, 0);
    },
  };
}

function listen(app: RequestListener, port: number, host: string): Promise<Listener> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);
  server.on('checkContinue', app); // whoever asks first whether to send a body is told by the route
  server.on('clientError', refuseConnection);
  const connections = countRequests(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve({ server, connections });
    });
  });
}

/** Node counts a connection that has never sent anything as busy; a browser opens such ones in advance. */
function countRequests(server: Server): Map<Socket, Connection> {
  const connections = new Map<Socket, Connection>();
  const add = (socket: Socket, more: number): void => {
    const before = connections.get(socket);
    if (before) connections.set(socket, { requests: before.requests + more, since: performance.now() });
  };
  server.on('connection', (socket) => {
    connections.set(socket, { requests: 0, since: performance.now() });
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });
  return connections;
}

const SWEEP = 25;
/** A connection that was just opened may have a request on its way. */
const LINGER = 250;

async function close({ server, connections }: Listener, timeout: number, hasten: AbortSignal): Promise<number> {
  let cut = 0;
  const closeIdle = (linger: number): void => {
    const now = performance.now();
    for (const [socket, { requests, since }] of connections)
      if (requests === 0 && now - since >= linger) socket.destroySoon();
  };
  const cutOff = (): void => {
    closeIdle(0);
    const busy = [...connections].filter(([, { requests }]) => requests > 0);
    cut = Math.max(cut, busy.length);
    for (const [socket] of busy) socket.destroy();
  };
  const late = setTimeout(cutOff, timeout);
  const sweep = setInterval(() => closeIdle(LINGER), SWEEP);
  if (hasten.aborted) cutOff();
  else hasten.addEventListener('abort', cutOff);
  await stopListening(server);
  clearTimeout(late);
  clearInterval(sweep);
  hasten.removeEventListener('abort', cutOff);
  return cut;
}

/**
 * Closes right after connections were accepted, so that none that the system has completed is thrown away unseen; and
 * without what Node's own `close` does besides, which is to cut idle connections whether or not a request has just come.
 */
const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() =>
      NetServer.prototype.close.call(server, () => {
        server.close(); // nothing is left to cut: ends Node's watch over connections
        resolve();
      }),
    );
  });
