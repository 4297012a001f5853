/**
 * Loaded before the tests. Coverage is counted in the processes that run tests: programs that tests start load the same sources
 * in another form, and the two cannot be added up. Where files run side by side, mocha's own process only hands them out.
 */
if (!process.argv.includes('--parallel')) delete process.env['NODE_V8_COVERAGE'];
