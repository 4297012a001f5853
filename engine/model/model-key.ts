import type { CompileOptions } from './compile-options.js';
import { hashText } from './hash-text.js';

/** Content hash of a BPMN text with its forms, decisions and zone: equal content has one key, whatever the order of its parts. */
export function modelKey(xml: string, options: CompileOptions, zone: string): string {
  const content = `${xml}\n${canonical(options.forms ?? {})}\n${canonical([...(options.decisions ?? [])].sort())}\n${zone}`;
  return hashText(content);
}

/** JSON with the members of objects in the order of their names. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
