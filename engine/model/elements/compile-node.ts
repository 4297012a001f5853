import type { NodeDraft } from '../draft/drafts.js';
import type { ElementModel } from '../executable-model.js';
import { compileActivity } from './compile-activity.js';
import { compileEvent } from './compile-event.js';
import { compileGateway } from './compile-gateway.js';
import type { NodeContext } from './node-context.js';

/** The executable form of a flow node; undefined where it lacks something, which a diagnostic then says. */
export function compileNode(node: NodeDraft, c: NodeContext): ElementModel | undefined {
  switch (node.type) {
    case 'bpmn:StartEvent':
    case 'bpmn:EndEvent':
    case 'bpmn:IntermediateCatchEvent':
    case 'bpmn:IntermediateThrowEvent':
    case 'bpmn:BoundaryEvent':
      return compileEvent(node, node.type, c);
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:ParallelGateway':
    case 'bpmn:InclusiveGateway':
    case 'bpmn:EventBasedGateway':
    case 'bpmn:ComplexGateway':
      return compileGateway(node, node.type, c);
    default:
      return compileActivity(node, c);
  }
}
