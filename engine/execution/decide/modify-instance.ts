import { cancelContent, cancelToken } from '../cancel.js';
import type { Command, Instruction } from '../commands.js';
import { EngineError, type Obstacle } from '../engine-error.js';
import type { InstructionGiven } from '../events.js';
import type { Run } from '../run.js';
import { armEventSubProcesses } from '../scopes.js';
import type { Scope, Token } from '../state.js';
import { leave } from '../tokens.js';
import { unreachable } from '../unreachable.js';
import { flowsNamed, numberOf } from './find.js';
import { placeAt } from './place-at.js';

type ModifyInstance = Extract<Command, { type: 'ModifyInstance' }>;

/** Whether a command may be given to an instance that has ended: one that begins by opening an element again. */
export function reopens(command: Command): boolean {
  return command.type === 'ModifyInstance' && instructionsOf(command)[0]?.type === 'reopenElement';
}

function instructionsOf({ instructions }: ModifyInstance): readonly (Partial<Instruction> | null)[] {
  return Array.isArray(instructions) ? (instructions as readonly Instruction[]) : [];
}

/**
 * An operator changes where the instance stands: instruction by instruction, and the whole is refused where one cannot
 * be carried out. The refusal says which (`instruction`, from 0), and the element and why.
 */
export function modifyInstance(run: Run, command: ModifyInstance): void {
  const { reason, instructions } = command;
  if (typeof reason !== 'string') throw new EngineError('VALUE_NOT_ALLOWED', { path: 'reason' });
  if (instructionsOf(command).length === 0) throw new EngineError('INSTRUCTION_NOT_VALID');
  const by = run.by === undefined ? {} : { by: run.by };
  run.emit({ type: 'InstanceModified', at: run.now, reason, instructions: instructions.map(given), ...by });
  if (run.state.status !== 'running') reopenInstance(run);
  const left = new Set<number>();
  instructions.forEach((instruction, index) => naming(index, () => carryOut(run, instruction, left)));
  for (const scope of left) settleLeft(run, scope);
}

const TYPES: readonly string[] = ['placeToken', 'reopenElement', 'removeToken', 'moveToken', 'skipElement'];
const TEXTS = ['element', 'tokenId', 'scopeId'] as const;

/** What was asked for, as far as it is of the shape of an instruction: ids, and no values. */
function given(instruction: Instruction, index: number): InstructionGiven {
  const not = (): never => {
    throw new EngineError('INSTRUCTION_NOT_VALID', { instruction: index });
  };
  if (typeof instruction !== 'object' || instruction === null || !TYPES.includes(instruction.type)) return not();
  const { type, flows, ...named }: InstructionGiven = instruction;
  const texts = TEXTS.flatMap((name) => (named[name] === undefined ? [] : [[name, named[name]] as const]));
  if (texts.some(([, text]) => typeof text !== 'string')) return not();
  if (flows !== undefined && !(Array.isArray(flows) && flows.every((flow) => typeof flow === 'string'))) return not();
  return { type, ...Object.fromEntries(texts), ...(flows && { flows }) };
}

/** An ended instance goes on with its variables, and listens to its event sub-processes again. */
function reopenInstance(run: Run): void {
  run.emit({ type: 'InstanceReopened', at: run.now, ...(run.by !== undefined && { by: run.by }) });
  const container = run.containerOf(run.scope(1));
  if (container) armEventSubProcesses(run, container, 1);
}

function naming(instruction: number, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(error.code, { ...error.details, instruction });
  }
}

/** @param left scopes that a token has been taken out of */
function carryOut(run: Run, instruction: Instruction, left: Set<number>): void {
  switch (instruction.type) {
    case 'placeToken':
      return placeAt(run, instruction, instruction.scopeId);
    case 'reopenElement':
      return placeAt(run, instruction, instruction.scopeId, true);
    case 'removeToken':
      return removeToken(run, tokenNamed(run, instruction.tokenId), left);
    case 'moveToken': {
      const token = tokenNamed(run, instruction.tokenId);
      removeToken(run, token, left);
      return placeAt(run, instruction, run.idOf(token.scope));
    }
    case 'skipElement':
      return skipElement(run, tokenNamed(run, instruction.tokenId), instruction.flows);
    default:
      return unreachable(instruction);
  }
}

function tokenNamed(run: Run, tokenId: string): Token {
  const token = run.findToken(numberOf(run, tokenId, 'TOKEN_NOT_FOUND'));
  if (!token) throw new EngineError('TOKEN_NOT_FOUND', { id: tokenId });
  return token;
}

function refuse(token: Token, why: Obstacle): never {
  throw new EngineError('TOKEN_NOT_CHANGEABLE', { elementId: token.element, why });
}

function removeToken(run: Run, token: Token, left: Set<number>): void {
  refuseCounted(run, token);
  cancelToken(run, token);
  left.add(token.scope);
}

/** What is counted by somebody who waits for it cannot just be taken away. */
function refuseCounted(run: Run, token: Token): void {
  const { kind } = run.scope(token.scope);
  if (kind === 'iteration') refuse(token, 'LOOP');
  if (kind === 'compensation') refuse(token, 'COMPENSATION');
}

/** Where the last token has been taken out, the sub-process ends too; where only event sub-processes are left, it waits for them. */
function settleLeft(run: Run, id: number): void {
  const scope = run.findScope(id);
  if (!scope) return;
  if (run.hasTokens(id) || (isAdHoc(run, scope) && scope.interrupted)) return run.checkScope(id);
  if (isAdHoc(run, scope)) return;
  if (scope.owner === undefined) throw new EngineError('NOTHING_LEFT', { instanceId: run.state.instanceId });
  const owner = run.token(scope.owner);
  refuseCounted(run, owner);
  cancelToken(run, owner);
  settleLeft(run, owner.scope);
}

function isAdHoc(run: Run, scope: Scope): boolean {
  return run.containerOf(scope)?.kind === 'adHoc';
}

/** The element is left as if it were done, without its work and with nothing taken out of it. */
function skipElement(run: Run, token: Token, ids: readonly string[] | undefined): void {
  const element = run.elementAt(token);
  const isGateway = !('boundaries' in element || 'triggers' in element);
  if (token.compensation) refuse(token, 'COMPENSATION');
  if (token.via !== undefined && !isGateway) refuse(token, 'NOT_STARTED');
  const flows = flowsNamed(run, token, element, ids);
  const cannotChoose = element.type === 'bpmn:EventBasedGateway' || element.type === 'bpmn:ComplexGateway';
  if (cannotChoose && !flows) refuse(token, 'FLOWS_NEEDED');
  cancelContent(run, token);
  if (token.via !== undefined) run.emit({ type: 'ElementStarted', token: token.id, element: element.id, at: run.now });
  if ((isGateway && flows) || element.type === 'bpmn:EndEvent') return leave(run, token, flows ?? []);
  if (flows) run.chosenFlows.set(token.id, flows);
  run.enqueue({ phase: 'complete', token: token.id, skip: true });
}
