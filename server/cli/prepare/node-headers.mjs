import fs from 'node:fs';
import path from 'node:path';

/**
 * Node's headers, where they are installed beside it, so that compiling a package need not fetch them.
 * @returns {Record<string, string>} environment for npm
 */
export function headersOfThisNode() {
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const file = path.join(prefix, 'include', 'node', 'node_version.h');
  if (!fs.existsSync(file)) return {};
  const text = fs.readFileSync(file, 'utf8');
  const version = ['MAJOR', 'MINOR', 'PATCH'].map((part) => new RegExp(`NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]);
  return version.join('.') === process.versions.node ? { npm_config_nodedir: prefix } : {};
}
