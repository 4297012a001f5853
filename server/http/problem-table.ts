import type { ProblemCode } from '../application/application-error.js';
import type { Language } from '../application/ports.js';

export interface ProblemKind {
  readonly status: number;
  readonly title: Readonly<Record<Language, string>>;
}

const kind = (status: number, nb: string, nn: string, en: string): ProblemKind => ({ status, title: { nb, nn, en } });

/** Every way in which the engine and the server can refuse, as HTTP status and sentence. Total: a new code needs its row. */
export const problemTable = {
  // the engine's
  INSTANCE_EXISTS: kind(
    409,
    'Forløpet finnes allerede',
    'Forløpet finst allereie',
    'The pathway instance exists already',
  ),
  INSTANCE_ENDED: kind(409, 'Forløpet er avsluttet', 'Forløpet er avslutta', 'The pathway instance has ended'),
  INSTANCE_NOT_STARTED: kind(
    409,
    'Forløpet er ikke startet',
    'Forløpet er ikkje starta',
    'The pathway instance has not started',
  ),
  INSTANCE_SUSPENDED: kind(
    409,
    'Forløpet er satt på vent',
    'Forløpet er sett på vent',
    'The pathway instance is suspended',
  ),
  INSTANCE_NOT_SUSPENDED: kind(
    409,
    'Forløpet er ikke satt på vent',
    'Forløpet er ikkje sett på vent',
    'The pathway instance is not suspended',
  ),
  INSTRUCTION_NOT_VALID: kind(
    400,
    'En instruks er ikke gyldig',
    'Ein instruks er ikkje gyldig',
    'An instruction is not valid',
  ),
  TOKEN_NOT_FOUND: kind(
    404,
    'Forløpet står ikke lenger der',
    'Forløpet står ikkje lenger der',
    'There is no such token',
  ),
  TOKEN_NOT_CHANGEABLE: kind(
    409,
    'Dette kan ikke endres der forløpet står',
    'Dette kan ikkje endrast der forløpet står',
    'This cannot be changed where the token stands',
  ),
  SCOPE_NOT_FOUND: kind(404, 'Delprosessen er ikke åpen', 'Delprosessen er ikkje open', 'The sub-process is not open'),
  SCOPE_AMBIGUOUS: kind(
    409,
    'Flere åpne delprosesser passer, velg én',
    'Fleire opne delprosessar passar, vel éin',
    'Several open sub-processes fit, name one',
  ),
  ELEMENT_NOT_FOUND: kind(
    404,
    'Elementet finnes ikke i modellen',
    'Elementet finst ikkje i modellen',
    'There is no such element in the model',
  ),
  ELEMENT_NOT_PLACEABLE: kind(
    409,
    'Forløpet kan ikke settes til dette elementet',
    'Forløpet kan ikkje setjast til dette elementet',
    'No token can be placed at this element',
  ),
  NOTHING_LEFT: kind(
    409,
    'Ingenting ville være igjen. Avbryt forløpet i stedet',
    'Ingenting ville vere igjen. Avbryt forløpet i staden',
    'Nothing would be left. Cancel the instance instead',
  ),
  PROCESS_NOT_FOUND: kind(
    404,
    'Forløpsmodellen finnes ikke',
    'Forløpsmodellen finst ikkje',
    'There is no such process',
  ),
  START_NOT_FOUND: kind(
    409,
    'Forløpet kan ikke startes på denne måten',
    'Forløpet kan ikkje startast på denne måten',
    'The process cannot be started in this way',
  ),
  TASK_NOT_FOUND: kind(404, 'Oppgaven finnes ikke', 'Oppgåva finst ikkje', 'There is no such task'),
  JOB_NOT_FOUND: kind(404, 'Jobben finnes ikke', 'Jobben finst ikkje', 'There is no such job'),
  TIMER_NOT_FOUND: kind(404, 'Tidsuret finnes ikke', 'Tidsuret finst ikkje', 'There is no such timer'),
  TIMER_NOT_DUE: kind(409, 'Tidsuret har ikke gått ut', 'Tidsuret har ikkje gått ut', 'The timer is not due yet'),
  SUBSCRIPTION_NOT_FOUND: kind(409, 'Ingen venter på dette', 'Ingen ventar på dette', 'Nothing waits for this'),
  INCIDENT_NOT_FOUND: kind(404, 'Driftsfeilen finnes ikke', 'Driftsfeilen finst ikkje', 'There is no such incident'),
  ADHOC_NOT_FOUND: kind(
    409,
    'Ingen valgfrie aktiviteter er åpne nå',
    'Ingen valfrie aktivitetar er opne no',
    'No ad-hoc sub-process is open now',
  ),
  ADHOC_ACTIVITY_NOT_FOUND: kind(
    409,
    'Aktiviteten kan ikke startes her',
    'Aktiviteten kan ikkje startast her',
    'This activity cannot be started here',
  ),
  ADHOC_SEQUENTIAL_BUSY: kind(
    409,
    'En annen aktivitet må bli ferdig først',
    'Ein annan aktivitet må bli ferdig først',
    'Another activity has to finish first',
  ),
  ADHOC_HAS_CONDITION: kind(
    409,
    'Delprosessen avsluttes av sin egen betingelse',
    'Delprosessen blir avslutta av sitt eige vilkår',
    'The sub-process ends by its own condition',
  ),
  TASK_HAS_INCIDENT: kind(409, 'Oppgaven har en driftsfeil', 'Oppgåva har ein driftsfeil', 'The task has an incident'),
  VALUE_NOT_ALLOWED: kind(422, 'En verdi er ikke tillatt', 'Ein verdi er ikkje tillaten', 'A value is not allowed'),
  LIMIT_EXCEEDED: kind(422, 'En grense er overskredet', 'Ei grense er overskriden', 'A limit is exceeded'),
  ENVIRONMENT_MISMATCH: kind(
    500,
    'Forløpet passer ikke med modellen sin',
    'Forløpet passar ikkje med modellen sin',
    'The instance does not fit its models',
  ),
  STATE_TOO_NEW: kind(
    503,
    'Forløpet er lagret av en nyere versjon',
    'Forløpet er lagra av ein nyare versjon',
    'The instance was saved by a newer version',
  ),
  ACTION_NOT_POSSIBLE: kind(
    409,
    'Handlingen er ikke mulig nå',
    'Handlinga er ikkje mogleg no',
    'The action is not possible now',
  ),
  COMMAND_NOT_KNOWN: kind(400, 'Kommandoen er ukjent', 'Kommandoen er ukjend', 'The command is not known'),
  TIME_NOT_VALID: kind(400, 'Tidspunktet er ikke gyldig', 'Tidspunktet er ikkje gyldig', 'The time is not valid'),
  // not there
  INSTANCE_NOT_FOUND: kind(404, 'Forløpet finnes ikke', 'Forløpet finst ikkje', 'There is no such pathway instance'),
  FORM_NOT_FOUND: kind(404, 'Her er det ikke noe skjema', 'Her er det ikkje noko skjema', 'There is no form here'),
  WORLD_NOT_FOUND: kind(404, 'Demoverdenen finnes ikke', 'Demoverda finst ikkje', 'There is no such demo world'),
  ROUTE_NOT_FOUND: kind(404, 'Adressen finnes ikke', 'Adressa finst ikkje', 'There is nothing at this address'),
  METHOD_NOT_ALLOWED: kind(
    405,
    'Metoden passer ikke for denne adressen',
    'Metoden passar ikkje for denne adressa',
    'This method does not fit the address',
  ),
  // somebody came first, or it is too late
  TASK_ALREADY_COMPLETED: kind(
    409,
    'Oppgaven er allerede fullført',
    'Oppgåva er allereie fullført',
    'The task has been completed already',
  ),
  TASK_CANCELLED: kind(
    409,
    'Oppgaven er ikke lenger aktuell',
    'Oppgåva er ikkje lenger aktuell',
    'The task has been withdrawn',
  ),
  TASK_ASSIGNED_TO_ANOTHER: kind(
    409,
    'Oppgaven er tildelt en annen',
    'Oppgåva er tildelt ein annan',
    'The task is assigned to somebody else',
  ),
  PRECONDITION_FAILED: kind(
    412,
    'Noe er endret siden du så det',
    'Noko er endra sidan du såg det',
    'Something has changed since you saw it',
  ),
  JOB_LOCK_LOST: kind(
    409,
    'Jobben er ikke lenger låst til deg',
    'Jobben er ikkje lenger låst til deg',
    'The job is no longer locked to you',
  ),
  NOT_IN_QUARANTINE: kind(
    409,
    'Forløpet er ikke i karantene',
    'Forløpet er ikkje i karantene',
    'The pathway instance is not in quarantine',
  ),
  OVERLOADED: kind(
    503,
    'Serveren har for mye å gjøre akkurat nå. Prøv igjen om litt',
    'Serveren har for mykje å gjere akkurat no. Prøv igjen om litt',
    'The server has too much to do right now. Try again in a moment',
  ),
  JOB_ALREADY_COMPLETED: kind(
    409,
    'Jobben er allerede fullført',
    'Jobben er allereie fullført',
    'The job has been completed already',
  ),
  JOB_CANCELLED: kind(409, 'Jobben er avlyst', 'Jobben er avlyst', 'The job has been cancelled'),
  INSTANCE_BUSY: kind(
    409,
    'Forløpet ble endret samtidig, prøv igjen',
    'Forløpet blei endra samtidig, prøv igjen',
    'The instance was changed at the same time, try again',
  ),
  INCIDENT_ALREADY_RESOLVED: kind(
    409,
    'Driftsfeilen er allerede løst',
    'Driftsfeilen er allereie løyst',
    'The incident has been resolved already',
  ),
  CLOCK_NOT_FORWARD: kind(
    409,
    'Klokken kan bare stilles framover',
    'Klokka kan berre stillast framover',
    'The clock can only be set forward',
  ),
  WORK_NOT_FINISHED: kind(
    409,
    'Arbeidet som fulgte av dette, tok ikke slutt',
    'Arbeidet som følgde av dette, tok ikkje slutt',
    'The work that followed did not come to an end',
  ),
  TOO_MANY_WORLDS: kind(
    429,
    'For mange demoverdener er åpne',
    'For mange demoverder er opne',
    'Too many demo worlds are open',
  ),
  // what was sent
  FORM_NOT_VALID: kind(422, 'Skjemaet har feil', 'Skjemaet har feil', 'The form has errors'),
  MODEL_NOT_VALID: kind(
    422,
    'Modellen kan ikke tas i bruk',
    'Modellen kan ikkje takast i bruk',
    'The model cannot be deployed',
  ),
  IDEMPOTENCY_KEY_REUSED: kind(
    422,
    'Idempotency-Key er brukt for noe annet',
    'Idempotency-Key er brukt for noko anna',
    'The Idempotency-Key was used for something else',
  ),
  ASSIGNEE_NOT_KNOWN: kind(
    422,
    'Personen oppgaven skal tildeles, er ukjent',
    'Personen oppgåva skal tildelast, er ukjend',
    'The person to assign the task to is not known',
  ),
  BODY_NOT_VALID: kind(
    400,
    'Innholdet følger ikke kontrakten',
    'Innhaldet følgjer ikkje kontrakten',
    'The body does not follow the contract',
  ),
  QUERY_NOT_VALID: kind(
    400,
    'Parametrene følger ikke kontrakten',
    'Parametrane følgjer ikkje kontrakten',
    'The query does not follow the contract',
  ),
  HEADER_NOT_VALID: kind(400, 'Et hodefelt er ikke gyldig', 'Eit hovudfelt er ikkje gyldig', 'A header is not valid'),
  JSON_NOT_VALID: kind(
    400,
    'Innholdet er ikke gyldig JSON',
    'Innhaldet er ikkje gyldig JSON',
    'The body is not valid JSON',
  ),
  BODY_TOO_DEEP: kind(
    400,
    'Innholdet er for dypt eller for oppdelt',
    'Innhaldet er for djupt eller for oppdelt',
    'The body is nested too deeply or has too many parts',
  ),
  CURSOR_NOT_VALID: kind(400, 'Sidemerket er ikke gyldig', 'Sidemerket er ikkje gyldig', 'The cursor is not valid'),
  REQUEST_NOT_VALID: kind(
    400,
    'Forespørselen er ikke gyldig',
    'Førespurnaden er ikkje gyldig',
    'The request is not valid',
  ),
  HEADERS_TOO_LARGE: kind(
    431,
    'Adressen og hodefeltene er for lange',
    'Adressa og hovudfelta er for lange',
    'The address and the headers are too long',
  ),
  REQUEST_TOO_SLOW: kind(
    408,
    'Forespørselen kom ikke fram i tide',
    'Førespurnaden kom ikkje fram i tide',
    'The request did not arrive in time',
  ),
  BODY_TOO_LARGE: kind(413, 'Innholdet er for stort', 'Innhaldet er for stort', 'The body is too large'),
  MEDIA_TYPE_NOT_SUPPORTED: kind(
    415,
    'Send ukomprimert JSON (application/json)',
    'Send ukomprimert JSON (application/json)',
    'Send uncompressed JSON (application/json)',
  ),
  // who and from where
  PERSON_MISSING: kind(
    401,
    'Velg en demoperson med X-Demo-Person',
    'Vel ein demoperson med X-Demo-Person',
    'Choose a demo person by X-Demo-Person',
  ),
  PERSON_NOT_KNOWN: kind(401, 'Demopersonen er ukjent', 'Demopersonen er ukjend', 'The demo person is not known'),
  HOST_NOT_ALLOWED: kind(
    403,
    'Demoen svarer bare på denne maskinen',
    'Demoen svarer berre på denne maskina',
    'The demo answers on this machine only',
  ),
  ORIGIN_NOT_ALLOWED: kind(
    403,
    'Andre nettsteder har ikke tilgang',
    'Andre nettstader har ikkje tilgang',
    'Other sites have no access',
  ),
  // our own trouble
  STEP_FAILED: kind(
    500,
    'Noe gikk galt. Ingenting er endret',
    'Noko gjekk gale. Ingenting er endra',
    'Something went wrong. Nothing has changed',
  ),
  INTERNAL: kind(500, 'Noe gikk galt', 'Noko gjekk gale', 'Something went wrong'),
  STORE_UNAVAILABLE: kind(
    503,
    'Databasen er ikke tilgjengelig nå. Ingenting er endret',
    'Databasen er ikkje tilgjengeleg no. Ingenting er endra',
    'The database is not available now. Nothing has changed',
  ),
  TOO_MANY_LISTENERS: kind(
    503,
    'For mange lytter nå. Prøv igjen om litt',
    'For mange lyttar no. Prøv igjen om litt',
    'Too many are listening now. Try again in a while',
  ),
  TOO_MANY_WAITING: kind(
    503,
    'For mange venter på jobber nå. Prøv igjen om litt',
    'For mange ventar på jobbar no. Prøv igjen om litt',
    'Too many are waiting for jobs now. Try again shortly',
  ),
  NOT_READY: kind(503, 'Tjenesten er ikke klar ennå', 'Tenesta er ikkje klar enno', 'The service is not ready yet'),
  DRAINING: kind(
    503,
    'Tjeneren er i ferd med å stanse. Prøv igjen om litt',
    'Tenaren held på å stanse. Prøv igjen om litt',
    'The server is about to stop. Try again in a moment',
  ),
} as const satisfies Record<ProblemCode, ProblemKind>;
