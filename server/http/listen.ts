import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  /** Takes no new requests, lets the ones under way finish for a while, and closes. */
  close(): Promise<void>;
}

const GRACE = 5000;
const NO_IPV6: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/**
 * Listens on the loopback addresses only, so that `localhost` works whichever of the two it means.
 * @param port 0 for a free one
 * @throws Error with code EADDRINUSE when another program has the port, EACCES when it is not allowed
 */
export async function listenOnLoopback(app: RequestListener, port: number): Promise<Listening> {
  const first = await listen(app, port, '127.0.0.1');
  const taken = (first.address() as AddressInfo).port;
  const servers = [first];
  try {
    servers.push(await listen(app, taken, '::1'));
  } catch (error) {
    if (!NO_IPV6.has((error as NodeJS.ErrnoException).code)) {
      await close(first);
      throw error;
    }
  }
  return { port: taken, close: async () => void (await Promise.all(servers.map(close))) };
}

function listen(app: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, app);
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
