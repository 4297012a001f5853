import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { ApplicationError } from '../application/application-error.js';

/** What is read and thrown away of a body that is refused, so that its sender gets to read the answer. */
const PATIENCE = 8_000_000;

/**
 * The JSON that a request brings; undefined where it brings nothing. What is too large is refused as soon as that shows,
 * by its announced length or by what has come, and is never gathered.
 * @param most bytes
 * @throws ApplicationError MEDIA_TYPE_NOT_SUPPORTED, BODY_TOO_LARGE, JSON_NOT_VALID, REQUEST_NOT_VALID (broken off)
 */
export async function readJson(request: IncomingMessage, response: ServerResponse, most: number): Promise<unknown> {
  const { headers } = request;
  const announced = Number(headers['content-length'] ?? 0);
  if (announced === 0 && headers['transfer-encoding'] === undefined) return undefined;
  requireJson(headers['content-type'], headers['content-encoding']);
  if (announced > most) throw tooLarge(request, most);
  if (headers.expect !== undefined) response.writeContinue();
  const bytes = await gather(request, most);
  return bytes.length === 0 ? undefined : parse(bytes);
}

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function requireJson(type = '', encoding = 'identity'): void {
  if (type !== 'application/json' && !JSON_TYPE.test(type)) throw new ApplicationError('MEDIA_TYPE_NOT_SUPPORTED');
  if (encoding !== 'identity') throw new ApplicationError('MEDIA_TYPE_NOT_SUPPORTED');
}

function gather(request: IncomingMessage, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (): void => {
      request.off('data', take).off('end', end).off('error', broken).off('close', broken);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= most) return;
      stop();
      reject(tooLarge(request, most));
    };
    const end = (): void => {
      stop();
      const [first] = chunks;
      resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks, size));
    };
    const broken = (): void => {
      stop();
      request.on('error', () => undefined);
      reject(new ApplicationError('REQUEST_NOT_VALID'));
    };
    request.on('data', take).on('end', end).on('error', broken).on('close', broken);
  });
}

/** The rest is thrown away as it comes; a sender that does not stop is cut off. */
function tooLarge(request: IncomingMessage, most: number): ApplicationError {
  let left = PATIENCE;
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  return new ApplicationError('BODY_TOO_LARGE', { details: { most } });
}

/** JSON is UTF-8 (RFC 8259, 8.1): anything else is refused, not repaired. */
function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ApplicationError('JSON_NOT_VALID');
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = positionOf(error, text);
    throw new ApplicationError('JSON_NOT_VALID', position === undefined ? {} : { details: { position } });
  }
}

/** Where JSON breaks off or goes wrong, counted in characters from 0, as far as the parser tells. */
function positionOf(error: unknown, text: string): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const position = / at position (\d+)/.exec(error.message)?.[1];
  if (position !== undefined) return Number(position);
  return /^Unexpected end/.test(error.message) ? text.length : undefined;
}
