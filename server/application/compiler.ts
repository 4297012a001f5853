import { compile, type CompileResult, type Diagnostic } from '../../engine/index.js';
import type { ModelSource } from './ports.js';
import { formDefect } from './validate-form.js';

export type Compilable = Pick<ModelSource, 'bpmn' | 'forms' | 'decisions'>;

/** Where a model comes from: it was `sent` to be deployed, is `shipped` with the server, or `stored` since it was deployed. */
export type Origin = 'sent' | 'shipped' | 'stored';

/** Compiles models so that nobody else has to wait. */
export interface Compiler {
  /**
   * @param text a source as `textOf` writes it
   * @throws ApplicationError MODEL_TOO_COSTLY when it was stopped, OVERLOADED when too many that were sent are waiting
   */
  compile(text: string, origin: Origin): Promise<CompileResult>;
  close(): Promise<void>;
}

/** A source as one text: what it is known by, and what a compiler is given. */
export const textOf = ({ bpmn, forms, decisions }: Compilable): string => JSON.stringify([bpmn, forms, decisions]);

/** At once, on the thread that asks: for whoever has nothing else to do meanwhile. */
export const compilerInPlace: Compiler = { compile: compileText, close: async () => undefined };

/** Compiles a source, and checks that its forms can be used; those of a stored model were checked when it was deployed. */
export async function compileText(text: string, origin: Origin): Promise<CompileResult> {
  const [bpmn, forms, decisions] = JSON.parse(text) as [string, ModelSource['forms'], ModelSource['decisions']];
  const result = await compile(bpmn, { forms, decisions });
  return origin === 'stored' ? result : withForms(result, forms);
}

/** A model whose forms cannot be used is none. */
function withForms(result: CompileResult, forms: ModelSource['forms']): CompileResult {
  const unusable = Object.entries(forms).flatMap(([id, schema]): Diagnostic[] => {
    const defect = formDefect(schema);
    if (defect === null) return [];
    const message = `The form "${id}" is not a JSON Schema that can be used: ${defect}.`;
    return [{ severity: 'error', code: 'FORM_NOT_USABLE', elementId: id, elementName: '', message }];
  });
  return unusable.length === 0 ? result : { diagnostics: [...result.diagnostics, ...unusable] };
}
