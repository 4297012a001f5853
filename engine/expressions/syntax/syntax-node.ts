/** The abstract syntax of FEEL (DMN 1.3, 10.3.1) as far as pathways may use it. Positions are offsets in the source. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type OrderOperator = '<' | '<=' | '>' | '>=';
export type CompareOperator = OrderOperator | '=' | '!=';

/** `name in source` of an iteration. */
export interface IterationClause {
  readonly name: string;
  readonly source: SyntaxNode;
}
export interface NamedArgument {
  readonly name: string;
  readonly value: SyntaxNode;
}
export interface ContextEntry {
  readonly key: string;
  readonly value: SyntaxNode;
}
/** A type name after `instance of`; `list<element>` has an element. */
export interface TypeName {
  readonly name: string;
  readonly element?: TypeName;
}

export type LiteralType = 'null' | 'boolean' | 'number' | 'string' | 'temporal';

export type SyntaxNode = Span &
  (
    | { readonly kind: 'literal'; readonly type: LiteralType; readonly value: null | boolean | number | string }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'input' }
    | { readonly kind: 'anything' }
    | { readonly kind: 'negation'; readonly operand: SyntaxNode }
    | {
        readonly kind: 'arithmetic';
        readonly operator: ArithmeticOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    | {
        readonly kind: 'comparison';
        readonly operator: CompareOperator;
        readonly left: SyntaxNode;
        readonly right: SyntaxNode;
      }
    | { readonly kind: 'between'; readonly value: SyntaxNode; readonly low: SyntaxNode; readonly high: SyntaxNode }
    | { readonly kind: 'membership'; readonly value: SyntaxNode; readonly tests: readonly SyntaxNode[] }
    | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: SyntaxNode; readonly right: SyntaxNode }
    | { readonly kind: 'if'; readonly condition: SyntaxNode; readonly then: SyntaxNode; readonly otherwise: SyntaxNode }
    | { readonly kind: 'for'; readonly clauses: readonly IterationClause[]; readonly body: SyntaxNode }
    | {
        readonly kind: 'quantified';
        readonly quantifier: 'some' | 'every';
        readonly clauses: readonly IterationClause[];
        readonly body: SyntaxNode;
      }
    | { readonly kind: 'path'; readonly target: SyntaxNode; readonly name: string }
    | { readonly kind: 'filter'; readonly target: SyntaxNode; readonly filter: SyntaxNode }
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly args: readonly SyntaxNode[];
        readonly named?: readonly NamedArgument[];
      }
    | { readonly kind: 'list'; readonly items: readonly SyntaxNode[] }
    | { readonly kind: 'context'; readonly entries: readonly ContextEntry[] }
    | {
        readonly kind: 'range';
        readonly low: SyntaxNode | null;
        readonly high: SyntaxNode | null;
        readonly lowIncluded: boolean;
        readonly highIncluded: boolean;
      }
    /** One cell of a decision table, or the part after `in`: `> 5`, `[1..3]`, `"a"`, an expression with `?`. */
    | { readonly kind: 'unaryTest'; readonly operator: '=' | '!='; readonly operand: SyntaxNode }
    | { readonly kind: 'unaryTests'; readonly negated: boolean; readonly tests: readonly SyntaxNode[] }
    | { readonly kind: 'instanceOf'; readonly value: SyntaxNode; readonly type: TypeName }
  );

export type NodeOf<Kind extends SyntaxNode['kind']> = Extract<SyntaxNode, { readonly kind: Kind }>;
