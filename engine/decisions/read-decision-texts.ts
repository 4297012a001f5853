import { DmnModdle } from 'dmn-moddle';

import { boundsProblem } from '../model/read/bounds.js';
import type { DecisionProblem } from './decision-problem.js';
import type { DefinitionsXml } from './dmn-xml.js';

/** Made once: it holds the DMN schema and nothing of any text. */
let moddle: DmnModdle | undefined;

/**
 * Reads DMN 1.3 texts. One that is too large, has a DOCTYPE, is not well formed or not understood in every part is refused.
 */
export async function readDecisionTexts(
  texts: readonly string[],
  problems: DecisionProblem[],
): Promise<readonly DefinitionsXml[]> {
  const definitions: DefinitionsXml[] = [];
  for (const text of texts) {
    const reason = boundsProblem(text);
    const read = reason === undefined ? await readText(text) : { reason };
    if ('reason' in read) problems.push({ code: 'XML_NOT_READABLE', message: `This is not DMN 1.3: ${read.reason}` });
    else definitions.push(read);
  }
  return definitions;
}

async function readText(text: string): Promise<DefinitionsXml | { readonly reason: string }> {
  try {
    moddle ??= new DmnModdle();
    const { rootElement, warnings } = await moddle.fromXML(text);
    const [warning] = warnings;
    return warning === undefined ? (rootElement as DefinitionsXml) : { reason: oneLine(warning.message) };
  } catch (error) {
    return { reason: oneLine(error instanceof Error ? error.message : String(error)) };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
