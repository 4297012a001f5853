/** `x` and `${x}` name the variable x; anything more is an expression of another language. */
export function plainName(text: string): string | undefined {
  const inner = /^\s*[$#]\{\s*([\w-]+)\s*\}\s*$/.exec(text)?.[1] ?? text.trim();
  return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(inner) || /^\d+$/.test(inner) ? inner : undefined;
}
