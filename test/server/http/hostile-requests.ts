import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

import type { Answer } from '../given-server.js';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

const AGENT = new Agent({ keepAlive: true, maxSockets: 4 });

export const closeConnections = (): void => AGENT.destroy();

/** A request as it is, without what a well-behaved client would mend. */
export function send(port: string, sent: Sent): Promise<Answer> {
  const { method, path, headers = {}, body } = sent;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const one = request(
      {
        agent: AGENT,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { Host: 'localhost', ...length, ...headers },
        insecureHTTPParser: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            const text = Buffer.concat(chunks).toString();
            const type = response.headers['content-type'] ?? '';
            resolve({
              status: response.statusCode ?? 0,
              headers: new Headers({
                'Content-Type': type,
                ...(response.headers.allow !== undefined && { Allow: response.headers.allow }),
              }),
              body: text === '' ? undefined : /json/.test(type) ? JSON.parse(text) : text,
            });
          });
      },
    );
    // a kept connection may have been closed for its age just when it was taken again
    one.on('error', (error) => {
      if (one.reusedSocket) void send(port, sent).then(resolve, reject);
      else reject(error);
    });
    one.end(body);
  });
}

/** Bytes on a connection as they are; what comes back until the other side closes it, or for a second. */
export function sendRaw(port: string, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    const done = (): void => {
      clearTimeout(late);
      socket.destroy();
      resolve(got);
    };
    const late = setTimeout(done, 1000);
    socket.on('data', (chunk) => {
      got += String(chunk);
      if (/\r\n\r\n\{.*\}/s.test(got)) done();
    });
    socket.on('close', done).on('error', () => undefined);
  });
}

export interface Streamed {
  /** Answer to a body that does not end. */
  readonly status: number;
  /** What had been sent when it came. */
  readonly bytes: number;
}

/** Sends a body in pieces until it is answered or has reached its size. */
export function stream(
  port: string,
  path: string,
  method: string,
  size: number,
  headers: OutgoingHttpHeaders,
): Promise<Streamed> {
  return new Promise((resolve) => {
    const piece = Buffer.alloc(65_536, 'x');
    let bytes = 0;
    const one = request(
      { agent: false, host: '127.0.0.1', port, method, path, headers: { Host: 'localhost', ...headers } },
      (response) => {
        resolve({ status: response.statusCode ?? 0, bytes });
        one.destroy();
      },
    );
    one.on('error', () => undefined);
    const more = (): void => {
      while (bytes < size && !one.destroyed) {
        bytes += piece.length;
        if (!one.write(piece)) return;
      }
      if (!one.destroyed) one.end();
    };
    one.on('drain', more);
    one.write('{"filler":"');
    more();
  });
}
