import type { Command } from '../commands.js';
import { EngineError } from '../engine-error.js';
import type { Run } from '../run.js';
import { completeAdHoc, startAdHocActivity } from './ad-hoc.js';
import { cancelInstance } from './cancel-instance.js';
import { resolveIncident } from './incidents.js';
import { modifyInstance } from './modify-instance.js';
import { broadcastSignal, correlateMessage, fireTimer, setVariables } from './outside.js';
import { startInstance } from './start-instance.js';
import { resumeInstance, suspendInstance } from './suspend-instance.js';
import { completeJob, completeTask, failJob, raiseTaskEscalation, throwJobError, throwTaskError } from './work.js';

/**
 * Checks a command against the state and lets it take its direct effect; what follows from it is queued.
 * @throws EngineError when the command is refused
 */
export function decide(run: Run, command: Command): void {
  switch (command.type) {
    case 'StartInstance':
      return startInstance(run, command);
    case 'CompleteTask':
      return completeTask(run, command);
    case 'ThrowTaskError':
      return throwTaskError(run, command);
    case 'RaiseEscalation':
      return raiseTaskEscalation(run, command);
    case 'CompleteJob':
      return completeJob(run, command);
    case 'FailJob':
      return failJob(run, command);
    case 'ThrowJobError':
      return throwJobError(run, command);
    case 'FireTimer':
      return fireTimer(run, command);
    case 'CorrelateMessage':
      return correlateMessage(run, command);
    case 'BroadcastSignal':
      return broadcastSignal(run, command);
    case 'StartAdHocActivity':
      return startAdHocActivity(run, command);
    case 'CompleteAdHoc':
      return completeAdHoc(run, command);
    case 'SetVariables':
      return setVariables(run, command);
    case 'ResolveIncident':
      return resolveIncident(run, command);
    case 'CancelInstance':
      return cancelInstance(run, command);
    case 'ModifyInstance':
      return modifyInstance(run, command);
    case 'SuspendInstance':
      return suspendInstance(run, command);
    case 'ResumeInstance':
      return resumeInstance(run);
    default:
      throw new EngineError('COMMAND_NOT_KNOWN', { type: String((command as { type?: unknown }).type) });
  }
}
