import type { FeelType } from '../../expressions/compiled-expression.js';
import type { Names } from '../draft/drafts.js';

/**
 * Names of a place whose data come from elsewhere (a worker, a called process, a message without described fields):
 * every name may be there, and nothing is known of its type.
 */
export function openNames(known: Names): Names {
  return new OpenNames(known);
}

class OpenNames extends Map<string, FeelType> {
  override has(): boolean {
    return true;
  }

  override get(name: string): FeelType {
    return super.get(name) ?? 'Any';
  }
}
