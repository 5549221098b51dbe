import { ask, Failure } from '../api';

/** A conversation as it is read piece by piece. Names are those of the wire. */

export interface Cut {
  bytes: number;
  sha256: string;
}

export interface Part {
  type: string;
  text?: string;
  part?: number;
  media_type?: string;
  bytes?: number;
  /** Where our service has it. */
  src?: string;
  /** An image elsewhere on the network, which is never fetched. */
  url?: string;
}

export interface ToolCall {
  id?: string;
  function?: { name?: string; arguments?: string };
}

export interface Message {
  id: number;
  session_id: string;
  segment: number;
  role: string;
  kind: 'user' | 'assistant' | 'tool' | 'system' | 'steer' | 'summary' | 'note';
  display_kind?: string;
  synthetic?: boolean;
  compacted?: boolean;
  rewound?: boolean;
  content: string | Part[];
  timestamp?: number;
  reasoning?: string;
  finish_reason?: string;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
  tool_name?: string;
  cut?: Record<string, Cut>;
}

export interface Subagent {
  session_id: string;
  title: string;
  link: 'child' | 'branch';
  started_at: number;
  message_count: number;
  after_id: number;
}

export interface Window {
  session_id: string;
  conversation_id: string;
  segment_count: number;
  messages: Message[];
  has_before: boolean;
  has_after: boolean;
  subagents?: Subagent[];
}

export interface Turn {
  id: number;
  segment: number;
  kind: string;
  timestamp?: number;
  text: string;
}

export interface Hit {
  id: number;
  kind: string;
  field: string;
  count: number;
  before: string;
  match: string;
  after: string;
}

export interface Found {
  hits: Hit[];
  searched: number;
  complete: boolean;
  next?: number;
}

/** The conversation itself, without its messages. */
export interface Conversation {
  session_id: string;
  conversation_id: string;
  title: string;
  profile: string;
  model: string;
  workspace?: string | null;
  message_count: number;
  created_at: number;
  updated_at: number;
  last_message_at?: number;
  input_tokens?: number;
  output_tokens?: number;
  cache_read_tokens?: number;
  cache_write_tokens?: number;
  cache_hit_percent?: number | null;
  estimated_cost?: number | null;
  session_source?: string | null;
  source_label?: string | null;
  parent_session_id?: string | null;
  parent_title?: string | null;
  relationship_type?: string | null;
  _compression_segment_count?: number | null;
  segments?: string[];
  is_streaming?: boolean;
  read_only?: boolean;
  note?: string;
  tags?: string[];
  keeper?: string;
}

export interface Segment {
  session_id: string;
  role: 'tip' | 'hidden_segment' | 'child_session';
  title: string | null;
  source: string | null;
  started_at: number;
  updated_at: number;
  end_reason: string | null;
  active: boolean;
}

export interface Lineage {
  session_id: string;
  tip_session_id: string;
  total_segments: number;
  segments: Segment[];
  children: Segment[];
}

/** From where a window is read. */
export type Place = { from: 'tip' | 'root' } | { before: number } | { after: number } | { around: number };

/**
 * Reads one conversation; a newer reader of the same element ends what an older one still waits for. Once it is known
 * whose it is, it is asked for there, whichever profile the browser goes to meanwhile.
 */
export class Reader {
  readonly #running = new AbortController();
  #owner = '';

  /** @param profile as the address names it; empty for the active one */
  constructor(
    readonly sessionId: string,
    public profile: string,
  ) {}

  get ended(): boolean {
    return this.#running.signal.aborted;
  }

  end(): void {
    this.#running.abort();
  }

  window(place: Place, limit: number): Promise<Window> {
    return this.#ask('/api/session/window', { ...place, limit });
  }

  async conversation(): Promise<Conversation> {
    const { session } = await this.#ask<{ session: Conversation }>('/api/session', { messages: 0 });
    this.#owner = session.profile;
    return session;
  }

  /** What was said, in a few words each; from the root on, or after a message. */
  turns(after?: number): Promise<{ turns: Turn[]; has_after: boolean; scanned_to?: number }> {
    return this.#ask('/api/session/turns', { after });
  }

  find(text: string, signal: AbortSignal, after?: number): Promise<Found> {
    return this.#ask('/api/session/find', { q: text, after }, signal);
  }

  /** The next piece of one text of a message. */
  piece(
    id: number,
    field: string,
    offset: number,
  ): Promise<{ text: string; bytes: number; next_offset?: number }> {
    const part = /^content\.(\d+)$/.exec(field)?.[1];
    const name = part === undefined ? { field } : { part: Number(part) };
    return this.#ask('/api/session/message', { id, ...name, offset });
  }

  lineage(): Promise<Lineage> {
    return this.#ask('/api/session/lineage/report', {});
  }

  async #ask<T>(path: string, parameters: Record<string, string | number | undefined>, also?: AbortSignal): Promise<T> {
    const signal = also ? AbortSignal.any([also, this.#running.signal]) : this.#running.signal;
    const identity = { session_id: this.sessionId, profile: this.profile || this.#owner || undefined };
    const answer = await ask<T>(path, { ...identity, ...parameters }, signal);
    if (!answer) throw new Failure(304, 'The service did not answer the question');
    return answer.body;
  }
}
