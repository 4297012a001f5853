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
}

/** Thrown for a setting that cannot be used; the message is for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'];

/**
 * The settings, from environment variables: PORT (3000; 0 picks a free one), SAMLOP_DATA (./.data), SAMLOP_MODE (demo),
 * SAMLOP_LOG (info).
 * @throws ConfigError
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  return {
    port: portOf(env['PORT']),
    data: resolve(env['SAMLOP_DATA'] || './.data'),
    pathways: resolve(env['SAMLOP_PATHWAYS'] || join(packageRoot(), 'pathways')),
    mode: modeOf(env['SAMLOP_MODE']),
    logLevel: logLevelOf(env['SAMLOP_LOG']),
  };
}

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return 3000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new ConfigError(`PORT must be a number from 0 to 65535, not "${text}".`);
  return port;
}

function modeOf(text: string | undefined): 'demo' {
  if (text === undefined || text === '' || text === 'demo') return 'demo';
  throw new ConfigError(
    `SAMLOP_MODE is "${text}", but without an identity provider the server runs in demo mode only, and none can be configured yet. ` +
      'Leave SAMLOP_MODE out, or set it to "demo".',
  );
}

function logLevelOf(text: string | undefined): string {
  if (text === undefined || text === '') return 'info';
  if (!LOG_LEVELS.includes(text))
    throw new ConfigError(`SAMLOP_LOG must be one of ${LOG_LEVELS.join(', ')}, not "${text}".`);
  return text;
}

/** The folder of package.json, from the sources and from `dist` alike: what is data is read from there. */
export function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new ConfigError('package.json was not found above the server.');
  }
}
