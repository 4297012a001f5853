import { closeSync, openSync, writeSync } from 'node:fs';

/** A command as a client keeps it until it has an answer: the key stays the same however often it is sent. */
export interface Sent {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
}

/** What clients know: written to a file line by line as it happens, as a client that may crash itself would. */
export interface Ledger {
  sent(command: Sent): void;
  /** The connection ended without an answer. */
  unanswered(command: Sent): void;
  acknowledged(command: Sent, status: number, replayed: boolean): void;
  readonly counts: { sent: number; unanswered: number; acknowledged: number; replayed: number };
  close(): void;
}

export function ledgerIn(file: string): Ledger {
  const lines = openSync(file, 'a');
  const counts = { sent: 0, unanswered: 0, acknowledged: 0, replayed: 0 };
  let isOpen = true;
  const note = (entry: object): void => {
    if (isOpen) writeSync(lines, `${JSON.stringify(entry)}\n`);
  };
  return {
    counts,
    sent({ key, path }) {
      counts.sent += 1;
      note({ sent: key, path });
    },
    unanswered({ key }) {
      counts.unanswered += 1;
      note({ unanswered: key });
    },
    acknowledged({ key }, status, replayed) {
      counts.acknowledged += 1;
      if (replayed) counts.replayed += 1;
      note({ acknowledged: key, status, replayed });
    },
    close() {
      if (isOpen) closeSync(lines);
      isOpen = false;
    },
  };
}
