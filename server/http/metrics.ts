import { monitorEventLoopDelay } from 'node:perf_hooks';

import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { Diagnosis } from '../application/operations/diagnose.js';

export interface Metrics {
  /** A request has been answered. `route` is one of ours or `unknown`, `outcome` a problem's code or `ok`. */
  request(method: string, route: string, outcome: string, milliseconds: number): void;
  /** A shared transaction is on disk. */
  commit(size: number, milliseconds: number): void;
  /** Prometheus' text format. */
  text(diagnosis: Diagnosis): Promise<string>;
  readonly contentType: string;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']);
const NANOSECONDS = 1e9;

/**
 * Counts as it goes: an increment each. What has to be looked up is looked up when somebody asks. Labels are routes,
 * methods and codes, of which there are so many and no more; never an id.
 * @param ended ends the watch over the event loop
 */
export function createMetrics(ended: AbortSignal): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'samlop_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'outcome'],
    registers,
  });
  const counted = countersOf(requests);
  const durations = new Histogram({
    name: 'samlop_http_request_duration_seconds',
    help: 'From the first byte to the answer',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  });
  const commits = new Histogram({
    name: 'samlop_commit_duration_seconds',
    help: 'Shared transactions, sync included',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
    registers,
  });
  const batches = new Histogram({
    name: 'samlop_commit_batch_size',
    help: 'Writes that shared a transaction',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers,
  });
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  ended.addEventListener('abort', () => delay.disable());
  const gauges = createGauges(registers);

  return {
    contentType: registry.contentType,
    request(method, route, outcome, milliseconds) {
      counted(METHODS.has(method) ? method : 'OTHER', route, outcome).inc();
      durations.observe(milliseconds / 1000);
    },
    commit(size, milliseconds) {
      commits.observe(milliseconds / 1000);
      batches.observe(size);
    },
    text(diagnosis) {
      gauges.set(diagnosis, delay.percentile(99) / NANOSECONDS);
      delay.reset();
      return registry.metrics();
    },
  };
}

const GAUGES = {
  samlop_timers_due: ['Timers that are due and wait; 10000 means as many or more', (d) => d.timersDue],
  samlop_timer_lag_seconds: ['How long the earliest due timer has been waiting', (d) => d.timerLag / 1000],
  samlop_messages_pending: ['Messages on their way', (d) => d.messagesPending],
  samlop_signals_pending: ['Deliveries of signals on their way', (d) => d.signalsPending],
  samlop_messages_refused: ['Messages that were set aside for somebody to look at', (d) => d.messagesRefused],
  samlop_signals_refused: ['Deliveries of signals that were set aside', (d) => d.signalsRefused],
  samlop_jobs_open: ['Jobs that no worker has completed', (d) => d.jobsOpen],
  samlop_incidents_open: ['Incidents that nobody has resolved', (d) => d.incidentsOpen],
  samlop_instances_quarantined: ['Instances whose step fails unexpectedly', (d) => d.quarantined],
  samlop_feed_listeners: ['Clients that listen to the feed', (d) => d.listeners],
  samlop_jobs_waiting_workers: ['Workers that wait for jobs', (d) => d.waitingWorkers],
  samlop_database_bytes: ['Size of the database file', (d) => d.databaseBytes],
  samlop_schema_version: ['Version of the schema', (d) => d.schemaVersion],
  samlop_uptime_seconds: ['Since the server was started', (d) => d.uptime / 1000],
  samlop_ready: ['1 when requests can be sent here', (d) => (d.readiness.status === 'ready' ? 1 : 0)],
  samlop_clock_trusted: ['0 while timers wait for the clock', (d) => (isOk(d, 'clock') ? 1 : 0)],
  samlop_last_backup_age_seconds: [
    'Since the last backup; NaN when there was none',
    (d) => (d.lastBackup ? Math.max(0, d.now - d.lastBackup.at) / 1000 : NaN),
  ],
  samlop_resident_memory_bytes: ['Memory of the process', () => process.memoryUsage.rss()],
} as const satisfies Record<string, readonly [help: string, of: (diagnosis: Diagnosis) => number]>;

const isOk = ({ readiness }: Diagnosis, check: string): boolean =>
  readiness.checks.some(({ name, ok }) => name === check && ok);

function createGauges(registers: Registry[]) {
  const gauges = Object.entries(GAUGES).map(
    ([name, [help, of]]) => [new Gauge({ name, help, registers }), of] as const,
  );
  const delay = new Gauge({
    name: 'samlop_event_loop_delay_seconds',
    help: '99th percentile since the last look',
    registers,
  });
  return {
    set(diagnosis: Diagnosis, delaySeconds: number): void {
      for (const [gauge, of] of gauges) gauge.set(of(diagnosis));
      delay.set(delaySeconds);
    },
  };
}

/** The counter of each set of labels, looked up once: there are as many as routes, methods and codes meet. */
function countersOf(requests: Counter<'method' | 'route' | 'outcome'>) {
  const known = new Map<string, Counter.Internal>();
  return (method: string, route: string, outcome: string): Counter.Internal => {
    const name = `${method} ${route} ${outcome}`;
    const before = known.get(name);
    if (before) return before;
    const counter = requests.labels({ method, route, outcome });
    known.set(name, counter);
    return counter;
  };
}
