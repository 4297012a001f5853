import type { ServiceLevel } from '../../../engine/index.js';
import type { Language } from '../ports.js';

/** Somebody who can act. In demo mode these are made up, and their names show it. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Readonly<Record<Language, string>>;
  readonly unit: string;
  /** Absent for patients, next of kin and machines, who never carry responsibility. */
  readonly serviceLevel?: ServiceLevel;
  readonly candidateGroups: readonly string[];
}

const person = (
  id: string,
  name: string,
  [nb, nn, en]: readonly [string, string, string],
  unit: string,
  serviceLevel: ServiceLevel | undefined,
  candidateGroups: readonly string[],
): Person => ({ id, name, role: { nb, nn, en }, unit, candidateGroups, ...(serviceLevel && { serviceLevel }) });

export const demoPeople: readonly Person[] = [
  person(
    'ward-nurse',
    'Demo Sengeposten',
    ['Sykepleier på sengepost', 'Sjukepleiar på sengepost', 'Ward nurse'],
    'Prøvesykehuset, sengepost A',
    'specialist',
    ['ward'],
  ),
  person(
    'ward-doctor',
    'Testa Overlegesen',
    ['Lege på sengepost', 'Lege på sengepost', 'Ward doctor'],
    'Prøvesykehuset, sengepost A',
    'specialist',
    ['ward', 'ward-doctor'],
  ),
  person(
    'allocation-officer',
    'Eksempel Tildelstad',
    ['Saksbehandler på tildelingskontoret', 'Saksbehandlar på tildelingskontoret', 'Allocation officer'],
    'Demovik kommune, tildelingskontoret',
    'municipality',
    ['allocation-office'],
  ),
  person(
    'home-nurse',
    'Prøve Hjemmevik',
    ['Sykepleier i hjemmetjenesten', 'Sjukepleiar i heimetenesta', 'Home nurse'],
    'Demovik kommune, hjemmetjenesten',
    'municipality',
    ['home-care'],
  ),
  person(
    'home-care-leader',
    'Liksom Vaktlister',
    ['Avdelingsleder i hjemmetjenesten', 'Avdelingsleiar i heimetenesta', 'Home care leader'],
    'Demovik kommune, hjemmetjenesten',
    'municipality',
    ['home-care'],
  ),
  person(
    'coordinator',
    'Øving Samordna',
    ['Koordinator', 'Koordinator', 'Coordinator'],
    'Demovik kommune, koordinerende enhet',
    'municipality',
    ['coordinating-unit'],
  ),
  person(
    'pathway-coordinator',
    'Mønster Forløpstad',
    ['Forløpskoordinator', 'Forløpskoordinator', 'Pathway coordinator'],
    'Demovik kommune, koordinerende enhet',
    'municipality',
    ['pathway-coordinator'],
  ),
  person(
    'response-nurse',
    'Skinn Responsås',
    ['Sykepleier i responssenteret', 'Sjukepleiar i responssenteret', 'Response centre nurse'],
    'Demovik kommune, responssenteret',
    'municipality',
    ['response-centre'],
  ),
  person(
    'out-of-hours-doctor',
    'Attrapp Vaktnes',
    ['Legevaktslege', 'Legevaktslege', 'Out-of-hours doctor'],
    'Demovik kommune, legevakten',
    'municipality',
    ['out-of-hours'],
  ),
  person('gp', 'Påfunn Fastlegdal', ['Fastlege', 'Fastlege', 'GP'], 'Demovik legekontor', 'gp', ['gp-office']),
  person(
    'gp-secretary',
    'Oppdikta Timeboken',
    ['Helsesekretær hos fastlegen', 'Helsesekretær hos fastlegen', 'GP secretary'],
    'Demovik legekontor',
    'gp',
    ['gp-office'],
  ),
  person('patient', 'Pasient Fiktivsen', ['Pasient', 'Pasient', 'Patient'], 'Demovik', undefined, ['patient']),
  person('next-of-kin', 'Pårørende Fiktivsen', ['Pårørende', 'Pårørande', 'Next of kin'], 'Demovik', undefined, [
    'patient',
    'next-of-kin',
  ]),
  person(
    'pathway-owner',
    'Utkast Forløpseier',
    ['Forløpsansvarlig', 'Forløpsansvarleg', 'Pathway owner'],
    'Samarbeidsorganet',
    'specialist',
    ['pathway-owner'],
  ),
  person(
    'job-worker',
    'Maskin Jobbløyper',
    ['Tjeneste som utfører systemoppgaver', 'Teneste som utfører systemoppgåver', 'Service that does system work'],
    'Demovik',
    undefined,
    [],
  ),
];
