export interface StartPageTexts {
  readonly lang: string;
  readonly title: string;
  readonly demo: string;
  readonly intro: string;
  readonly languages: string;
  readonly pathways: string;
  readonly noPathways: string;
  readonly version: (version: number) => string;
  readonly startedBy: string;
  readonly xml: string;
  readonly people: string;
  readonly peopleIntro: string;
  readonly columns: {
    readonly name: string;
    readonly role: string;
    readonly unit: string;
    readonly level: string;
    readonly id: string;
  };
  readonly levels: Readonly<Record<'gp' | 'municipality' | 'specialist', string>>;
  readonly noLevel: string;
  readonly api: string;
  readonly apiIntro: string;
  /** Leads to the contract. */
  readonly apiAll: string;
  readonly routes: readonly (readonly [route: string, what: string])[];
  readonly example: string;
  /** Comments in the example, a line each. */
  readonly steps: readonly [admit: string, list: string, complete: string];
  readonly play: string;
  readonly diagnostics: string;
}

const nb: StartPageTexts = {
  lang: 'nb',
  title: 'Samløp',
  demo: 'Dette er en demo med oppdiktede personer. Den svarer bare på denne maskinen. Legg aldri inn opplysninger om virkelige pasienter.',
  intro:
    'Samløp kjører standardiserte pasientforløp på tvers av fastlege, kommune og sykehus. Forløpene er tegnet i BPMN.',
  languages: 'Språk',
  pathways: 'Pasientforløp som er tatt i bruk',
  noPathways: 'Ingen pasientforløp er tatt i bruk ennå.',
  version: (version) => `Versjon ${version}`,
  startedBy: 'Startes av meldingen',
  xml: 'BPMN-tegningen (XML)',
  people: 'Demopersoner',
  peopleIntro:
    'Alle kommandoer gis som en av disse, med navnet i den siste kolonnen i hodefeltet X-Demo-Person. I denne første tjeneren kan enhver demoperson fullføre enhver oppgave; roller og tilgang kommer senere.',
  columns: { name: 'Navn', role: 'Rolle', unit: 'Enhet', level: 'Tjenestenivå', id: 'X-Demo-Person' },
  levels: { gp: 'Fastlege', municipality: 'Kommune', specialist: 'Spesialist­helsetjenesten' },
  noLevel: 'Ingen',
  api: 'Programmerings­grensesnitt',
  apiIntro: 'JSON over HTTP, beskrevet i OpenAPI 3.1.',
  apiAll: 'Alle operasjonene, med eksempler',
  routes: [
    ['POST /v2/messages/publication', 'Send en melding; den kan starte et forløp'],
    ['POST /v2/process-instances', 'Start et forløp som ingen melding starter'],
    ['POST /v2/user-tasks/search', 'Finn oppgaver'],
    ['GET /v2/user-tasks/{userTaskKey}/form', 'Skjemaet til en oppgave'],
    ['POST /v2/user-tasks/{userTaskKey}/completion', 'Fullfør en oppgave'],
    ['GET /v2/process-instances/{processInstanceKey}/history', 'Hva som har skjedd i et forløp'],
    ['POST /demo/worlds', 'Åpne en egen demoverden, der klokken kan stilles framover'],
  ],
  example: 'Prøv fra et terminalvindu',
  steps: [
    'Meld at en pasient er innlagt',
    'Se de åpne oppgavene',
    'Fullfør en av dem: sett inn userTaskKey fra lista, og feltene i skjemaet',
  ],
  play: 'Spill av de medfølgende scenariene mot denne tjeneren',
  diagnostics: 'Hvordan har tjeneren det?',
};

