/** Things of state with the numbers that they were given. */
export interface Numbered {
  readonly id: number;
}

/**
 * Position of a number in a list of state, -1 where it is not there. Numbers are given in order and things are put last,
 * so that every such list is in the order of its numbers.
 */
export function positionOf(list: readonly Numbered[], id: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = list[middle]?.id ?? 0;
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
