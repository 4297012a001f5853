/**
 * Loaded before the tests. Coverage is counted in the processes that run tests: programs that tests start load the same sources
 * in another form, and the two cannot be added up. Where files run side by side, mocha's own process only hands them out.
 */
const handsOut = process.argv.includes('--parallel') && process.env['MOCHA_WORKER_ID'] === undefined;
if (!handsOut) delete process.env['NODE_V8_COVERAGE'];
