import type { CommitOutcome } from '../application/ports.js';

/** Thrown where a change has to be taken back that has written something already; carries what it came to. */
export class Undone extends Error {
  constructor(readonly outcome: CommitOutcome) {
    super(outcome.kind);
  }
}
