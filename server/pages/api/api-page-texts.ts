export interface ApiPageTexts {
  readonly lang: string;
  readonly title: string;
  readonly back: string;
  readonly demo: string;
  readonly intro: string;
  readonly document: string;
  readonly languages: string;
  readonly search: string;
  readonly find: string;
  readonly all: string;
  readonly found: (count: number) => string;
  readonly contents: string;
  readonly command: string;
  readonly parameters: string;
  readonly columns: {
    readonly name: string;
    readonly place: string;
    readonly type: string;
    readonly description: string;
  };
  readonly places: Readonly<Record<'path' | 'query' | 'header', string>>;
  readonly required: string;
  readonly body: string;
  readonly answers: string;
  readonly problems: string;
  readonly example: string;
  readonly answered: string;
  readonly schemas: string;
  readonly onlyWorlds: string;
}

const nb: ApiPageTexts = {
  lang: 'nb',
  title: 'Programmerings­grensesnitt',
  back: 'Til forsiden',
  demo: 'Dette er en demo med oppdiktede personer. Den svarer bare på denne maskinen. Legg aldri inn opplysninger om virkelige pasienter.',
  intro:
    'Alle operasjonene i kontrakten, laget av den samme kilden som forespørslene sjekkes mot. Teksten er på engelsk.',
  document: 'Kontrakten som OpenAPI 3.1',
  languages: 'Språk',
  search: 'Søk i operasjonene',
  find: 'Finn',
  all: 'Vis alle',
  found: (count) => (count === 1 ? '1 operasjon' : `${count} operasjoner`),
  contents: 'Innhold',
  command: 'Kommando: krever X-Demo-Person',
  parameters: 'Parametre',
  columns: { name: 'Navn', place: 'Hvor', type: 'Type', description: 'Beskrivelse' },
  places: { path: 'adresse', query: 'spørring', header: 'hodefelt' },
  required: 'påkrevd',
  body: 'Innhold i forespørselen',
  answers: 'Svar',
  problems: 'Slik kan den avslå',
  example: 'Eksempel',
  answered: 'Svarer',
  schemas: 'Skjemaer',
  onlyWorlds: 'Bare i en demoverden, under adressen dens.',
};

const nn: ApiPageTexts = {
  lang: 'nn',
  title: 'Programmerings­grensesnitt',
  back: 'Til framsida',
  demo: 'Dette er ein demo med oppdikta personar. Han svarer berre på denne maskina. Legg aldri inn opplysningar om verkelege pasientar.',
  intro:
    'Alle operasjonane i kontrakten, laga av den same kjelda som førespurnadene blir sjekka mot. Teksten er på engelsk.',
  document: 'Kontrakten som OpenAPI 3.1',
  languages: 'Språk',
  search: 'Søk i operasjonane',
  find: 'Finn',
  all: 'Vis alle',
  found: (count) => (count === 1 ? '1 operasjon' : `${count} operasjonar`),
  contents: 'Innhald',
  command: 'Kommando: krev X-Demo-Person',
  parameters: 'Parametrar',
  columns: { name: 'Namn', place: 'Kvar', type: 'Type', description: 'Skildring' },
  places: { path: 'adresse', query: 'spørjing', header: 'hovudfelt' },
  required: 'påkravd',
  body: 'Innhald i førespurnaden',
  answers: 'Svar',
  problems: 'Slik kan ho avslå',
  example: 'Døme',
  answered: 'Svarer',
  schemas: 'Skjema',
  onlyWorlds: 'Berre i ei demoverd, under adressa hennar.',
};

const en: ApiPageTexts = {
  lang: 'en',
  title: 'Programming interface',
  back: 'To the start page',
  demo: 'This is a demo with made-up people. It answers on this machine only. Never enter anything about real patients.',
  intro: 'Every operation of the contract, made from the same source that requests are checked by.',
  document: 'The contract as OpenAPI 3.1',
  languages: 'Language',
  search: 'Search the operations',
  find: 'Find',
  all: 'Show all',
  found: (count) => (count === 1 ? '1 operation' : `${count} operations`),
  contents: 'Contents',
  command: 'Command: needs X-Demo-Person',
  parameters: 'Parameters',
  columns: { name: 'Name', place: 'Where', type: 'Type', description: 'Description' },
  places: { path: 'address', query: 'query', header: 'header' },
  required: 'required',
  body: 'Request body',
  answers: 'Answers',
  problems: 'How it may refuse',
  example: 'Example',
  answered: 'Answers',
  schemas: 'Schemas',
  onlyWorlds: 'Only in a demo world, below its address.',
};

export const apiPageTexts = { nb, nn, en } as const;
