import type { Instant } from '../calendar/instant.js';
import { WorkBudget } from '../expressions/work-budget.js';
import type { ContainerModel, ElementModel, ExecutableModel, FlowModel } from '../model/executable-model.js';
import type { Draft } from './apply.js';
import { applyTo, draftOf } from './apply.js';
import type { Environment } from './environment.js';
import type { Event } from './events.js';
import { StepTooLarge } from './fault.js';
import { positionOf } from './numbered.js';
import { stepsOfEvent } from './steps-of-event.js';
import type { IncidentPhase, InstanceState, Scope, Token } from './state.js';

/** Something a token has to do next. It is dropped if the token is gone when its turn comes. */
export interface Work {
  readonly phase: IncidentPhase;
  readonly token: number;
  /** Phase `enter`: flow by which the token came. Kept while it is held. */
  readonly flow?: string;
  /** Phase `complete`: an operator goes on without the element's work, so nothing is taken out of it. */
  readonly skip?: boolean;
  /** Phase `leave`: scope of the token's activity that has run empty; token 0 stands for the instance itself. */
  readonly scope?: number;
  /** Phase `arm`: event to be armed again, by the token that carries it or whose scope it belongs to. */
  readonly event?: string;
  /** Phase `work`: BPMN error thrown by the task or job at this token. */
  readonly error?: string;
}

/** One step in the making: the draft of the state, the events so far and the work still to do. */
export class Run {
  state: Draft;
  readonly events: Event[] = [];
  readonly queue: Work[] = [];
  /** Names of variables set since conditional events were last looked at. */
  changed: Set<string> | undefined;
  /** Flows that an operator has chosen for a token whose element could not choose. */
  readonly chosenFlows = new Map<number, readonly FlowModel[]>();
  /** Bytes of the values that the command brings. */
  received = 0;
  /** Work that the step may still do. */
  readonly work: WorkBudget;
  /** Whether events are counted as work: not those of the decision, of which there are no more than the state has parts. */
  isCounting = false;
  /** Element that is at work: where the step was when its budget ended. */
  at = '';
  private entered = 0;
  /** A state within the step that is known without applying events again. */
  private known: { readonly events: number; readonly state: InstanceState | null };

  constructor(
    readonly environment: Environment,
    private readonly before: InstanceState | null,
    readonly now: Instant,
    readonly by: string | undefined,
  ) {
    this.state = draftOf(before);
    this.known = { events: 0, state: before };
    this.work = new WorkBudget(environment.limits.workBudget);
  }

  /**
   * Records what happened and lets it take effect.
   * @throws BudgetSpent when the step may do no more
   */
  emit(event: Event): void {
    if (this.isCounting) this.work.spend(stepsOfEvent(event, this.state, this.work.left));
    this.events.push(event);
    applyTo(this.state, event);
  }

  /** Undoes all events after the first `count`: the state before the step, with the events up to there. */
  rollBack(count: number): void {
    if (count < this.known.events) this.known = { events: 0, state: this.before };
    this.events.length = count;
    this.state = draftOf(this.known.state);
    for (const event of this.events.slice(this.known.events)) applyTo(this.state, event);
    this.known = { events: count, state: draftOf(this.state) };
  }

  nextId(): number {
    return this.state.counter + 1;
  }

  idOf(number: number): string {
    return `${this.state.instanceId}:${number}`;
  }

  enqueue(work: Work): void {
    this.queue.push(work);
  }

  /**
   * To be called when a token may have been the last one of its scope: then the scope is complete (13.3.4), or waits
   * only for event sub-processes that still run (13.5.4).
   */
  checkScope(id: number): void {
    const model = this.modelOf(id);
    for (const token of this.state.tokens) {
      if (token.scope !== id) continue;
      const element = model.elements[token.element];
      if (!(element && 'triggeredByEvent' in element && element.triggeredByEvent)) return;
    }
    this.enqueue({ phase: 'leave', token: this.scope(id).owner ?? 0, scope: id });
  }

  /** Counts against the step budget (an endless loop without a wait state must end). */
  countEntry(): void {
    if (++this.entered > this.environment.limits.stepBudget) throw new StepTooLarge('STEP_BUDGET_EXHAUSTED');
  }

  /** To be called for every token that is born. */
  countToken(): void {
    if (this.state.tokens.length > this.environment.limits.openTokens) throw new StepTooLarge('LIMIT_EXCEEDED');
  }

  findToken(id: number): Token | undefined {
    return this.state.tokens[positionOf(this.state.tokens, id)];
  }

  token(id: number): Token {
    return this.findToken(id) ?? missing('token', id);
  }

  findScope(id: number): Scope | undefined {
    return this.state.scopes[positionOf(this.state.scopes, id)];
  }

  scope(id: number): Scope {
    return this.findScope(id) ?? missing('scope', id);
  }

  /** Scope that the token's activity opened, for an activity that opens one at a time. */
  scopeOwnedBy(token: number): Scope | undefined {
    return this.state.scopes.find((scope) => scope.owner === token);
  }

  /** Scope around a scope; a called process has its caller's. */
  parentOf(scope: Scope): Scope | undefined {
    return scope.owner === undefined ? undefined : this.scope(this.token(scope.owner).scope);
  }

  hasTokens(scope: number): boolean {
    const { tokens } = this.state;
    for (const token of tokens) if (token.scope === scope) return true;
    return false;
  }

  /** Model that the elements of a scope are in: the called process's, or the instance's own. */
  modelOf(scopeId: number): ExecutableModel {
    const { environment } = this;
    let scope: Scope | undefined = scopeId === 1 ? undefined : this.scope(scopeId);
    while (scope) {
      if (scope.model !== undefined) return environment.models[scope.model] ?? missing('model', scopeId);
      scope = this.parentOf(scope);
    }
    return environment.models[environment.root] ?? missing('model', scopeId);
  }

  elementAt(token: Token): ElementModel {
    return this.element(token.scope, token.element);
  }

  element(scope: number, id: string): ElementModel {
    return this.modelOf(scope).elements[id] ?? missing('element', scope);
  }

  /** Container whose elements the scope executes; undefined for an iteration or a compensation of a task. */
  containerOf(scope: Scope): ContainerModel | undefined {
    return scope.kind === 'iteration' ? undefined : this.modelOf(scope.id).containers[scope.element];
  }
}

/** State and environment do not belong together: a defect, so the step fails as a whole and changes nothing. */
function missing(what: string, id: number): never {
  throw new Error(`${what} ${id} is not there`);
}
