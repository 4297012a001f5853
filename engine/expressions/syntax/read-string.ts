const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([^]))/g;
const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" };

/** The text of a quoted literal (DMN 1.3, 10.3.1.2, rules 33 and 64); an unknown escape keeps its backslash. */
export function readString(quoted: string): string {
  return quoted.slice(1, -1).replace(ESCAPE, (whole, unit?: string, point?: string, simple?: string) => {
    if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
    if (point !== undefined) return parseInt(point, 16) > 0x10ffff ? whole : String.fromCodePoint(parseInt(point, 16));
    return SIMPLE[simple ?? ''] ?? whole;
  });
}
