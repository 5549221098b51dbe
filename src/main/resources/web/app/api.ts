/** What the service says, and how it is asked. Names are those of the wire. */

import { base } from './router';

export interface SessionRow {
  session_id: string;
  /** The id of the conversation: it stays when the conversation goes on in another session. */
  conversation_id: string;
  title: string;
  profile: string;
  model: string;
  message_count: number;
  created_at: number;
  updated_at: number;
  last_message_at?: number;
  pinned: boolean;
  archived: boolean;
  unread?: boolean;
  hidden?: boolean;
  trashed_at?: number;
  tags?: string[];
  has_note?: boolean;
  read_only?: boolean;
  project_id: string | null;
  /** The job that it is a run of. */
  job_id?: string;
  is_streaming: boolean;
  session_source: string | null;
  source_label: string | null;
  raw_source?: string | null;
  keeper?: string;
  workspace?: string | null;
  parent_session_id?: string | null;
  parent_title?: string | null;
  relationship_type?: string | null;
  input_tokens?: number;
  output_tokens?: number;
  cache_read_tokens?: number;
  cache_write_tokens?: number;
  estimated_cost?: number | null;
  cache_hit_percent?: number | null;
  _compression_segment_count?: number | null;
}

/** A store that cannot be read now; what is shown of it is from before. */
export interface Fault {
  profile: string;
  code: string;
  message: string;
  consequence: string;
  remedy: string;
  age_seconds: number;
}

export interface SessionList {
  sessions: SessionRow[];
  total: number;
  next_cursor: string | null;
  rules: Record<string, number>;
  pending: boolean;
  sample: boolean;
  active_profile: string;
  other_profile_count: number;
  faults: Fault[];
  server_time: number;
}

export interface Project {
  project_id: string;
  name: string;
  color: string | null;
  profile: string;
  path: string;
  parent_id: string | null;
  session_count: number;
}

export interface SavedView {
  view_id: string;
  name: string;
  query: Record<string, unknown>;
  profile: string;
}

export interface Profile {
  name: string;
  path: string;
  is_default: boolean;
  is_active: boolean;
  gateway_running: boolean;
}

export interface AuthStatus {
  auth_enabled: boolean;
  logged_in: boolean;
  password_auth_enabled: boolean;
  oidc_enabled: boolean;
  name?: string;
  role?: 'read' | 'organise' | 'admin';
  profiles?: string[];
}

export type Part = { type: string; text?: string; image_url?: string | { url: string } };

export interface ToolCall {
  id?: string;
  function?: { name?: string; arguments?: string };
}

export interface Message {
  id: number;
  role: string;
  content: string | Part[];
  timestamp?: number;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
  tool_name?: string;
  reasoning?: string;
  reasoning_content?: string;
  compacted?: boolean;
  synthetic?: boolean;
  _content_truncated?: boolean;
  _content_original_chars?: number;
}

export interface Session extends SessionRow {
  messages: Message[];
  _messages_offset?: number;
  _messages_truncated?: boolean;
}

/** What came of something that people do to one conversation. */
export interface Organised {
  session?: SessionRow;
  change_id?: number;
}

/** What came of it for many. */
export interface BulkAnswer {
  change_id: number | null;
  total: number;
  changed: number;
  results: { session_id: string; outcome: string; error?: string; code?: string }[];
}

/** A request that was refused or got no answer, with what it means and what helps, where that is known. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly consequence = '',
    readonly remedy = '',
    readonly retryAfter = 0,
    readonly code = '',
    /** Further members of the answer, such as the place of a mistake in a search. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export interface Answer<T> {
  body: T;
  tag: string | null;
}

export type Parameters = Record<string, string | number | boolean | readonly string[] | null | undefined>;

const TIMEOUT_MS = 30_000;

export const rowKey = (row: { profile: string; session_id: string }): string => `${row.profile}/${row.session_id}`;

export const activity = (row: SessionRow): number => row.last_message_at || row.updated_at || row.created_at;

/** The address of something of the service, with its prefix and parameters; what is null or undefined is left out. */
export function url(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  Object.entries(parameters).forEach(([name, value]) => {
    if (Array.isArray(value)) value.forEach((each) => query.append(name, each));
    else if (value !== undefined && value !== null) query.set(name, String(value));
  });
  const text = query.toString();
  return base + path + (text ? `?${text}` : '');
}

/**
 * Asks the service. Who is not logged in, or not any more, is sent to where one logs in, and back.
 *
 * @param tag of the answer that is at hand
 * @return undefined where that answer is still good
 * @throws Failure, or an AbortError if the signal ended it
 */
export async function ask<T>(
  path: string,
  parameters: Parameters,
  signal: AbortSignal,
  tag?: string | null,
): Promise<Answer<T> | undefined> {
  const headers = new Headers({ Accept: 'application/json' });
  if (tag) headers.set('If-None-Match', tag);
  const response = await fetched(url(path, parameters), { headers, cache: 'no-store' }, signal);
  if (response.status === 304) return undefined;
  return { body: await json<T>(response, signal), tag: response.headers.get('ETag') };
}

/**
 * Has the service do something.
 *
 * @throws Failure if it is not done, or if nobody knows whether it is
 */
export async function send<T>(path: string, body: unknown, signal = new AbortController().signal): Promise<T> {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const response = await fetched(url(path), { method: 'POST', headers, body: JSON.stringify(body) }, signal);
  return json<T>(response, signal);
}

async function fetched(address: string, request: RequestInit, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]) });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Failure(
      0,
      'The service does not answer',
      'Nothing new is shown until it does.',
      'See whether it is running and can be reached.',
    );
  }
}

async function json<T>(response: Response, signal: AbortSignal): Promise<T> {
  const body = await response.json().catch(() => undefined);
  if (signal.aborted) throw new DOMException('ended', 'AbortError');
  if (response.ok && body) return body as T;
  if (response.status === 401) toLogin();
  throw new Failure(
    response.status,
    body?.error ?? `The service answered with status ${response.status}`,
    body?.consequence,
    body?.remedy,
    Number(response.headers.get('Retry-After')) || 0,
    body?.code,
    body ?? {},
  );
}

/** To where one logs in, and back. */
export function toLogin(): void {
  const here = location.pathname.slice(base.length) + location.search;
  location.assign(`${base}/login?next=${encodeURIComponent(here)}`);
}
