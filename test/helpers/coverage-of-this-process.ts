/**
 * Loaded before the tests. Coverage is counted in this process only: programs that tests start load the same sources in another
 * form, and the two cannot be added up.
 */
delete process.env['NODE_V8_COVERAGE'];
