import type { FeelType } from '../expressions/compiled-expression.js';
import type { CompiledDecision } from './compiled-decision.js';
import { compileLogic } from './compile-logic.js';
import { DecisionBuilder } from './decision-builder.js';
import { decisionNode, type DecisionNode } from './decision-node.js';
import type { DecisionProblem } from './decision-problem.js';
import type { DefinitionsXml, DrgElementXml } from './dmn-xml.js';
import { itemTypes, type ItemTypes } from './item-types.js';

/** Decisions that require each other may form chains of this length. */
const LONGEST_CHAIN = 50;

/** The elements of a decision requirements graph (DMN 1.3, section 6), compiled from those that require nothing upwards. */
export class RequirementGraph {
  readonly #elements = new Map<string, DrgElementXml>();
  readonly #types: ItemTypes;
  readonly #compiled = new Map<string, DecisionNode | undefined>();
  readonly #underWay: string[] = [];

  constructor(
    definitions: readonly DefinitionsXml[],
    private readonly problems: DecisionProblem[],
  ) {
    this.#types = itemTypes(definitions.flatMap((text) => text.itemDefinition ?? []));
    for (const text of definitions) this.#addAll(text);
  }

  compileAll(): ReadonlyMap<string, CompiledDecision> {
    const decisions = new Map<string, CompiledDecision>();
    for (const [id, { $type }] of this.#elements) {
      const compiled = $type === 'dmn:Decision' ? this.#compile(id)?.decision : undefined;
      if (compiled !== undefined) decisions.set(id, compiled);
    }
    return decisions;
  }

  #addAll(text: DefinitionsXml): void {
    if (text.expressionLanguage !== undefined && !/feel/i.test(text.expressionLanguage)) {
      const message = `Decisions are written in FEEL, not in ${text.expressionLanguage}.`;
      this.problems.push({ code: 'LANGUAGE_NOT_FEEL', message });
    }
    if (text.import !== undefined && text.import.length > 0) {
      this.problems.push({
        code: 'NOT_SUPPORTED',
        message: 'Imports are not supported: put the definitions in one text.',
      });
    }
    for (const element of text.drgElement ?? []) this.#add(element);
  }

  #add(element: DrgElementXml): void {
    const { id, $type } = element;
    if (id === undefined) return this.#problem('ID_MISSING', '', 'An element of the decision diagram has no id.');
    if (this.#elements.has(id)) return this.#problem('ID_NOT_UNIQUE', id, `Two elements have the id "${id}".`);
    if (NOT_SUPPORTED.has($type)) {
      return this.#problem(
        'NOT_SUPPORTED',
        id,
        `${$type.replace('dmn:', '')} is not supported: write its logic in the decision.`,
      );
    }
    this.#elements.set(id, element);
  }

  #problem(code: DecisionProblem['code'], decisionId: string, message: string): void {
    this.problems.push({ code, ...(decisionId === '' ? {} : { decisionId }), message });
  }

  /** Undefined for decisions with problems, their own or of those that they require. */
  #compile(id: string): DecisionNode | undefined {
    if (this.#compiled.has(id)) return this.#compiled.get(id);
    if (this.#underWay.includes(id)) {
      const circle = [...this.#underWay, id].join(', ');
      this.#problem('REQUIREMENTS_IN_A_CIRCLE', id, `These decisions require each other: ${circle}.`);
      return undefined;
    }
    if (this.#underWay.length >= LONGEST_CHAIN) {
      this.#problem('REQUIREMENTS_TOO_DEEP', id, `At most ${LONGEST_CHAIN} decisions may build on each other.`);
      return undefined;
    }
    this.#underWay.push(id);
    const decision = this.#compileNew(id, this.#elements.get(id) as DrgElementXml);
    this.#underWay.pop();
    this.#compiled.set(id, decision);
    return decision;
  }

  #compileNew(id: string, xml: DrgElementXml): DecisionNode | undefined {
    const before = this.problems.length;
    const builder = new DecisionBuilder(id, this.#types, this.problems);
    if (xml.knowledgeRequirement !== undefined && xml.knowledgeRequirement.length > 0) {
      builder.problem(
        'NOT_SUPPORTED',
        'Business knowledge models are not supported: write their logic in the decision.',
      );
    }
    const required = this.#required(xml, builder);
    const name = variableName(xml) ?? id;
    if (xml.decisionLogic === undefined)
      builder.problem('LOGIC_MISSING', 'The decision has no table and no expression.');
    const expected = builder.type(xml.variable?.typeRef);
    const logic = xml.decisionLogic && compileLogic(xml.decisionLogic, required.names, builder, name, expected);
    if (logic === undefined || required.incomplete || this.problems.length > before) return undefined;
    return decisionNode({ id, name, logic, requires: [...required.decisions] });
  }

  #required(xml: DrgElementXml, builder: DecisionBuilder): Required {
    const names = new Map<string, FeelType>();
    const decisions = new Map<string, DecisionNode>();
    let incomplete = false;
    for (const { requiredDecision, requiredInput } of xml.informationRequirement ?? []) {
      const id = (requiredDecision ?? requiredInput)?.href?.replace(/^.*#/, '') ?? '';
      const element = this.#elements.get(id);
      const name = element && variableName(element);
      if (element === undefined || name === undefined) {
        builder.problem('REQUIREMENT_NOT_FOUND', `The decision requires "${id}", which does not exist or has no name.`);
      } else if (element.$type === 'dmn:Decision') {
        const decision = this.#compile(id);
        incomplete ||= decision === undefined;
        names.set(name, decision?.decision.resultType ?? 'Any');
        if (decision !== undefined) decisions.set(name, decision);
      } else {
        names.set(name, builder.type(element.variable?.typeRef));
      }
    }
    return { names, decisions, incomplete };
  }
}

interface Required {
  readonly names: ReadonlyMap<string, FeelType>;
  readonly decisions: ReadonlyMap<string, DecisionNode>;
  /** A required decision has problems of its own, which are reported with it. */
  readonly incomplete: boolean;
}

const NOT_SUPPORTED: ReadonlySet<string> = new Set(['dmn:BusinessKnowledgeModel', 'dmn:DecisionService']);

function variableName({ variable, name }: DrgElementXml): string | undefined {
  return variable?.name ?? name;
}
