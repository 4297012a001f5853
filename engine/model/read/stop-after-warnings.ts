/** Thrown inside the parser to make it stop; carries the warnings so far, as its own errors do. */
export class TooManyWarnings extends Error {
  override readonly name = 'TooManyWarnings';
}

interface ParseContext {
  addWarning(warning: object): void;
}

interface RootHandler {
  context?: ParseContext;
}

/**
 * Reader options that end parsing after so many warnings. Without them moddle-xml goes on to the end of the text, and
 * a hostile text with a hundred thousand unknown elements takes minutes. The reader asks its `handler` for the handler
 * of the root element and gives that the parse context, which takes the warnings.
 */
export function stopAfterWarnings(most: number): object {
  return {
    handler(this: object, typeName: string): RootHandler {
      const reader = Object.getPrototypeOf(this) as { handler(this: object, typeName: string): RootHandler };
      return countingWarnings(reader.handler.call(this, typeName), most);
    },
  };
}

function countingWarnings(root: RootHandler, most: number): RootHandler {
  let context: ParseContext | undefined;
  return Object.defineProperty(root, 'context', {
    get: () => context,
    set: (given: ParseContext) => {
      const add = given.addWarning.bind(given);
      let count = 0;
      given.addWarning = (warning) => {
        if (++count > most) throw new TooManyWarnings();
        add(warning);
      };
      context = given;
    },
  });
}
