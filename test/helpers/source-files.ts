import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** File of ours that it means, from the root with slashes; absent for Node's own and for packages. */
  readonly file?: string;
  /** Name of the package; absent for Node's own and for ours. */
  readonly packageName?: string;
  /** Gone when compiled. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Texts of string and template literals. */
  readonly texts: readonly string[];
  readonly tree: ts.SourceFile;
}

/** Every TypeScript and JavaScript file below the folders, parsed. */
export function readSourceFiles(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => `${folder}/${file.split(path.sep).join('/')}`),
    )
    .filter((file) => /\.(ts|tsx|mts|mjs|js)$/.test(file) && !file.includes('node_modules/'))
    .sort()
    .map((file) => parseSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8')));
}

/** The imports of a file (static, dynamic, re-exports and import types) and its texts. */
export function parseSourceFile(file: string, source: string): SourceFile {
  const imports: Import[] = [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const found = importIn(node);
    if (found) imports.push(resolved(file, found.specifier, found.typeOnly));
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  visit(tree);
  return { path: file, imports, texts, tree };
}

function importIn(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) return literal(node.moduleSpecifier, isTypeOnly(node.importClause));
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return literal(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal, true);
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  if (argument && ts.isCallExpression(node) && isLoad(node.expression)) return literal(argument, false);
  return undefined;
}

function isLoad(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function literal(node: ts.Node, typeOnly: boolean): { specifier: string; typeOnly: boolean } | undefined {
  return ts.isStringLiteralLike(node) ? { specifier: node.text, typeOnly } : undefined;
}

function resolved(from: string, specifier: string, typeOnly: boolean): Import {
  if (specifier.startsWith('node:')) return { specifier, typeOnly };
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(from), specifier);
    return { specifier, typeOnly, file: sourceOf(target) };
  }
  const [scope = '', name = ''] = specifier.split('/');
  return { specifier, typeOnly, packageName: scope.startsWith('@') ? `${scope}/${name}` : scope };
}

function sourceOf(target: string): string {
  const candidates = [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')];
  return candidates.find((file) => fs.existsSync(path.join(root, file))) ?? target;
}
