import { ApplicationError } from './application-error.js';
import { createPace } from './pace.js';

/** How many of people's commands are under way; a queue that grew without end would serve nobody. */
export interface Admission {
  readonly busy: number;
  /** @throws ApplicationError OVERLOADED, at once, when as many as may be are under way; it says when they will be through */
  run<T>(command: () => Promise<T>): Promise<T>;
}

/** At some thousand commands a second, what is let in is answered within a second. */
const MOST_AT_ONCE = 2000;

/** @param most commands that may be under way together */
export function createAdmission(most = MOST_AT_ONCE, pace = createPace()): Admission {
  let busy = 0;
  return {
    get busy() {
      return busy;
    },
    async run(command) {
      if (busy >= most) throw new ApplicationError('OVERLOADED', {}, pace.expected());
      const end = pace.begin();
      busy += 1;
      try {
        return await command();
      } finally {
        busy -= 1;
        end();
      }
    },
  };
}
