export interface DiagnosticsTexts {
  readonly lang: 'nb' | 'nn' | 'en';
  readonly title: string;
  readonly back: string;
  readonly again: string;
  readonly languages: string;
  readonly ready: string;
  readonly notReady: string;
  readonly at: string;
  readonly checks: string;
  readonly checkNames: Readonly<Record<'pathways' | 'store' | 'clock' | 'drain', string>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly ok: string;
  readonly wrong: string;
  readonly waits: string;
  readonly queues: Readonly<
    Record<
      | 'timersDue'
      | 'messagesPending'
      | 'signalsPending'
      | 'messagesRefused'
      | 'signalsRefused'
      | 'jobsOpen'
      | 'incidentsOpen'
      | 'quarantined'
      | 'listeners',
      string
    >
  >;
  readonly orMore: string;
  readonly nextTimer: string;
  readonly timerLag: string;
  readonly server: string;
  readonly version: string;
  readonly uptime: string;
  readonly schema: string;
  readonly database: string;
  readonly lastBackup: string;
  readonly none: string;
  readonly never: string;
  readonly units: { readonly days: string; readonly hours: string; readonly minutes: string; readonly seconds: string };
  readonly more: string;
}

const nb: DiagnosticsTexts = {
  lang: 'nb',
  title: 'Tilstanden til tjeneren',
  back: 'Til startsiden',
  again: 'Se på nytt',
  languages: 'Språk',
  ready: 'Tjeneren er klar',
  notReady: 'Tjeneren er ikke klar',
  at: 'Klokka på tjeneren',
  checks: 'Kontroller',
  checkNames: { pathways: 'Pasientforløp', store: 'Database', clock: 'Klokke', drain: 'Drift' },
  codes: {
    DEPLOYED: 'tatt i bruk',
    DEPLOYING: 'tas i bruk nå',
    WRITABLE: 'kan skrives',
    STORE_UNAVAILABLE: 'kan ikke skrives nå',
    STORE_FAILED: 'har feilet',
    TRUSTED: 'går som den skal',
    CLOCK_JUMPED_BACK: 'har hoppet tilbake; tidsfrister venter til noen bekrefter den',
    CLOCK_JUMPED_FORWARD: 'har hoppet fram; tidsfrister venter til noen bekrefter den',
    SERVING: 'tar imot forespørsler',
    DRAINING: 'er i ferd med å stanse',
  },
  ok: 'I orden',
  wrong: 'Ikke i orden',
  waits: 'Det som venter',
  queues: {
    timersDue: 'Tidsfrister som er nådd',
    messagesPending: 'Meldinger underveis',
    signalsPending: 'Signaler underveis',
    messagesRefused: 'Meldinger som er lagt til side',
    signalsRefused: 'Signaler som er lagt til side',
    jobsOpen: 'Åpne jobber',
    incidentsOpen: 'Åpne hendelser',
    quarantined: 'Forløp i karantene',
    listeners: 'Lyttere på hendelsesstrømmen',
  },
  orMore: 'eller flere',
  nextTimer: 'Neste tidsfrist',
  timerLag: 'Forsinkelse',
  server: 'Tjeneren',
  version: 'Versjon',
  uptime: 'Har gått i',
  schema: 'Versjon av skjemaet',
  database: 'Størrelse på databasen',
  lastBackup: 'Siste sikkerhetskopi',
  none: 'ingen',
  never: 'aldri',
  units: { days: 'd', hours: 't', minutes: 'min', seconds: 's' },
  more: 'Tall for overvåking:',
};

