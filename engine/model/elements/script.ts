import type { CompiledExpression } from '../../expressions/compiled-expression.js';
import type { Names, NodeDraft } from '../draft/drafts.js';
import { isFeel } from '../expression-reader.js';
import type { NodeContext } from './node-context.js';

/** The FEEL expression of a script task: a model is data, so that no other language is run. */
export function compileScript(node: NodeDraft, names: Names, c: NodeContext): CompiledExpression | undefined {
  const { xml } = node;
  const format = xml.scriptFormat ?? xml.scriptLanguage;
  if (!isFeel(format)) {
    c.report.add('SCRIPT_NOT_FEEL', xml, { format: format ?? '' });
    return undefined;
  }
  const source = (xml.script ?? c.foreign.setting(xml, 'script') ?? '').trim();
  if (source === '') {
    c.report.add('SCRIPT_MISSING', xml);
    return undefined;
  }
  return c.expressions.compile(source, { names, owner: xml, what: 'script' });
}
