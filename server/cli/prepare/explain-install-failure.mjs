const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT/;
const NATIVE = /better-sqlite3|node-gyp|gyp ERR/;
const NO_SPACE = /ENOSPC/;

/**
 * What a person can do about a failed installation.
 * @param {string} output what npm wrote
 */
export function explainInstallFailure(output) {
  const reasons = [
    NO_SPACE.test(output) && 'The disk is full.',
    NATIVE.test(output) && HOW_TO_COMPILE,
    NO_NETWORK.test(output) && 'The package registry could not be reached: the first start needs a connection to it.',
  ].filter((reason) => reason !== false);
  return ['', 'The packages could not be installed; what was here before is untouched.', ...reasons].join('\n');
}

const HOW_TO_COMPILE = `There is no prebuilt better-sqlite3 for this machine, and compiling it failed. It needs
  - a C++ compiler with C++20 and make    Debian, Ubuntu: apt-get install build-essential
                                          Fedora: dnf install gcc-c++ make      macOS: xcode-select --install
  - Python 3.8 or newer                   Debian, Ubuntu: apt-get install python3
  - Node's own headers                    fetched from nodejs.org; where that is closed, install them and say where:
                                          npm_config_nodedir=/usr (the folder with include/node) npm start
  - npm's setting ignore-scripts off      npm_config_ignore_scripts=false npm start
Then start again.`;
