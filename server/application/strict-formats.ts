import type { Ajv } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const OFFSET = /^\S+T\S+(?:Z|[+-]\d\d:\d\d)$/i;

/** JSON Schema's formats; a date-time needs its offset, as RFC 3339 says and ajv-formats 2.1 does not check. */
export function addStrictFormats(ajv: Ajv | Ajv2020): void {
  formats.default(ajv);
  const lenient = fullFormats['date-time'] as { validate: (text: string) => boolean };
  ajv.addFormat('date-time', {
    type: 'string',
    validate: (text: string) => OFFSET.test(text) && lenient.validate(text),
  });
}
