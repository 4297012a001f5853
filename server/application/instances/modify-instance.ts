import { upgradeState } from '../../../engine/index.js';
import type { Command, Instruction, PlainVariables } from '../../../engine/index.js';
import { ApplicationError } from '../application-error.js';
import { parseKey } from '../keys.js';
import { requireUnchanged, revisionTag } from '../precondition.js';
import { runCommand } from '../run-command.js';
import type { Caller, Services } from '../services.js';
import { seenOfInstance } from './instance-answer.js';
import { modificationAnswer, type Modification } from './modification-answer.js';

/** One instruction as the API has it; which fields belong to a type is the contract's. */
export interface InstructionRequest {
  readonly type: Instruction['type'];
  readonly elementId?: string;
  readonly elementInstanceKey?: string;
  readonly scopeKey?: string;
  readonly flowIds?: readonly string[];
  readonly variables?: PlainVariables;
}

export interface ModificationRequest {
  readonly instructions: readonly InstructionRequest[];
  readonly reason: string;
  /** Says what would happen, and does nothing. */
  readonly dryRun?: boolean;
}

/**
 * An operator changes where an instance stands, or asks what that would come to.
 * @throws EngineError with the instruction and its element; ApplicationError INSTANCE_ALREADY_RUNNING where an ended
 *   instance is opened again beside another one
 */
export async function modifyInstance(
  services: Services,
  caller: Caller,
  key: string,
  request: ModificationRequest,
): Promise<Modification> {
  const instanceKey = parseKey(key, 'INSTANCE_NOT_FOUND');
  if (request.dryRun) return wouldBecome(services, caller, instanceKey, request);
  return runCommand(services, caller, instanceKey, ({ env, now }) => ({
    command: commandOf(request, now, caller.by),
    answerOf: (result) => modificationAnswer(env, result, false),
  }));
}

async function wouldBecome(
  services: Services,
  caller: Caller,
  instanceKey: number,
  request: ModificationRequest,
): Promise<Modification> {
  const row = await services.store.loadInstance(instanceKey);
  if (!row) throw new ApplicationError('INSTANCE_NOT_FOUND');
  requireUnchanged(caller, 'processInstance', revisionTag(row), seenOfInstance(row));
  const env = await services.models.environment(services.store, row.environmentKey);
  const command = commandOf(request, services.clock.now(), caller.by);
  return modificationAnswer(env, await services.steps.take(env, upgradeState(row.state), command), true);
}

function commandOf({ instructions, reason }: ModificationRequest, now: number, by: string): Command {
  return { type: 'ModifyInstance', instructions: instructions.map(instructionOf), reason, now, by };
}

function instructionOf({ type, ...given }: InstructionRequest): Instruction {
  const { elementId: element, elementInstanceKey: tokenId, scopeKey: scopeId, flowIds: flows, variables } = given;
  return {
    type,
    ...(element !== undefined && { element }),
    ...(tokenId !== undefined && { tokenId }),
    ...(scopeId !== undefined && { scopeId }),
    ...(flows && { flows }),
    ...(variables && { variables }),
  } as Instruction;
}
