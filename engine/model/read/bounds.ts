/** Size of a BPMN text in bytes of UTF-8, at most. */
export const MAX_BYTES = 2_000_000;
/** Elements of BPMN (flow nodes, flows, data, lanes, root elements), at most. */
export const MAX_ELEMENTS = 5_000;
/** Nesting of XML elements, at most: a process is at 2, an element of it at 3. */
export const MAX_DEPTH = 50;
/** XML elements of every kind (diagram and extensions too), and attributes of one element, at most. */
export const MAX_TAGS = 60_000;
export const MAX_ATTRIBUTES = 100;
/** Names that the expressions of one process can read, at most. */
export const MAX_VARIABLES = 5_000;
/** Incoming flows of inclusive and complex joins times elements of their scope, at most. */
export const MAX_REACH = 400_000;

/** What is wrong with the shape of an XML text, seen before anything parses it. */
export type BoundsProblem =
  | 'TEXT_TOO_LARGE'
  | 'DOCTYPE_NOT_ALLOWED'
  | 'NESTED_TOO_DEEPLY'
  | 'TOO_MANY_TAGS'
  | 'TOO_MANY_ATTRIBUTES'
  | 'XML_NOT_CLOSED';

/**
 * One scan of the raw text that refuses what could exhaust a parser: size, DOCTYPE (and with it entities), depth,
 * number of elements, number of attributes. Text, comments and CDATA are skipped.
 */
export function boundsProblem(xml: string): BoundsProblem | undefined {
  if (isLargerThan(xml, MAX_BYTES)) return 'TEXT_TOO_LARGE';
  let depth = 0;
  let tags = 0;
  let at = xml.indexOf('<');
  while (at !== -1) {
    const next = xml.charCodeAt(at + 1);
    let end: number;
    if (next === 0x21 /* ! */) {
      end = skipDeclaration(xml, at);
      if (end === DOCTYPE) return 'DOCTYPE_NOT_ALLOWED';
    } else if (next === 0x3f /* ? */) {
      end = after(xml, '?>', at);
    } else if (next === 0x2f /* / */) {
      depth -= 1;
      end = after(xml, '>', at);
    } else {
      const tag = readTag(xml, at + 1);
      if (tag.attributes > MAX_ATTRIBUTES) return 'TOO_MANY_ATTRIBUTES';
      if (++tags > MAX_TAGS) return 'TOO_MANY_TAGS';
      if (!tag.selfClosing && ++depth > MAX_DEPTH) return 'NESTED_TOO_DEEPLY';
      end = tag.end;
    }
    if (end === NOT_CLOSED) return 'XML_NOT_CLOSED';
    at = xml.indexOf('<', end);
  }
  return undefined;
}

const NOT_CLOSED = -1;
const DOCTYPE = -2;

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? NOT_CLOSED : found + mark.length;
}

function skipDeclaration(xml: string, at: number): number {
  if (xml.startsWith('<!--', at)) return after(xml, '-->', at + 4);
  if (xml.startsWith('<![CDATA[', at)) return after(xml, ']]>', at + 9);
  return DOCTYPE;
}

/** Reads a start tag from behind its `<`, with respect for quotes. */
function readTag(xml: string, from: number): { end: number; attributes: number; selfClosing: boolean } {
  let attributes = 0;
  let at = from;
  for (;;) {
    const code = xml.charCodeAt(at);
    if (Number.isNaN(code)) return { end: NOT_CLOSED, attributes, selfClosing: false };
    if (code === 0x3e /* > */) return { end: at + 1, attributes, selfClosing: xml.charCodeAt(at - 1) === 0x2f };
    if (code === 0x22 /* " */ || code === 0x27 /* ' */) {
      attributes += 1;
      at = xml.indexOf(code === 0x22 ? '"' : "'", at + 1);
      if (at === -1) return { end: NOT_CLOSED, attributes, selfClosing: false };
    }
    at += 1;
  }
}

/** True where the text has more bytes in UTF-8; counts only where the number of characters leaves it open. */
function isLargerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  if (text.length * 3 <= bytes) return false;
  let size = 0;
  for (let at = 0; at < text.length; at++) size += utf8Bytes(text.charCodeAt(at));
  return size > bytes;
}

/** Bytes of one UTF-16 unit: a surrogate is half of a character of four bytes. */
function utf8Bytes(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
