import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters of a content hash: 128 bits of SHA-256. */
const LENGTH = 32;

/** Names a text by its content: SHA-256 of its UTF-8, first 32 hexadecimal digits. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, LENGTH);
}
