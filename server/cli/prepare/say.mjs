/** Tells a person what is happening: on standard error, so that the output of a command stays its own. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`);
}
