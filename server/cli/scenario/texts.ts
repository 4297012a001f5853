import type { HappeningKind } from './happenings.js';
import type { Check } from './played-scenario.js';

export const LANGUAGES = ['nb', 'nn', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the timeline says in one language. Words are those of the glossary. */
export interface Texts {
  /** Locale for weekdays. */
  readonly locale: string;
  readonly kinds: Readonly<Record<HappeningKind, string>>;
  readonly serviceLevels: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly checks: Readonly<Record<Check['what'], string>>;
  readonly step: string;
  readonly by: string;
  /** Between a part and its whole: `3 of 4`. */
  readonly of: string;
  readonly deadline: string;
  /** A step that only looks, and finds what it expects. */
  readonly nothingMore: string;
  readonly asExpected: string;
  readonly notAsExpected: string;
  readonly expected: string;
  readonly found: string;
  readonly nothing: string;
  readonly passed: string;
  readonly failed: string;
  readonly failures: string;
  /** Why a step could not be done; other codes are shown as they are. */
  readonly failureCodes: Readonly<Record<string, string>>;
}

const nb: Texts = {
  locale: 'nb-NO',
  kinds: {
    started: 'startet',
    completed: 'avsluttet',
    cancelled: 'avbrutt',
    taskOpened: 'oppgave åpnet',
    taskDone: 'oppgave fullført',
    taskWithdrawn: 'oppgave falt bort',
    late: 'over frist',
    timer: 'tidspunkt nådd',
    sent: 'melding sendt',
    received: 'melding mottatt',
    signalled: 'signal sendt',
    signalReceived: 'signal mottatt',
    jobOpened: 'jobb åpnet',
    error: 'feil',
    escalation: 'eskalering',
    ended: 'slutt nådd',
    incident: 'driftsfeil',
  },
  serviceLevels: { gp: 'fastlege', municipality: 'kommune', specialist: 'spesialisthelsetjenesten' },
  statuses: { running: 'pågår', completed: 'avsluttet', cancelled: 'avbrutt' },
  checks: {
    instance: 'forløpet er',
    open: 'åpne oppgaver',
    late: 'over frist',
    onTime: 'innen frist',
    done: 'utført',
    notDone: 'ikke utført',
    variable: 'verdi',
    timer: 'neste tidspunkt',
    incidents: 'driftsfeil',
  },
  step: 'steg',
  by: 'av',
  of: 'av',
  deadline: 'frist',
  nothingMore: 'ingenting mer skjer',
  asExpected: 'som ventet',
  notAsExpected: 'IKKE SOM VENTET',
  expected: 'ventet',
  found: 'fant',
  nothing: 'ingen',
  passed: 'bestått',
  failed: 'IKKE BESTÅTT',
  failures: 'Ikke bestått',
  failureCodes: {
    TASK_NOT_OPEN: 'oppgaven er ikke åpen',
    NOBODY_WAITS: 'ingen venter på meldingen',
    NO_INSTANCE_STARTED: 'ikke noe nytt forløp ble startet',
    INCIDENT: 'det ble en driftsfeil',
    FORM_NOT_VALID: 'skjemaet har feil',
  },
};

const nn: Texts = {
  locale: 'nn-NO',
  kinds: {
    started: 'starta',
    completed: 'avslutta',
    cancelled: 'avbrote',
    taskOpened: 'oppgåve opna',
    taskDone: 'oppgåve fullført',
    taskWithdrawn: 'oppgåve fall bort',
    late: 'over frist',
    timer: 'tidspunkt nådd',
    sent: 'melding send',
    received: 'melding motteken',
    signalled: 'signal sendt',
    signalReceived: 'signal motteke',
    jobOpened: 'jobb opna',
    error: 'feil',
    escalation: 'eskalering',
    ended: 'slutt nådd',
    incident: 'driftsfeil',
  },
  serviceLevels: { gp: 'fastlege', municipality: 'kommune', specialist: 'spesialisthelsetenesta' },
  statuses: { running: 'går føre seg', completed: 'avslutta', cancelled: 'avbrote' },
  checks: {
    instance: 'forløpet er',
    open: 'opne oppgåver',
    late: 'over frist',
    onTime: 'innan fristen',
    done: 'utført',
    notDone: 'ikkje utført',
    variable: 'verdi',
    timer: 'neste tidspunkt',
    incidents: 'driftsfeil',
  },
  step: 'steg',
  by: 'av',
  of: 'av',
  deadline: 'frist',
  nothingMore: 'ingenting meir hender',
  asExpected: 'som venta',
  notAsExpected: 'IKKJE SOM VENTA',
  expected: 'venta',
  found: 'fann',
  nothing: 'ingen',
  passed: 'bestått',
  failed: 'IKKJE BESTÅTT',
  failures: 'Ikkje bestått',
  failureCodes: {
    TASK_NOT_OPEN: 'oppgåva er ikkje open',
    NOBODY_WAITS: 'ingen ventar på meldinga',
    NO_INSTANCE_STARTED: 'ikkje noko nytt forløp vart starta',
    INCIDENT: 'det vart ein driftsfeil',
    FORM_NOT_VALID: 'skjemaet har feil',
  },
};

const en: Texts = {
  locale: 'en-GB',
  kinds: {
    started: 'started',
    completed: 'completed',
    cancelled: 'cancelled',
    taskOpened: 'task opened',
    taskDone: 'task completed',
    taskWithdrawn: 'task withdrawn',
    late: 'late',
    timer: 'time reached',
    sent: 'message sent',
    received: 'message received',
    signalled: 'signal sent',
    signalReceived: 'signal received',
    jobOpened: 'job opened',
    error: 'error',
    escalation: 'escalation',
    ended: 'end reached',
    incident: 'incident',
  },
  serviceLevels: { gp: 'GP', municipality: 'municipality', specialist: 'specialist' },
  statuses: { running: 'running', completed: 'completed', cancelled: 'cancelled' },
  checks: {
    instance: 'the instance is',
    open: 'open tasks',
    late: 'late',
    onTime: 'on time',
    done: 'done',
    notDone: 'not done',
    variable: 'value',
    timer: 'next time',
    incidents: 'incidents',
  },
  step: 'step',
  by: 'by',
  of: 'of',
  deadline: 'deadline',
  nothingMore: 'nothing more happens',
  asExpected: 'as expected',
  notAsExpected: 'NOT AS EXPECTED',
  expected: 'expected',
  found: 'found',
  nothing: 'none',
  passed: 'passed',
  failed: 'FAILED',
  failures: 'Failed',
  failureCodes: {
    TASK_NOT_OPEN: 'the task is not open',
    NOBODY_WAITS: 'nobody waits for the message',
    NO_INSTANCE_STARTED: 'no new instance was started',
    INCIDENT: 'there was an incident',
    FORM_NOT_VALID: 'the form has errors',
  },
};

export const texts: Readonly<Record<Language, Texts>> = { nb, nn, en };
