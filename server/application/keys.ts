import { ApplicationError, type ProblemCode } from './application-error.js';
import type { Part } from './ports.js';

const WHOLE = /^[1-9]\d{0,14}$/;

/** A key as people give it, to the store's number. @throws ApplicationError `code` where no such thing can exist */
export function parseKey(text: string, code: ProblemCode): number {
  if (!WHOLE.test(text)) throw new ApplicationError(code);
  return Number(text);
}

/** `42:7`: instance and number. */
export function parsePart(text: string, code: ProblemCode): Part {
  const [instance = '', number = '', ...rest] = text.split(':');
  if (rest.length > 0 || !WHOLE.test(instance) || !WHOLE.test(number)) throw new ApplicationError(code);
  return { instanceKey: Number(instance), number: Number(number) };
}

export const partKey = ({ instanceKey, number }: Part): string => `${instanceKey}:${number}`;

/** Number of a part from the engine's id of it. */
export const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf(':') + 1));
