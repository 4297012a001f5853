import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder of package.json. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where installation and build are made before they take the place of the old ones. */
export const staging = path.join(root, '.prepare');

/** @param {...string} parts */
export const inRoot = (...parts) => path.join(root, ...parts);
