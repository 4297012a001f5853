/** Reads JSON that this store has written, as the type that it was written from. */
export const parseJson = <T>(text: string): T => JSON.parse(text) as T;
