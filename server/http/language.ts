import type { Request } from 'express';

import type { Language } from '../application/ports.js';

/** The language of answers: Accept-Language among nb, nn and en; bokmål where it says nothing of these. */
export function languageOf(request: Request): Language {
  const accepted = request.acceptsLanguages('nb', 'nn', 'en', 'no');
  return accepted === 'nn' || accepted === 'en' ? accepted : 'nb';
}
