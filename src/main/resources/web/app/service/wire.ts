/** What the service says of itself. Names are those of the wire; null is what it cannot know where it runs. */

export type Level = 'pass' | 'warn' | 'fail';

export interface Component {
  status: 'ok' | 'warn' | 'missing' | 'error';
  level: Level;
  age_seconds: number;
  ms: number;
  code?: string;
  message?: string;
  consequence?: string;
  remedy?: string;
  [figure: string]: unknown;
}

export interface Health {
  status: 'ok' | 'degraded';
  sessions: number;
  uptime_seconds: number;
  accept_loop: { requests_total: number };
  checks?: Record<string, unknown> & { stores: Record<string, Component> };
}

export interface Lease {
  id: number;
  pool: string;
  purpose: string;
  route: string | null;
  trace_id: string | null;
  /** Where the trace is shown; null where it is not set up, or there is no trace. */
  trace_url: string | null;
  thread: string;
  since: number;
  held_seconds: number;
  warn_seconds: number | null;
  deadline_seconds: number | null;
  statement: string | null;
  state: 'idle' | 'cursor_open' | 'transaction_open';
  stack: string[] | null;
  long_held: boolean;
  expired: boolean;
  reclaimed: boolean;
  ended: boolean;
}

export interface Pool {
  name: string;
  max: number;
  used: number;
  idle: number;
  waiting: number;
}

export interface Descriptors {
  open: number | null;
  limit: number | null;
  budget: number;
  slope_per_hour: number | null;
  seconds_to_limit: number | null;
  by_kind: Record<string, number | null>;
  history: { at: number; open: number }[];
}

export interface Store {
  profile: string;
  condition: string;
  since: number | null;
  revision: number;
  schema_version: number | null;
  size_bytes: number;
  wal_size_bytes: number;
  wal_age_seconds: number | null;
  journal: boolean;
}

export interface Holder {
  pid: number;
  command: string;
  profile: string;
  store: number;
  wal: number;
  shm: number;
  deleted: number;
}

export interface Diagnostics {
  build: { version: string; quarkus: string | null; java: string; sqlite: string };
  uptime_seconds: number;
  leases: Lease[];
  recent: Lease[];
  pools: Pool[];
  descriptors: Descriptors;
  stores: Store[];
  holders: { hidden: number; processes: Holder[] } | null;
}

export interface AuthStatus {
  auth_enabled: boolean;
  role?: string;
  profiles?: string[];
}

/** One component under the name that people know it by. */
export interface Named {
  key: string;
  name: string;
  what: string;
  component: Component;
}

const PARTS: [key: string, name: string, what: string][] = [
  ['port', 'Port', 'The service answers a request over its own listener'],
  ['event_loops', 'Event loops', 'The threads that take requests make progress'],
  ['workers', 'Worker threads', 'Threads that read are free'],
  ['descriptors', 'Descriptors', 'Files and connections can still be opened'],
  ['memory', 'Memory', 'The heap has room after a collection'],
  ['disk', 'Disk', 'There is space where stores and our own database lie'],
  ['list', 'List', 'What is listed is what the store holds'],
  ['feed', 'Feed', 'Who follows changes is told of them'],
  ['annotations', 'Annotations', 'Pins, titles and projects can be kept'],
  ['export', 'Telemetry', 'Traces and metrics reach their collector'],
];

/** All components of an answer, stores first: the first question is always whether sessions can be read. */
export function components(health: Health): Named[] {
  const checks = health.checks;
  if (!checks) return [];
  const stores = Object.entries(checks.stores ?? {}).map(([profile, component]) => ({
    key: `store.${profile}`,
    name: `Store of ${profile}`,
    what: 'A query for sessions is answered in time',
    component,
  }));
  const parts = PARTS.flatMap(([key, name, what]) =>
    checks[key] ? [{ key, name, what, component: checks[key] as Component }] : [],
  );
  return [...stores, ...parts];
}

const KNOWN = new Set(['status', 'level', 'age_seconds', 'ms', 'code', 'message', 'consequence', 'remedy']);

/** What was measured of a component. */
export const figures = (component: Component): [string, number][] =>
  Object.entries(component).filter((it): it is [string, number] => !KNOWN.has(it[0]) && typeof it[1] === 'number');
