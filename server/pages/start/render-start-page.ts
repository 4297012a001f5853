import { escape } from '../shared/escape.js';
import { startPageTexts, type StartPageTexts } from './start-page-texts.js';

export type PageLanguage = keyof typeof startPageTexts;

export interface StartPagePathway {
  readonly processId: string;
  readonly name: string;
  readonly description?: string;
  readonly version: number;
  /** Message that starts it, where no person does. */
  readonly startedBy?: string;
}
export interface StartPagePerson {
  readonly id: string;
  readonly name: string;
  readonly role: Readonly<Record<PageLanguage, string>>;
  readonly unit: string;
  readonly serviceLevel?: 'gp' | 'municipality' | 'specialist';
}
export interface StartPageContent {
  readonly pathways: readonly StartPagePathway[];
  readonly people: readonly StartPagePerson[];
  /** Where the server answers, e.g. `http://localhost:3000`. */
  readonly url: string;
}

/** The start page: what is deployed, who can act, where the API is. Plain HTML without a script; everything is escaped. */
export function renderStartPage({ pathways, people, url }: StartPageContent, language: PageLanguage): string {
  const t = startPageTexts[language];
  return `<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title}</title>
<link rel="icon" href="/assets/samlop.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/start.css">
</head>
<body>
<p class="demo">${t.demo}</p>
<header>
<div class="brand"><img src="/assets/samlop.svg" alt="" width="44" height="44"><h1>${t.title}</h1></div>
${languages(t)}
</header>
<main>
<p class="intro">${t.intro}</p>
<section aria-labelledby="pathways"><h2 id="pathways">${t.pathways}</h2>
${pathways.length > 0 ? `<ul class="pathways">${pathways.map((one) => pathway(one, t)).join('')}</ul>` : `<p>${t.noPathways}</p>`}
</section>
<section aria-labelledby="people"><h2 id="people">${t.people}</h2><p>${t.peopleIntro}</p>
${table(people, t, language)}
</section>
<section aria-labelledby="api"><h2 id="api">${t.api}</h2><p>${t.apiIntro} <a href="/api?lang=${t.lang}">${t.apiAll}</a></p>
<dl class="routes">${t.routes.map(([route, what]) => `<div><dt><code>${escape(route)}</code></dt><dd>${what}</dd></div>`).join('')}</dl>
<h3>${t.example}</h3>
<pre tabindex="0"><code>${escape(example(url, t.steps))}</code></pre>
<h3>${t.play}</h3>
<pre tabindex="0"><code>npx samlop scenario pathways --server ${escape(url)}</code></pre>
</section>
</main>
<footer><p><a href="/diagnostics?lang=${t.lang}">${t.diagnostics}</a></p></footer>
</body>
</html>
`;
}

function languages(t: StartPageTexts): string {
  const link = (lang: PageLanguage, name: string): string =>
    `<li><a href="/?lang=${lang}" lang="${lang}" hreflang="${lang}"${t.lang === lang ? ' aria-current="page"' : ''}>${name}</a></li>`;
  return `<nav aria-label="${t.languages}"><ul>${link('nb', 'Bokmål')}${link('nn', 'Nynorsk')}${link('en', 'English')}</ul></nav>`;
}

function pathway({ processId, name, description, version, startedBy }: StartPagePathway, t: StartPageTexts): string {
  const id = escape(processId);
  return `<li><h3>${escape(name)}</h3>${description === undefined ? '' : `<p>${escape(description)}</p>`}
<p class="facts"><span>${t.version(version)}</span><code>${id}</code>${startedBy === undefined ? '' : `<span>${t.startedBy} «${escape(startedBy)}»</span>`}<a href="/v2/process-definitions/${encodeURIComponent(processId)}/xml">${t.xml}</a></p></li>`;
}

function table(people: readonly StartPagePerson[], t: StartPageTexts, language: PageLanguage): string {
  const { name, role, unit, level, id } = t.columns;
  const cell = (label: string, content: string): string => `<td data-label="${label}">${content}</td>`;
  const row = (person: StartPagePerson): string =>
    `<tr><th scope="row">${escape(person.name)}</th>${cell(role, escape(person.role[language]))}${cell(unit, escape(person.unit))}` +
    `${cell(level, person.serviceLevel ? t.levels[person.serviceLevel] : t.noLevel)}${cell(id, `<code>${escape(person.id)}</code>`)}</tr>`;
  return `<table><thead><tr>${[name, role, unit, level, id].map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>${people.map(row).join('')}</tbody></table>`;
}

/** The main job: a patient is admitted by a message, tasks appear, one is completed. */
function example(url: string, [admit, list, complete]: StartPageTexts['steps']): string {
  const post = (route: string, body: string, person = ''): string =>
    `curl -X POST ${url}${route} \\\n  -H 'Content-Type: application/json'${person && ` -H 'X-Demo-Person: ${person}'`} \\\n  -d '${body}'`;
  const admission = {
    name: 'Melding om innlagt pasient',
    correlationKey: 'patient-1001',
    variables: {
      patientKey: 'patient-1001',
      admittedAt: '2026-11-02T09:40:00+01:00',
      ward: 'Medisinsk sengepost',
      knownToMunicipality: true,
    },
  };
  return [
    `# ${admit}\n${post('/v2/messages/publication', JSON.stringify(admission), 'ward-nurse')}`,
    `# ${list}\n${post('/v2/user-tasks/search', '{"filter":{"state":"CREATED"}}')}`,
    `# ${complete}\ncurl ${url}/v2/user-tasks/KEY/form`,
    post('/v2/user-tasks/KEY/completion', '{"variables":{}}', 'ward-nurse'),
  ].join('\n\n');
}
