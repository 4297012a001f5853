#!/usr/bin/env node
import { launch } from './prepare/launch.mjs';

/** `npx samlop …` */
await launch('server/cli/main.js');
