import { escape } from '../shared/escape.js';
import { diagnosticsTexts, type DiagnosticsTexts } from './diagnostics-texts.js';

type Queue = keyof DiagnosticsTexts['queues'];

export interface DiagnosticsContent extends Readonly<Record<Queue, number>> {
  readonly version: string;
  /** Instants are epoch milliseconds, durations milliseconds. */
  readonly now: number;
  readonly uptime: number;
  readonly schemaVersion: number;
  readonly databaseBytes: number;
  readonly nextTimerAt: number | null;
  readonly timerLag: number;
  readonly lastBackup: { readonly at: number; readonly bytes: number } | null;
  readonly readiness: {
    readonly status: 'ready' | 'not-ready';
    readonly checks: readonly {
      readonly name: keyof DiagnosticsTexts['checkNames'];
      readonly ok: boolean;
      readonly code: string;
      readonly reason?: string;
    }[];
  };
}

const MOST_COUNTED = 10_000;
const QUEUES = Object.keys(diagnosticsTexts.nb.queues) as readonly Queue[];
/** What should be none: somebody has to look at it. */
const TROUBLE: ReadonlySet<Queue> = new Set(['incidentsOpen', 'quarantined', 'messagesRefused', 'signalsRefused']);

/** How the server is, at one look. Plain HTML without a script; times are Oslo's. */
export function renderDiagnosticsPage(content: DiagnosticsContent, language: keyof typeof diagnosticsTexts): string {
  const t = diagnosticsTexts[language];
  const { readiness, now } = content;
  const ready = readiness.status === 'ready';
  return `<!doctype html>
<html lang="${t.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title} – Samløp</title>
<link rel="icon" href="/assets/samlop.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/start.css">
<link rel="stylesheet" href="/assets/diagnostics.css">
</head>
<body>
<header>
<div class="brand"><img src="/assets/samlop.svg" alt="" width="44" height="44"><h1>${t.title}</h1></div>
${languages(t)}
</header>
<main>
<p class="state ${ready ? 'good' : 'bad'}"><strong>${mark(ready)} ${ready ? t.ready : t.notReady}</strong>
<span>${t.at}: ${time(now, t)}</span> <a href="/diagnostics?lang=${t.lang}">${t.again}</a></p>
<section aria-labelledby="checks"><h2 id="checks">${t.checks}</h2>
<ul class="checks">${readiness.checks.map((check) => checkOf(check, t)).join('')}</ul>
</section>
<div class="columns">
<section aria-labelledby="waits"><h2 id="waits">${t.waits}</h2>
<dl class="facts-list">${QUEUES.map((queue) => fact(t.queues[queue], count(content[queue], t), TROUBLE.has(queue) && content[queue] > 0)).join('')}
${fact(t.nextTimer, content.nextTimerAt === null ? t.none : time(content.nextTimerAt, t))}
${content.timerLag >= 1000 ? fact(t.timerLag, duration(content.timerLag, t), content.timerLag > 60_000) : ''}</dl>
</section>
<section aria-labelledby="server"><h2 id="server">${t.server}</h2>
<dl class="facts-list">${fact(t.version, escape(content.version))}
${fact(t.uptime, duration(content.uptime, t))}
${fact(t.schema, String(content.schemaVersion))}
${fact(t.database, size(content.databaseBytes, t))}
${fact(t.lastBackup, content.lastBackup ? `${time(content.lastBackup.at, t)} (${size(content.lastBackup.bytes, t)})` : t.never)}</dl>
</section>
</div>
<p class="more">${t.more} <a href="/metrics"><code>/metrics</code></a> · <a href="/readyz"><code>/readyz</code></a></p>
</main>
<footer><p><a href="/?lang=${t.lang}">${t.back}</a></p></footer>
</body>
</html>
`;
}

function languages(t: DiagnosticsTexts): string {
  const link = (lang: DiagnosticsTexts['lang'], name: string): string =>
    `<li><a href="/diagnostics?lang=${lang}" lang="${lang}" hreflang="${lang}"${t.lang === lang ? ' aria-current="page"' : ''}>${name}</a></li>`;
  return `<nav aria-label="${t.languages}"><ul>${link('nb', 'Bokmål')}${link('nn', 'Nynorsk')}${link('en', 'English')}</ul></nav>`;
}

const mark = (ok: boolean): string => `<span class="mark" aria-hidden="true">${ok ? '✓' : '!'}</span>`;

function checkOf(check: DiagnosticsContent['readiness']['checks'][number], t: DiagnosticsTexts): string {
  const { name, ok, code, reason } = check;
  const said = t.codes[code] ?? code;
  return `<li class="${ok ? 'good' : 'bad'}">${mark(ok)}<div><strong>${t.checkNames[name]}</strong> <span>${escape(said)}</span>
<small>${ok ? t.ok : t.wrong} · <code>${escape(reason === undefined ? code : `${code} ${reason}`)}</code></small></div></li>`;
}

const fact = (name: string, value: string, trouble = false): string =>
  `<div${trouble ? ' class="trouble"' : ''}><dt>${name}</dt><dd>${value}</dd></div>`;

const LOCALES = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;

const count = (value: number, t: DiagnosticsTexts): string =>
  `${value.toLocaleString(LOCALES[t.lang])}${value >= MOST_COUNTED ? ` ${t.orMore}` : ''}`;

const time = (instant: number, t: DiagnosticsTexts): string =>
  `<time datetime="${new Date(instant).toISOString()}">${new Intl.DateTimeFormat(LOCALES[t.lang], {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Europe/Oslo',
  }).format(instant)}</time>`;

/** The two largest units: `3 d 4 h`. */
function duration(milliseconds: number, { units }: DiagnosticsTexts): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), units.days],
    [Math.floor(seconds / 3600) % 24, units.hours],
    [Math.floor(seconds / 60) % 60, units.minutes],
    [seconds % 60, units.seconds],
  ] as const;
  const first = parts.findIndex(([value], index) => value > 0 || index === 3);
  return parts
    .slice(first, first + 2)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}

const size = (bytes: number, t: DiagnosticsTexts): string =>
  `${(bytes / 1e6).toLocaleString(LOCALES[t.lang], { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