const nn: StartPageTexts = {
  lang: 'nn',
  title: 'Samløp',
  demo: 'Dette er ein demo med oppdikta personar. Han svarer berre på denne maskina. Legg aldri inn opplysningar om verkelege pasientar.',
  intro:
    'Samløp køyrer standardiserte pasientforløp på tvers av fastlege, kommune og sjukehus. Forløpa er teikna i BPMN.',
  languages: 'Språk',
  pathways: 'Pasientforløp som er tekne i bruk',
  noPathways: 'Ingen pasientforløp er tekne i bruk enno.',
  version: (version) => `Versjon ${version}`,
  startedBy: 'Blir starta av meldinga',
  xml: 'BPMN-teikninga (XML)',
  people: 'Demopersonar',
  peopleIntro:
    'Alle kommandoar blir gjevne som ein av desse, med namnet i den siste kolonnen i hovudfeltet X-Demo-Person. I denne første tenaren kan kven som helst av demopersonane fullføre kva oppgåve som helst; roller og tilgang kjem seinare.',
  columns: { name: 'Namn', role: 'Rolle', unit: 'Eining', level: 'Tenestenivå', id: 'X-Demo-Person' },
  levels: { gp: 'Fastlege', municipality: 'Kommune', specialist: 'Spesialist­helsetenesta' },
  noLevel: 'Ingen',
  api: 'Programmerings­grensesnitt',
  apiIntro: 'JSON over HTTP, skildra i OpenAPI 3.1.',
  apiAll: 'Alle operasjonane, med døme',
  routes: [
    ['POST /v2/messages/publication', 'Send ei melding; ho kan starte eit forløp'],
    ['POST /v2/process-instances', 'Start eit forløp som inga melding startar'],
    ['POST /v2/user-tasks/search', 'Finn oppgåver'],
    ['GET /v2/user-tasks/{userTaskKey}/form', 'Skjemaet til ei oppgåve'],
    ['POST /v2/user-tasks/{userTaskKey}/completion', 'Fullfør ei oppgåve'],
    ['GET /v2/process-instances/{processInstanceKey}/history', 'Kva som har skjedd i eit forløp'],
    ['POST /demo/worlds', 'Opne ei eiga demoverd, der klokka kan stillast framover'],
  ],
  example: 'Prøv frå eit terminalvindauge',
  steps: [
    'Meld at ein pasient er innlagd',
    'Sjå dei opne oppgåvene',
    'Fullfør ei av dei: set inn userTaskKey frå lista, og felta i skjemaet',
  ],
  play: 'Spel av dei medfølgjande scenaria mot denne tenaren',
  diagnostics: 'Korleis har tenaren det?',
};

const en: StartPageTexts = {
  lang: 'en',
  title: 'Samløp',
  demo: 'This is a demo with made-up people. It answers on this machine only. Never enter anything about real patients.',
  intro:
    'Samløp runs standardised patient pathways across GP, municipality and hospital. The pathways are drawn in BPMN.',
  languages: 'Language',
  pathways: 'Deployed pathways',
  noPathways: 'No pathway is deployed yet.',
  version: (version) => `Version ${version}`,
  startedBy: 'Started by the message',
  xml: 'The BPMN drawing (XML)',
  people: 'Demo people',
  peopleIntro:
    'Every command is given as one of these, by the name in the last column in the header X-Demo-Person. In this first server any demo person may complete any task; roles and access come later.',
  columns: { name: 'Name', role: 'Role', unit: 'Unit', level: 'Service level', id: 'X-Demo-Person' },
  levels: { gp: 'GP', municipality: 'Municipality', specialist: 'Specialist health service' },
  noLevel: 'None',
  api: 'Programming interface',
  apiIntro: 'JSON over HTTP, described in OpenAPI 3.1.',
  apiAll: 'Every operation, with examples',
  routes: [
    ['POST /v2/messages/publication', 'Send a message; it may start a pathway'],
    ['POST /v2/process-instances', 'Start a pathway that no message starts'],
    ['POST /v2/user-tasks/search', 'Find tasks'],
    ['GET /v2/user-tasks/{userTaskKey}/form', 'The form of a task'],
    ['POST /v2/user-tasks/{userTaskKey}/completion', 'Complete a task'],
    ['GET /v2/process-instances/{processInstanceKey}/history', 'What has happened in an instance'],
    ['POST /demo/worlds', 'Open a demo world of its own, whose clock can be set forward'],
  ],
  example: 'Try it from a terminal',
  steps: [
    'Tell that a patient has been admitted',
    'See the open tasks',
    'Complete one: put in a userTaskKey of the list, and the fields of its form',
  ],
  play: 'Play the scenarios that come along through this server',
  diagnostics: 'How is the server?',
};

export const startPageTexts = { nb, nn, en } as const;
