/** How keys and names are compared, and what one must be that a person or another system gives. */
export { KEY_PATTERN, LINES_PATTERN, normalKey } from '../../engine/index.js';
