import type { ElementModel } from '../../model/executable-model.js';
import type { Run } from '../run.js';
import type { Scope, Token } from '../state.js';

/** What one kind of element does with a token. */
export interface Behaviour<E extends ElementModel = ElementModel> {
  /** The token has arrived, by a flow or placed. */
  enter(run: Run, token: Token, element: E, flow: string | undefined): void;
  /** The element's work is done, or what it waited for has come. */
  complete(run: Run, token: Token, element: E, skipped?: boolean): void;
  /** The last token of the scope that its activity opened is gone. */
  emptied?(run: Run, token: Token, element: E, scope: Scope): void;
  /** All that a token of a gateway may wait for has moved; asked when nothing else can move. Returns whether it fired. */
  settle?(run: Run, token: Token, element: E): boolean;
}
