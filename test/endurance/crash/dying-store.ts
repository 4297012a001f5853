import type { Store } from '../../../server/application/ports.js';

/** Where a process dies at one of its writes: with it undone, or with it done and nobody told. */
export type Side = 'before' | 'after';

/**
 * Asked at each write, counted from 1 over all processes of a play.
 * @param what method of the store and what it is given, as text
 */
export type Plan = (write: number, what: string) => Side | undefined;

/**
 * Which methods of a store write, learned by watching: a play without a crash goes first, and whatever method changes a
 * row in it is one to die at. So a method that is new is tried by itself.
 */
export class WritingMethods {
  private readonly known = new Set(['commit']); // also of a store that answers before it writes

  includes(method: string): boolean {
    return this.known.has(method);
  }

  /** @param changes how many rows the connection has changed so far */
  async watch<T>(method: string, changes: () => number, call: () => Promise<T>): Promise<T> {
    const before = changes();
    const result = await call();
    if (changes() > before) this.known.add(method);
    return result;
  }
}

/** Thrown by everything that a dead process tries. */
export class ProcessDied extends Error {}

/** One process's hold on a store: it dies when the plan says so, and writes and reads nothing after that. */
export class Process {
  dead = false;

  constructor(
    private readonly methods: WritingMethods,
    private readonly changes: () => number,
    private readonly onWrite: (what: string) => Side | undefined,
  ) {}

  /** The store as this process sees it; only `close` reaches the file when it is dead. */
  holding(store: Store): Store {
    const hold = (name: string, call: (...args: never[]) => Promise<unknown>) =>
      name === 'close' ? call : (...args: never[]) => this.try(name, () => call(...args), args);
    return Object.fromEntries(
      Object.entries(store).map(([name, call]) => [name, hold(name, call as (...args: never[]) => Promise<unknown>)]),
    ) as unknown as Store;
  }

  private async try(name: string, call: () => Promise<unknown>, args: readonly unknown[]): Promise<unknown> {
    this.requireAlive();
    const isNew = this.methods.includes(name) && !this.isReservedKey(name, args);
    const side = isNew ? this.onWrite(`${name} ${JSON.stringify(args)}`) : undefined;
    if (side === 'before') this.die();
    const result = await this.methods.watch(name, this.changes, call);
    if (side === 'after') this.die();
    this.requireAlive();
    return result;
  }

  private readonly keysOf = new Set<unknown>();

  /** Keys come in blocks: only the first of a kind is written down. */
  private isReservedKey(name: string, [kind]: readonly unknown[]): boolean {
    if (name !== 'newKey') return false;
    if (this.keysOf.has(kind)) return true;
    this.keysOf.add(kind);
    return false;
  }

  private die(): never {
    this.dead = true;
    throw new ProcessDied();
  }

  private requireAlive(): void {
    if (this.dead) throw new ProcessDied();
  }
}
