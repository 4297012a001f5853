import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Traced } from './read-trace.js';

type Change = Exclude<Traced, { kind: 'syncBegun' | 'synced' | 'sent' }>;

/**
 * A disk that forgets what was not synced when the power goes. Ends of files that were only cut, and names that were
 * removed, are kept: a file system may write those down later than it says.
 */
export class Disk {
  /** What survives, whatever happens. */
  private readonly durable = new Map<string, Content>();
  /** What a file system may or may not have written down yet. */
  private waiting: { readonly change: Change; begun: Set<string> }[] = [];

  apply(traced: Traced): void {
    switch (traced.kind) {
      case 'sent':
        return;
      case 'syncBegun':
        for (const one of this.waiting) if (one.change.file === traced.file) one.begun.add(traced.by);
        return;
      case 'synced':
        return this.settle(traced.file, traced.by);
      default:
        this.waiting.push({ change: traced, begun: new Set() });
    }
  }

  private settle(file: string, by: string): void {
    const rest: typeof this.waiting = [];
    for (const one of this.waiting) {
      if (one.change.file === file && one.begun.has(by)) write(this.durable, one.change);
      else rest.push(one);
    }
    this.waiting = rest;
  }

  /**
   * Puts into a folder what is there after the power is back.
   * @param survives asked for each 512 bytes that were not synced: a disk writes sectors, in any order
   */
  afterPowerLoss(
    folder: string,
    name: (file: string) => string | undefined,
    survives: () => boolean = () => false,
  ): void {
    const files = new Map(
      [...this.durable].map(([file, content]) => [file, name(file) === undefined ? content : content.copy()]),
    );
    for (const { change } of this.waiting) {
      if (change.kind === 'cut' && survives()) write(files, change);
      if (change.kind !== 'written') continue;
      for (let from = 0; from < change.bytes.length; from += SECTOR) {
        const bytes = change.bytes.subarray(from, from + SECTOR);
        if (survives()) write(files, { ...change, at: change.at + from, bytes });
      }
    }
    for (const [file, content] of files) {
      const there = name(file);
      if (there !== undefined) writeFileSync(join(folder, there), content.all);
    }
  }

  get notSynced(): number {
    return this.waiting.length;
  }
}

const SECTOR = 512;

/** Bytes of a file that grows. */
class Content {
  private bytes: Buffer;
  constructor(
    private length = 0,
    bytes = Buffer.alloc(0),
  ) {
    this.bytes = bytes;
  }

  write(at: number, bytes: Buffer): void {
    this.reserve(at + bytes.length);
    bytes.copy(this.bytes, at);
    this.length = Math.max(this.length, at + bytes.length);
  }

  cut(length: number): void {
    this.reserve(length);
    this.bytes.fill(0, Math.min(length, this.length), this.length);
    this.length = length;
  }

  copy(): Content {
    return new Content(this.length, Buffer.from(this.bytes));
  }

  get all(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(length, this.bytes.length * 2));
    this.bytes.copy(larger);
    this.bytes = larger;
  }
}

function write(files: Map<string, Content>, change: Change): void {
  if (change.kind === 'removed') return void files.delete(change.file);
  const content = files.get(change.file) ?? new Content();
  files.set(change.file, content);
  if (change.kind === 'cut') content.cut(change.length);
  else content.write(change.at, change.bytes);
}
