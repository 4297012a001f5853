/** bpmnlint 11 ships plain JavaScript: the part of it that the rules and the modeller use. */
declare module 'bpmnlint' {
  export interface Reporter {
    report(id: string, message: string, details?: Readonly<Record<string, unknown>>): void;
  }
  export interface RuleDefinition {
    readonly meta?: { readonly documentation?: { readonly url?: string } };
    readonly check: (node: never, reporter: Reporter) => boolean | void;
  }
  export type RuleFactory = (options?: unknown) => RuleDefinition;
  export type Category = 'error' | 'warn' | 'info' | 'off';
  export interface Config {
    readonly rules: Readonly<Record<string, Category>>;
  }
  export interface Resolver {
    resolveRule(pkg: string, ruleName: string): RuleFactory;
    resolveConfig(pkg: string, configName: string): Config;
  }
  export interface AnnotatedReport {
    readonly id?: string;
    readonly message: string;
    readonly category: Category;
    readonly [detail: string]: unknown;
  }
  export class Linter {
    constructor(options: { readonly config: Config; readonly resolver: Resolver });
    lint(definitions: unknown): Promise<Readonly<Record<string, readonly AnnotatedReport[]>>>;
  }
}

declare module 'bpmnlint/rules/*.js' {
  import type { RuleFactory } from 'bpmnlint';
  const factory: RuleFactory;
  export default factory;
}
