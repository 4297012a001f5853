/** The preparation cannot go on. The message is for the person who started it, and says what to do. */
export class PrepareFailure extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'PrepareFailure';
    this.exitCode = exitCode;
  }
}
