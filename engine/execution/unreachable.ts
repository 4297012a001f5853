/** Makes the compiler hold a switch to be exhaustive. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${typeof value}`);
}
