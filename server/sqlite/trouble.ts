/** How long the store has not been able to write: what has lasted for long is over less soon. */
export interface Trouble {
  /** It could not. @returns milliseconds since it began */
  failed(): number;
  /** Something was written. */
  wrote(): void;
}

/** @param now milliseconds that pass; another clock for tests */
export function watchTrouble(now: () => number = () => performance.now()): Trouble {
  let since: number | undefined;
  return {
    failed() {
      since ??= now();
      return now() - since;
    },
    wrote: () => void (since = undefined),
  };
}
