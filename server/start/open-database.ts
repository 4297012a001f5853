import type { Store } from '../application/ports.js';
import { StartError } from './start-error.js';

/**
 * The server's own store.
 * @param open opens the file
 * @throws StartError
 */
export function openDatabase(file: string, open: (file: string) => Store): Store {
  try {
    return open(file);
  } catch (error) {
    throw new StartError(
      `The database ${file} cannot be opened: ${error instanceof Error ? error.message : 'unknown'}.`,
    );
  }
}
