import { StartError } from './start-error.js';

/** What to tell the person who starts the server of a port that cannot be listened on; else the error itself. */
export function explainPort(port: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} is taken by another program. Stop that one, or set PORT to another number.`);
  if (code === 'EACCES')
    return new StartError(`Port ${port} may not be used by this user. Set PORT to a number from 1024 up.`);
  return error;
}
