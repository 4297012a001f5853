/**
 * What is left of the bytes allowed, negative when it is too much or nested too deeply; stops counting there. A rough
 * measure of the JSON text.
 */
export function sizeOf(value: unknown, allowed: number, levels = Infinity): number {
  if (typeof value === 'string') return allowed - value.length - 2;
  if (typeof value !== 'object' || value === null) return allowed - 8;
  if (levels === 0) return -1;
  let left = allowed - 2;
  for (const key in value) {
    left = sizeOf((value as Record<string, unknown>)[key], left - key.length - 4, levels - 1);
    if (left < 0) return left;
  }
  return left;
}
