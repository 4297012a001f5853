import type { CompiledDecision } from '../decisions/compiled-decision.js';
import type { Drafts } from './draft/drafts.js';
import type { ElementTexts, FormModel } from './executable-model.js';
import type { Messages } from './events/messages.js';
import type { ExpressionReader } from './expression-reader.js';
import type { ForeignSettings } from './foreign/foreign-settings.js';
import type { BpmnXml } from './read/bpmn-xml.js';
import type { Report } from './report.js';

/** What every part of the compiler can see. */
export interface Compilation {
  readonly definitions: BpmnXml;
  readonly elementsById: Readonly<Record<string, BpmnXml>>;
  readonly report: Report;
  readonly expressions: ExpressionReader;
  readonly foreign: ForeignSettings;
  readonly decisions: ReadonlyMap<string, CompiledDecision>;
  /** Form by id; reports the element where it is not known. */
  readonly form: (id: string, owner: BpmnXml) => FormModel | undefined;
  /** False where only the drawing is at hand: then fields of forms are not known. */
  readonly formsAreGiven: boolean;
  readonly messages: Messages;
  readonly drafts: Drafts;
}

export type { ElementTexts };
