import type { CompiledExpression, FeelType } from '../expressions/compiled-expression.js';
import { compileExpression } from '../expressions/compile-expression.js';
import type { ExpressionProblem } from '../expressions/expression-problem.js';
import { simpleNames } from './data/layered-names.js';
import type { Names } from './draft/drafts.js';
import type { ExpressionXml } from './read/bpmn-xml.js';
import type { Report, Subject } from './report.js';

/** An expression in its place in the model. */
export interface ExpressionPlace {
  readonly names: Names;
  /** Element that findings are about. */
  readonly owner: Subject;
  /** What the expression is, in the words of a designer: "condition of the flow". */
  readonly what: string;
  readonly expected?: FeelType;
}

/** Compiles the expressions of one model, equal ones once, and reports what is wrong with them. */
export interface ExpressionReader {
  /** A FEEL text, with or without a leading `=`. */
  compile(source: string, place: ExpressionPlace): CompiledExpression | undefined;
  /** A BPMN expression element; an absent or empty one gives undefined and no finding. */
  read(xml: ExpressionXml | undefined, place: ExpressionPlace): CompiledExpression | undefined;
}

interface Compiled {
  readonly expression?: CompiledExpression;
  readonly problems: readonly ExpressionProblem[];
}

export function createExpressionReader(report: Report): ExpressionReader {
  const known = new Map<Names, { readonly declared: Names; readonly compiled: Map<string, Compiled> }>();

  const compileOnce = (source: string, { names, expected }: ExpressionPlace): Compiled => {
    let group = known.get(names);
    if (!group) known.set(names, (group = { declared: simpleNames(names), compiled: new Map() }));
    const key = `${expected ?? ''}|${source}`;
    let compiled = group.compiled.get(key);
    if (!compiled) {
      compiled = compileExpression(source, { declared: group.declared, ...(expected && { expected }) });
      group.compiled.set(key, compiled);
    }
    return compiled;
  };

  const compile = (source: string, place: ExpressionPlace): CompiledExpression | undefined => {
    const { expression, problems } = compileOnce(source, place);
    for (const { code, name, message } of problems) {
      report.add(`EXPRESSION_${code}`, place.owner, { what: place.what, name: name ?? '', message });
    }
    return expression;
  };

  return {
    compile,
    read(xml, place) {
      const body = bodyOf(xml);
      if (body === undefined) return undefined;
      if (!isFeel(xml?.language)) {
        report.add('EXPRESSION_LANGUAGE_NOT_FEEL', place.owner, { what: place.what, language: xml?.language ?? '' });
        return undefined;
      }
      return compile(body, place);
    },
  };
}

/** Text of an expression element; undefined where it is absent or blank. */
export function bodyOf(xml: ExpressionXml | undefined): string | undefined {
  const body = xml?.body?.trim();
  return body === undefined || body === '' ? undefined : body;
}

/** FEEL by any of its names, or nothing said. */
export function isFeel(language: string | undefined): boolean {
  return language === undefined || language === '' || /feel/i.test(language);
}
