import { connect, type Socket } from 'node:net';

/** One connection that is kept open; one request at a time, as a browser's would be. */
export interface Client {
  /** @returns status of the answer */
  send(request: Buffer): Promise<number>;
  close(): void;
}

/** A client that costs little beside what it measures: it reads of an answer only where it ends and its status. */
export async function openClient(port: number): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return clientOn(socket);
}

function clientOn(socket: Socket): Client {
  let received = '';
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    received += chunk;
    const end = endOf(received);
    if (end === null || !waiting) return;
    const status = Number(received.slice(9, 12));
    received = received.slice(end);
    const { resolve } = waiting;
    waiting = undefined;
    resolve(status);
  });
  socket.on('close', () => waiting?.reject(new Error('the connection was closed')));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** Where the first answer ends; null as long as it is not whole. */
function endOf(text: string): number | null {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? '0';
  const end = head + 4 + Number(length);
  return text.length >= end ? end : null;
}

/** The bytes of a command with a JSON body. */
export function requestOf(
  method: string,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Buffer {
  const content = JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(content)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${content}`);
}
