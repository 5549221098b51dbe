/** What the service says, and how it is asked. Names are those of the wire. */

export interface SessionRow {
  session_id: string;
  title: string;
  profile: string;
  model: string;
  message_count: number;
  created_at: number;
  updated_at: number;
  last_message_at?: number;
  pinned: boolean;
  is_streaming: boolean;
  session_source: string | null;
  source_label: string | null;
  workspace?: string | null;
  input_tokens?: number;
  output_tokens?: number;
  estimated_cost?: number | null;
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
  faults: Fault[];
  server_time: number;
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

/** A request that was refused or got no answer, with what it means and what helps, where that is known. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly consequence = '',
    readonly remedy = '',
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}

export interface Answer<T> {
  body: T;
  tag: string | null;
}

const TIMEOUT_MS = 30_000;

export const rowKey = (row: { profile: string; session_id: string }): string => `${row.profile}/${row.session_id}`;

export const activity = (row: SessionRow): number => row.last_message_at || row.updated_at || row.created_at;

/**
 * Asks the service. Who is not logged in, or not any more, is sent to where one logs in, and back.
 *
 * @param tag of the answer that is at hand
 * @return undefined where that answer is still good
 * @throws Failure, or an AbortError if the signal ended it
 */
export async function ask<T>(
  path: string,
  parameters: Record<string, string | number | undefined>,
  signal: AbortSignal,
  tag?: string | null,
): Promise<Answer<T> | undefined> {
  const query = new URLSearchParams();
  Object.entries(parameters).forEach(([name, value]) => value !== undefined && query.set(name, String(value)));
  const headers = new Headers({ Accept: 'application/json' });
  if (tag) headers.set('If-None-Match', tag);
  let response: Response;
  try {
    response = await fetch(`${path}?${query}`, {
      headers,
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Failure(0, 'The service does not answer', '', 'See whether it is running and can be reached.');
  }
  if (response.status === 304) return undefined;
  const body = await response.json().catch(() => undefined);
  if (response.ok && body) return { body: body as T, tag: response.headers.get('ETag') };
  if (response.status === 401) location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  throw new Failure(
    response.status,
    body?.error ?? `The service answered with status ${response.status}`,
    body?.consequence,
    body?.remedy,
    Number(response.headers.get('Retry-After')) || 0,
  );
}
