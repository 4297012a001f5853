import { BpmnModdle } from 'bpmn-moddle';

import { pathwayDescriptor } from '../pathway-descriptor.js';
import type { Report } from '../report.js';
import type { BpmnXml } from './bpmn-xml.js';
import { boundsProblem, MAX_BYTES, MAX_DEPTH } from './bounds.js';
import { reportFailure, reportWarnings, type ParserWarning } from './parser-warnings.js';
import { stopAfterWarnings, TooManyWarnings } from './stop-after-warnings.js';

/** Made once: it holds the BPMN schema and nothing of any model. */
let moddle: BpmnModdle | undefined;

/** Warnings of the parser that are gathered; it looks up the line of each, so that many of them take long. */
const MAX_WARNINGS = 100;

/** A BPMN text as bpmn-moddle reads it with the pathway extension. */
export interface ReadDefinitions {
  readonly definitions: BpmnXml;
  readonly elementsById: Readonly<Record<string, BpmnXml>>;
}

/**
 * Reads a BPMN text. Text that is too large, holds a DOCTYPE, is not well formed or is not understood in every part by
 * the BPMN schema is refused by diagnostics: then nothing is returned.
 */
export async function readDefinitions(xml: string, report: Report): Promise<ReadDefinitions | undefined> {
  const problem = boundsProblem(xml);
  if (problem) {
    report.add(problem, undefined, { bytes: MAX_BYTES, depth: MAX_DEPTH });
    return undefined;
  }
  try {
    moddle ??= new BpmnModdle({ pathway: pathwayDescriptor });
    const { rootElement, elementsById, warnings } = await moddle.fromXML(
      xml,
      'bpmn:Definitions',
      stopAfterWarnings(MAX_WARNINGS),
    );
    reportWarnings(warnings, report);
    if (report.hasErrors) return undefined;
    return { definitions: rootElement as unknown as BpmnXml, elementsById: elementsById as Record<string, BpmnXml> };
  } catch (error) {
    const warnings = (error as { warnings?: readonly ParserWarning[] }).warnings ?? [];
    reportWarnings(warnings, report);
    if (error instanceof TooManyWarnings) report.add('MORE_FINDINGS', undefined);
    else reportFailure(error, report);
    return undefined;
  }
}
