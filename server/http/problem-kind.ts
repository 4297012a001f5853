import type { Language } from '../application/ports.js';

export interface ProblemKind {
  readonly status: number;
  readonly title: Readonly<Record<Language, string>>;
}

/** A row: HTTP status and the sentence in bokmål, nynorsk and English. */
export const kind = (status: number, nb: string, nn: string, en: string): ProblemKind => ({
  status,
  title: { nb, nn, en },
});
