import { launch } from './launch.mjs';

/** `npm start` */
await launch('server/main.js');
