import type { Ajv } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats.js';

const OFFSET = /^\S+T\S+(?:Z|[+-]\d\d:\d\d)$/i;

const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const DECIMAL_DIGITS = 34;

/** JSON Schema's formats; a date-time needs its offset, as RFC 3339 says and ajv-formats 2.1 does not check. */
export function addStrictFormats(ajv: Ajv | Ajv2020): void {
  formats.default(ajv);
  const lenient = fullFormats['date-time'] as { validate: (text: string) => boolean };
  ajv.addFormat('date-time', {
    type: 'string',
    validate: (text: string) => OFFSET.test(text) && lenient.validate(text),
  });
  ajv.addFormat('decimal', { type: 'string', validate: isDecimal });
}

/** An exact decimal number as text, of at most 34 digits, as FEEL has them (DMN 1.3, 10.3.2.3.1): `0.10`. */
function isDecimal(text: string): boolean {
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return text.length <= 100 && DECIMAL.test(text) && digits.length <= DECIMAL_DIGITS;
}
