import { ask, Failure, type Fault, type Parameters } from '../api';

/** What sessions used. Names are those of the wire; times are seconds since 1970, sizes bytes, prices US dollars. */

export interface Tokens {
  input: number;
  output: number;
  cache_read: number;
  cache_write: number;
  reasoning: number;
  total: number;
}

export type CostKind = 'actual' | 'estimated' | 'included' | 'unpriced';
export type Cost = Record<CostKind, { sessions: number; usd: number }>;

export interface Figures {
  sessions: number;
  messages: number;
  tool_calls: number;
  api_calls: number;
  tokens: Tokens;
  cache_share: number | null;
  cost: Cost;
}

export interface UsageRow extends Figures {
  keys: Record<string, string | number>;
  labels: Record<string, string>;
}

export interface Usage {
  from: number;
  to: number;
  zone: string;
  days?: { day: string; start: number; hours: number }[];
  rows: UsageRow[];
  total: Figures;
  as_of: number;
  faults: Fault[];
}

export interface Tools {
  rows: { tool: string; calls: number; sessions: number; share: number }[];
  calls: number;
  complete: boolean;
  messages_read: number;
  messages_total: number;
}

export interface Ledger {
  available: boolean;
  rows: { model: string; provider: string; task: string; sessions: number; api_calls: number; tokens: Tokens; cost: Cost }[];
}

export interface Store {
  profile: string;
  complete: boolean;
  progress: { messages_read: number; messages_total: number; trees_read: number; trees_total: number };
  file_bytes: number;
  wal_bytes: number;
  free_bytes: number;
  trees: { name: string; table: string; kind: string; bytes: number; how: string }[];
  other_bytes: number;
  content_bytes: number;
  sources: { source: string; label: string; sessions: number; messages: number; content_bytes: number; share: number }[];
  sessions: { session_id: string; title: string; source: string; messages: number; content_bytes: number }[];
  growth: { day: string; messages: number; content_bytes: number }[];
  growth_bytes_per_day: number;
  growth_days: number;
  disk_free_bytes: number | null;
  days_left: number | null;
  prune: { older_than_days: number; sessions: number; messages: number; freed_bytes: number; children: number } | null;
}

export interface Capacity {
  profiles: Store[];
  faults: Fault[];
}

/** Which sessions are meant. */
export interface Scope {
  days: number;
  /** A profile, `*` for all that may be seen, empty for the caller's. */
  profile: string;
  /** Filters as in searches; empty for none. */
  only: string;
}

export function parameters(scope: Scope, kind: 'usage' | 'capacity' = 'usage'): Parameters {
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const profile = scope.profile === '*' ? { all_profiles: 1 } : { profile: scope.profile || undefined };
  return kind === 'capacity' ? { tz, ...profile } : { days: scope.days, tz, q: scope.only || undefined, ...profile };
}

export async function read<T>(path: string, query: Parameters, signal: AbortSignal): Promise<T> {
  const answer = await ask<T>(`/api/insights/${path}`, query, signal);
  if (!answer) throw new Failure(304, 'The service did not answer the question');
  return answer.body;
}

const PAUSE_MS = 400;

/**
 * Asks again until all is read, while somebody sees it: the service reads a while with each question. What is known so
 * far is told each time.
 */
export async function readOn<T>(
  path: string,
  query: Parameters,
  signal: AbortSignal,
  complete: (answer: T) => boolean,
  told: (answer: T) => void,
): Promise<void> {
  for (;;) {
    const answer = await read<T>(path, query, signal);
    told(answer);
    if (complete(answer)) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await seen(signal);
    if (signal.aborted) return;
  }
}

/** Waits while the tab is hidden. */
async function seen(signal: AbortSignal): Promise<void> {
  while (document.hidden && !signal.aborted) {
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true });
      signal.addEventListener('abort', resolve, { once: true });
    });
  }
}
