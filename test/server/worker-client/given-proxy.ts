import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between a worker and the server that can fail. */
export interface Proxy {
  readonly url: string;
  /** Connections that are open on either side. */
  readonly open: number;
  /** How many answers were lost. */
  readonly lost: number;
  /** The next request that holds this text reaches the server, and its answer nobody. */
  loseAnswerTo(text: string): void;
  cutAll(): void;
  close(): Promise<void>;
}

/** @param target address of the server, asked for each connection */
export async function givenProxy(target: () => string): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let losing: string | null = null;
  let lost = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(target()).port), '127.0.0.1');
    let cut = false;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (chunk) => {
      if (losing !== null && chunk.toString().includes(losing)) cut = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!cut) return void client.write(chunk);
      lost += 1;
      losing = null;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get open() {
      return sockets.size;
    },
    get lost() {
      return lost;
    },
    loseAnswerTo: (text) => void (losing = text),
    cutAll,
    async close() {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
