import type { Request } from 'express';

import type { Language } from '../application/ports.js';

/** What headers came to; those that clients send are few, and whoever sends many gets no more than this. */
const MOST_KNOWN = 1000;
const known = new Map<string, Language>();

/** The language of answers: Accept-Language among nb, nn and en; bokmål where it says nothing of these. */
export function languageOf(request: Request): Language {
  const asked = request.headers['accept-language'];
  if (asked === undefined) return 'nb';
  const before = known.get(asked);
  if (before) return before;
  const accepted = request.acceptsLanguages('nb', 'nn', 'en', 'no');
  const language = accepted === 'nn' || accepted === 'en' ? accepted : 'nb';
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(asked, language);
  return language;
}