const nn: DiagnosticsTexts = {
  lang: 'nn',
  title: 'Tilstanden til tenaren',
  back: 'Til startsida',
  again: 'Sjå på nytt',
  languages: 'Språk',
  ready: 'Tenaren er klar',
  notReady: 'Tenaren er ikkje klar',
  at: 'Klokka på tenaren',
  checks: 'Kontrollar',
  checkNames: { pathways: 'Pasientforløp', store: 'Database', clock: 'Klokke', drain: 'Drift' },
  codes: {
    DEPLOYED: 'tekne i bruk',
    DEPLOYING: 'blir tekne i bruk no',
    WRITABLE: 'kan skrivast',
    STORE_UNAVAILABLE: 'kan ikkje skrivast no',
    STORE_FAILED: 'har feila',
    TRUSTED: 'går som ho skal',
    CLOCK_JUMPED_BACK: 'har hoppa tilbake; tidsfristar ventar til nokon stadfestar ho',
    CLOCK_JUMPED_FORWARD: 'har hoppa fram; tidsfristar ventar til nokon stadfestar ho',
    SERVING: 'tek imot førespurnader',
    DRAINING: 'held på å stanse',
  },
  ok: 'I orden',
  wrong: 'Ikkje i orden',
  waits: 'Det som ventar',
  queues: {
    timersDue: 'Tidsfristar som er nådde',
    messagesPending: 'Meldingar undervegs',
    signalsPending: 'Signal undervegs',
    messagesRefused: 'Meldingar som er lagde til side',
    signalsRefused: 'Signal som er lagde til side',
    jobsOpen: 'Opne jobbar',
    incidentsOpen: 'Opne hendingar',
    quarantined: 'Forløp i karantene',
    listeners: 'Lyttarar på hendingsstraumen',
  },
  orMore: 'eller fleire',
  nextTimer: 'Neste tidsfrist',
  timerLag: 'Forseinking',
  server: 'Tenaren',
  version: 'Versjon',
  uptime: 'Har gått i',
  schema: 'Versjon av skjemaet',
  database: 'Storleiken på databasen',
  lastBackup: 'Siste tryggleikskopi',
  none: 'ingen',
  never: 'aldri',
  units: { days: 'd', hours: 't', minutes: 'min', seconds: 's' },
  more: 'Tal for overvaking:',
};

const en: DiagnosticsTexts = {
  lang: 'en',
  title: 'How the server is',
  back: 'To the start page',
  again: 'Look again',
  languages: 'Language',
  ready: 'The server is ready',
  notReady: 'The server is not ready',
  at: 'Time of the server',
  checks: 'Checks',
  checkNames: { pathways: 'Pathways', store: 'Database', clock: 'Clock', drain: 'Service' },
  codes: {
    DEPLOYED: 'deployed',
    DEPLOYING: 'being deployed',
    WRITABLE: 'can be written',
    STORE_UNAVAILABLE: 'cannot be written now',
    STORE_FAILED: 'has failed',
    TRUSTED: 'goes as it should',
    CLOCK_JUMPED_BACK: 'has jumped back; timers wait until somebody confirms it',
    CLOCK_JUMPED_FORWARD: 'has jumped forward; timers wait until somebody confirms it',
    SERVING: 'takes requests',
    DRAINING: 'is about to stop',
  },
  ok: 'In order',
  wrong: 'Not in order',
  waits: 'What waits',
  queues: {
    timersDue: 'Timers that are due',
    messagesPending: 'Messages on their way',
    signalsPending: 'Signals on their way',
    messagesRefused: 'Messages set aside',
    signalsRefused: 'Signals set aside',
    jobsOpen: 'Open jobs',
    incidentsOpen: 'Open incidents',
    quarantined: 'Instances in quarantine',
    listeners: 'Listeners to the feed',
  },
  orMore: 'or more',
  nextTimer: 'Next timer',
  timerLag: 'Delay',
  server: 'The server',
  version: 'Version',
  uptime: 'Has run for',
  schema: 'Version of the schema',
  database: 'Size of the database',
  lastBackup: 'Last backup',
  none: 'none',
  never: 'never',
  units: { days: 'd', hours: 'h', minutes: 'min', seconds: 's' },
  more: 'Figures for monitoring:',
};

export const diagnosticsTexts = { nb, nn, en } as const;
