import type { Answer, OpenApi, Operation, Parameter, Reference } from '../../http/contract/open-api.js';
import { escape, withCode } from '../shared/escape.js';
import { apiPageTexts, type ApiPageTexts } from './api-page-texts.js';
import { schemaTable, typeText } from './render-schema.js';

export type PageLanguage = keyof typeof apiPageTexts;

export interface ApiPageContent {
  readonly document: OpenApi;
  /** Where the server answers, e.g. `http://localhost:3000`. */
  readonly url: string;
  /** What is looked for; everything is shown where it is empty. */
  readonly search: string;
}

interface Shown {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The contract for reading: plain HTML without a script, searched on the server; everything is escaped. */
export function renderApiPage(content: ApiPageContent, language: PageLanguage): string {
  const { document, search } = content;
  const t = apiPageTexts[language];
  const shown = operationsOf(document).filter((one) => matches(one, search));
  const groups = document.tags
    .map((tag) => ({ ...tag, operations: shown.filter(({ operation }) => operation.tags.includes(tag.name)) }))
    .filter(({ operations }) => operations.length > 0);
  const operations = groups.map((group) => groupHtml(group, content, t)).join('\n');
  return `<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title.replaceAll('\u00ad', '')} – Samløp</title>
<link rel="icon" href="/assets/samlop.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/start.css">
<link rel="stylesheet" href="/assets/api.css">
</head>
<body>
<p class="demo">${t.demo}</p>
<header>
<div class="brand"><a href="/?lang=${t.lang}" aria-label="${t.back}"><img src="/assets/samlop.svg" alt="" width="44" height="44"></a><h1>${t.title}</h1></div>
${languages(t, search)}
</header>
<main>
<p class="intro">${t.intro} <a href="/openapi.json">${t.document}</a> (${escape(document.info.version)}).</p>
<p lang="en">${withCode(document.info.description)}</p>
${searchForm(t, search, shown.length)}
<nav class="contents" aria-label="${t.contents}">${groups.map(contents).join('')}</nav>
${search === '' ? operations : operations.replaceAll('href="#schema-', `href="/api?lang=${t.lang}#schema-`)}
${search === '' ? schemas(document, t) : ''}
</main>
</body>
</html>
`;
}

interface Group {
  readonly name: string;
  readonly description: string;
  readonly operations: readonly Shown[];
}

const groupHtml = ({ name, description, operations }: Group, content: ApiPageContent, t: ApiPageTexts): string =>
  `<section lang="en" aria-labelledby="${idOf(name)}"><h2 id="${idOf(name)}">${escape(name)}</h2><p>${escape(description)}</p>${operations.map((one) => operationHtml(one, content, t)).join('')}</section>`;

const operationsOf = (document: OpenApi): readonly Shown[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

function matches({ method, path, operation }: Shown, search: string): boolean {
  const { operationId, summary, description = '', tags, responses } = operation;
  const texts = [method, path, operationId, summary, description, ...tags, ...codesOf(Object.values(responses))];
  const text = texts.join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const codesOf = (answers: readonly Answer[]): readonly string[] => answers.map(({ description }) => description);
const idOf = (tag: string): string => `group-${tag.toLowerCase().replaceAll(' ', '-')}`;

function languages(t: ApiPageTexts, search: string): string {
  const query = search === '' ? '' : `&amp;q=${encodeURIComponent(search)}`;
  const link = (lang: PageLanguage, name: string): string =>
    `<li><a href="/api?lang=${lang}${query}" lang="${lang}" hreflang="${lang}"${t.lang === lang ? ' aria-current="page"' : ''}>${name}</a></li>`;
  return `<nav aria-label="${t.languages}"><ul>${link('nb', 'Bokmål')}${link('nn', 'Nynorsk')}${link('en', 'English')}</ul></nav>`;
}

function searchForm(t: ApiPageTexts, search: string, count: number): string {
  return `<form class="search" role="search" action="/api" method="get"><input type="hidden" name="lang" value="${t.lang}">
<label for="q">${t.search}</label><div><input id="q" name="q" type="search" maxlength="100" value="${escape(search)}"><button>${t.find}</button></div>
<p role="status">${t.found(count)}${search === '' ? '' : ` · <a href="/api?lang=${t.lang}">${t.all}</a>`}</p></form>`;
}

function contents({ name, operations }: Group): string {
  const row = ({ method, path, operation }: Shown): string =>
    `<li><a href="#${operation.operationId}"><span class="method ${method.toLowerCase()}">${method}</span> <code>${breakable(path)}</code></a> <span>${escape(operation.summary)}</span></li>`;
  return `<div><p class="group"><a href="#${idOf(name)}">${escape(name)}</a></p><ul>${operations.map(row).join('')}</ul></div>`;
}

const breakable = (path: string): string => escape(path).replaceAll('/', '/<wbr>');

function operationHtml({ method, path, operation }: Shown, content: ApiPageContent, t: ApiPageTexts): string {
  const { operationId, summary, description, requestBody, responses, security, servers } = operation;
  const { document, url } = content;
  const [body] = Object.values(requestBody?.content ?? {});
  const isOnlyWorlds = servers?.every((server) => server.url !== '/') ?? false;
  const good = Object.entries(responses).filter(([status]) => status < '400');
  const bad = Object.entries(responses).filter(([status]) => status >= '400');
  return `<article id="${operationId}"><h3><span class="method ${method.toLowerCase()}">${method}</span> <code>${breakable(path)}</code></h3>
<p class="summary">${escape(summary)}</p>${description === undefined ? '' : `<p>${withCode(description)}</p>`}
<p class="facts"><code>${operationId}</code>${security.length > 0 ? `<span lang="${t.lang}">${t.command}</span>` : ''}${isOnlyWorlds ? `<span lang="${t.lang}">${t.onlyWorlds}</span>` : ''}</p>
${parameterTable(
  operation.parameters.map((one) => resolved(document, one)),
  t,
)}
${body ? `<h4 lang="${t.lang}">${t.body}</h4>${bodyHtml(body.schema, t)}` : ''}
<h4 lang="${t.lang}">${t.answers}</h4><ul class="answers">${good.map(([status, answer]) => answerItem(status, answer)).join('')}</ul>
<details><summary lang="${t.lang}">${t.problems}</summary><dl class="problems">${bad.map(([status, answer]) => problemItem(status, answer)).join('')}</dl></details>
<h4 lang="${t.lang}">${t.example}</h4><pre tabindex="0"><code>${escape(curl(url, method, path, operation, document))}</code></pre>${answered(good, t)}
</article>`;
}

const bodyHtml = (schema: Parameters<typeof schemaTable>[0], t: ApiPageTexts): string =>
  schema['$ref'] === undefined ? schemaTable(schema, t) : `<p>${typeText(schema)}</p>`;

function resolved(document: OpenApi, one: Parameter | Reference): Parameter {
  if (!('$ref' in one)) return one;
  return document.components.parameters[one.$ref.slice(one.$ref.lastIndexOf('/') + 1)] as Parameter;
}

function parameterTable(parameters: readonly Parameter[], t: ApiPageTexts): string {
  if (parameters.length === 0) return '';
  const { name, place, type, description } = t.columns;
  const cell = (label: string, html: string): string => `<td data-label="${label}"><span>${html}</span></td>`;
  const rows = parameters.map(
    (one) =>
      `<tr><th scope="row"><code>${escape(one.name)}</code>${one.required ? ` <span class="required">${t.required}</span>` : ''}</th>` +
      `${cell(place, t.places[one.in])}${cell(type, typeText(one.schema))}${cell(description, withCode(one.description ?? ''))}</tr>`,
  );
  return `<h4 lang="${t.lang}">${t.parameters}</h4><table class="parameters"><thead lang="${t.lang}"><tr>${[name, place, type, description].map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function answerItem(status: string, { description, content = {} }: Answer): string {
  const [entry] = Object.entries(content);
  const what = entry ? `${pageOf(entry[1].schema)} <span class="or">${escape(entry[0])}</span>` : '';
  return `<li><strong>${status}</strong> ${escape(description)} ${what}</li>`;
}

/** A page of a search is said in words. */
function pageOf(schema: Parameters<typeof typeText>[0]): string {
  const properties = schema['properties'] as Readonly<Record<string, Parameters<typeof typeText>[0]>> | undefined;
  const { items, page } = properties ?? {};
  return items && page ? `page: ${typeText(items)}` : typeText(schema);
}

const problemItem = (status: string, { description }: Answer): string =>
  `<dt>${status}</dt>${description
    .split('\n')
    .map((line) => `<dd>${withCode(line)}</dd>`)
    .join('')}`;

function answered(good: readonly (readonly [string, Answer])[], t: ApiPageTexts): string {
  const example = good
    .flatMap(([, { content = {} }]) => Object.values(content))
    .find((one) => 'example' in one)?.example;
  if (example === undefined) return '';
  return `<p class="answered" lang="${t.lang}">${t.answered}</p><pre tabindex="0"><code>${escape(JSON.stringify(example, null, 2))}</code></pre>`;
}

function curl(url: string, method: string, path: string, operation: Operation, document: OpenApi): string {
  const parameters = operation.parameters.map((one) => resolved(document, one)).filter((one) => one.in === 'path');
  const filled = parameters.reduce((at, { name, example }) => at.replace(`{${name}}`, String(example)), path);
  const [body] = Object.values(operation.requestBody?.content ?? {});
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${url}${filled}`,
    ...(operation.security.length > 0 ? ["  -H 'X-Demo-Person: ward-nurse'"] : []),
    ...(body ? ["  -H 'Content-Type: application/json'", `  -d '${JSON.stringify(body.example ?? {})}'`] : []),
  ].join(' \\\n');
}

function schemas({ components }: OpenApi, t: ApiPageTexts): string {
  const one = ([name, schema]: readonly [string, Parameters<typeof schemaTable>[0]]): string =>
    `<article id="schema-${escape(name)}"><h3>${escape(name)}</h3>${typeof schema['description'] === 'string' ? `<p>${withCode(schema['description'])}</p>` : ''}${schemaTable(schema, t)}</article>`;
  const sorted = Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return `<section lang="en" aria-labelledby="schemas"><h2 id="schemas" lang="${t.lang}">${t.schemas}</h2>${sorted.map(one).join('')}</section>`;
}
