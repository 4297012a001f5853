import { packModel, unpackModel, type ExecutableModel } from '../../../engine/index.js';

/** The model as another thread gets it. */
export const unpacked = (model: ExecutableModel): ExecutableModel => unpackModel(structuredClone(packModel(model)));
