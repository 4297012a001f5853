import { PrepareFailure } from './failure.mjs';
import { say } from './say.mjs';

/**
 * Does the work; a failed preparation ends the process with its message instead of a stack.
 * @param {() => Promise<void>} work
 */
export async function orExplain(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PrepareFailure)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}
