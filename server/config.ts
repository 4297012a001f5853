import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Config {
  readonly port: number;
  /** Folder of the database and of demo worlds. */
  readonly data: string;
  /** Folder of the shipped pathways. */
  readonly pathways: string;
  /** The only mode there is until an identity provider can be configured. */
  readonly mode: 'demo';
  readonly logLevel: string;
  readonly drain: {
    /** Milliseconds in which new requests are still answered, by a refusal, after the server was asked to stop. */
    readonly grace: number;
    /** Milliseconds that requests under way may take after that. */
    readonly timeout: number;
  };
  /** Of the feed and those who listen to it; the feed's own where absent. */
  readonly feed?: {
    /** Milliseconds that an event is kept. */
    readonly keepFor: number;
    /** Rows that are kept at most. */
    readonly keepRows: number;
    readonly mostListeners: number;
  };
  /** How long ended instances are kept; null: for ever. */
  readonly retention: {
    /** Milliseconds from their end until they are put away. */
    readonly archiveAfter: number | null;
    /** Milliseconds from then until they are removed. */
    readonly purgeAfter: number | null;
  };
}

/** Thrown for settings that cannot be used; the message names every one of them, for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** One setting: what it may be, in words, and how its text is read. `read` gives undefined for what cannot be used. */
export interface Setting<T = unknown> {
  readonly name: string;
  /** As the documentation says it. */
  readonly fallback: string;
  readonly expects: string;
  readonly example: string;
  readonly read: (text: string) => T | undefined;
  /** What to say beside, where there is more to it. */
  readonly because?: string;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** The settings that there are; `server/README.md` tells the same. */
export const settings = {
  port: whole({ name: 'PORT', fallback: '3000', expects: 'a port', example: '8080' }, 0, 65_535),
  data: folder({ name: 'SAMLOP_DATA', fallback: './.data', expects: 'a folder', example: '/var/lib/samlop' }),
  pathways: folder({
    name: 'SAMLOP_PATHWAYS',
    fallback: './pathways',
    expects: 'a folder of pathways',
    example: '/etc/samlop/pathways',
  }),
  mode: {
    ...oneOf({ name: 'SAMLOP_MODE', fallback: 'demo', example: 'demo' }, ['demo'] as const),
    because: 'without an identity provider the server runs in demo mode only, and none can be configured yet',
  },
  logLevel: oneOf({ name: 'SAMLOP_LOG', fallback: 'info', example: 'warn' }, LOG_LEVELS),
  drainGrace: seconds({ name: 'SAMLOP_DRAIN_GRACE_SECONDS', fallback: '1', example: '10' }, 600),
  drainTimeout: seconds({ name: 'SAMLOP_DRAIN_TIMEOUT_SECONDS', fallback: '30', example: '60' }, 3600),
  feedDays: whole({ name: 'SAMLOP_FEED_DAYS', fallback: '7', expects: 'days', example: '30' }, 1, 366),
  feedRows: whole(
    { name: 'SAMLOP_FEED_ROWS', fallback: '5000000', expects: 'rows', example: '20000000' },
    1000,
    100_000_000,
  ),
  feedListeners: whole(
    { name: 'SAMLOP_FEED_LISTENERS', fallback: '200', expects: 'clients', example: '500' },
    0,
    10_000,
  ),
  archiveAfter: days({ name: 'SAMLOP_ARCHIVE_AFTER_DAYS', fallback: 'never', example: '90' }, 0),
  // longer than answers and messages on their way are kept, so that nothing of an instance is left elsewhere
  purgeAfter: days({ name: 'SAMLOP_PURGE_AFTER_DAYS', fallback: 'never', example: '3650' }, 8),
} as const satisfies Record<string, Setting>;

type Values = { readonly [K in keyof typeof settings]: ReturnType<(typeof settings)[K]['read']> & {} };

/**
 * The settings, from environment variables. An empty one counts as left out.
 * @throws ConfigError that names every setting that cannot be used, and every SAMLOP_ variable that is none
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const wrong = unknownIn(env);
  const values = Object.entries(settings).map(([key, setting]: [string, Setting]) => {
    const text = env[setting.name];
    const value = setting.read(text === undefined || text === '' ? setting.fallback : text);
    if (value === undefined) wrong.push(refusal(setting, text ?? ''));
    return [key, value] as const;
  });
  if (isGiven(env, settings.purgeAfter) && !isGiven(env, settings.archiveAfter))
    wrong.push(
      `${settings.purgeAfter.name} counts from when an instance is archived: set ${settings.archiveAfter.name} too.`,
    );
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  const {
    drainGrace: grace,
    drainTimeout: timeout,
    archiveAfter,
    purgeAfter,
    feedDays,
    feedRows: keepRows,
    feedListeners: mostListeners,
    ...rest
  } = Object.fromEntries(values) as unknown as Values;
  const pathways = env[settings.pathways.name] ? rest.pathways : join(packageRoot(), 'pathways');
  const retention = { archiveAfter: orNull(archiveAfter), purgeAfter: orNull(purgeAfter) };
  const feed = { keepFor: feedDays * DAY, keepRows, mostListeners };
  return { ...rest, pathways, drain: { grace, timeout }, retention, feed };
}

const isGiven = (env: Readonly<Record<string, string | undefined>>, { name, fallback }: Setting): boolean =>
  ![undefined, '', fallback].includes(env[name]);

const refusal = ({ name, expects, example, because }: Setting, text: string): string =>
  `${name} must be ${expects}, for example ${name}=${example}; it is ${JSON.stringify(text.slice(0, 100))}.` +
  (because === undefined ? '' : ` For ${because}.`);

/** Variables of tests are no settings. */
const NO_SETTING = /^SAMLOP_TEST_/;

/** A setting that is misspelt would be silently without effect. */
function unknownIn(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.values(settings).map(({ name }): string => name);
  return Object.keys(env)
    .filter((name) => name.startsWith('SAMLOP_') && !NO_SETTING.test(name) && !known.includes(name))
    .map((name) => `${name} is not a setting. There are ${known.join(', ')}.`);
}

type Named = Pick<Setting, 'name' | 'fallback' | 'example'>;

function whole(named: Named & { readonly expects: string }, least: number, most: number): Setting<number> {
  return {
    ...named,
    expects: `${named.expects}: a whole number from ${least} to ${most}`,
    read: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
  };
}

/** Read as milliseconds. */
function seconds(named: Named, most: number): Setting<number> {
  const { read, ...setting } = whole({ ...named, expects: 'seconds' }, 0, most);
  return { ...setting, read: (text) => scaled(read(text), SECOND) };
}

const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value * by;

/** Read as milliseconds. */
function days(named: Named, least: number): Setting<number | 'never'> {
  const { read, expects, ...setting } = whole({ ...named, expects: 'never, or days' }, least, 36_500);
  return { ...setting, expects, read: (text) => (text === 'never' ? text : scaled(read(text), DAY)) };
}

const orNull = (value: number | 'never'): number | null => (value === 'never' ? null : value);

function folder(named: Named & { readonly expects: string }): Setting<string> {
  return { ...named, read: (text) => (text.includes('\0') ? undefined : resolve(text)) };
}

function oneOf<T extends string>(named: Named, allowed: readonly T[]): Setting<T> {
  return {
    ...named,
    expects: allowed.length > 1 ? `one of ${allowed.join(', ')}` : `"${allowed.join()}"`,
    read: (text) => allowed.find((value) => value === text),
  };
}

/** The folder of package.json, from the sources and from `dist` alike: what is data is read from there. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new ConfigError('package.json was not found above the server.');
  }
}
