/** Why a value from outside is not taken. One closed list. */
export type ValueErrorCode =
  /** Not the type that the form, message or variable has at that place. */
  | 'TYPE_NOT_MATCHED'
  /** A text that is not the date, time, duration or decimal that it should be. */
  | 'TEXT_NOT_VALID'
  /** NaN, infinity, or something that is no JSON at all. */
  | 'NOT_JSON'
  | 'NAME_NOT_ALLOWED'
  | 'TOO_DEEP'
  | 'LIST_TOO_LONG';

/** Thrown when a value from outside is refused. Says where, never what the value is. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
  constructor(
    readonly code: ValueErrorCode,
    /** JSON pointer (RFC 6901) from the value or the object of variables: `/answers/3/date`; empty for the value itself. */
    readonly path: string,
  ) {
    super(code);
  }
}
