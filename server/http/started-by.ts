import type { ProblemDetails } from '../application/application-error.js';
import type { Language } from '../application/ports.js';

type Sentence = (names: string) => string;

const BY: Record<keyof NonNullable<ProblemDetails['startedBy']>, Record<Language, Sentence>> = {
  messages: {
    nb: (names) => `Forløpet startes av meldingen ${names}: POST /v2/messages/publication.`,
    nn: (names) => `Forløpet blir starta av meldinga ${names}: POST /v2/messages/publication.`,
    en: (names) => `The process is started by the message ${names}: POST /v2/messages/publication.`,
  },
  signals: {
    nb: (names) => `Forløpet startes av signalet ${names}: POST /v2/signals/broadcast.`,
    nn: (names) => `Forløpet blir starta av signalet ${names}: POST /v2/signals/broadcast.`,
    en: (names) => `The process is started by the signal ${names}: POST /v2/signals/broadcast.`,
  },
};

/** How a process is started that nobody starts by hand; nothing where only time starts it. */
export function startedBy(by: ProblemDetails['startedBy'], language: Language): string | undefined {
  const said = (['messages', 'signals'] as const).flatMap((kind) => {
    const names = by?.[kind] ?? [];
    return names.length === 0 ? [] : [BY[kind][language](oneOf(names, language))];
  });
  return said.length > 0 ? said.join(' ') : undefined;
}

/** “A”, “B” or “C”. */
function oneOf(names: readonly string[], language: Language): string {
  const quoted = names.map((name) => (language === 'en' ? `“${name}”` : `«${name}»`));
  const last = quoted.at(-1) ?? '';
  if (quoted.length === 1) return last;
  return `${quoted.slice(0, -1).join(', ')} ${language === 'en' ? 'or' : 'eller'} ${last}`;
}
