import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: { readonly type: string; readonly data: Readonly<Record<string, string>> };
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** How many requests it has had, whatever it has answered. */
  readonly asked: number;
  /** What it answers from now on; `hang` answers nothing. */
  answer: number | 'hang';
  readonly headers: Record<string, string>;
  stop(): Promise<void>;
}

/** A real receiver of webhooks on this machine. What it answers by 2xx it has received. */
export async function givenReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = { answer: 204 as Receiver['answer'], headers: {}, asked: 0 };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      receiver.asked += 1;
      if (receiver.answer === 'hang') return;
      const body = Buffer.concat(pieces).toString('utf8');
      const headers = request.headers as Record<string, string>;
      if (receiver.answer < 300) received.push({ headers, body, event: JSON.parse(body) });
      response.writeHead(receiver.answer, receiver.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
