import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters of a hash: 128 bits of SHA-256. */
const LENGTH = 32;

/** Content hash of a text, in hexadecimal: names models and environments. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, LENGTH);
}
