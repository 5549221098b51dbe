/**
 * What changes, told as it does: one stream for all tabs of a browser. The tab that holds a lock follows the stream and
 * passes on what it hears; where a browser has no locks, each tab asks again and again instead. A hidden tab does
 * nothing; it catches up when it is seen again.
 */

import { ask, Failure, type Fault, type SessionList, type SessionRow, url } from './api';
import { base } from './router';

export interface SessionsChanged {
  version: number;
  reason: 'session_changed' | 'resync';
  cause?: string;
  profile?: string;
  sessions?: (SessionRow & { rule: string })[];
  removed?: { profile: string; conversation_id: string }[];
  reload?: string[];
}

/** What the service says of the list as a whole, and of itself by answering. */
export interface Pulse {
  total: number;
  rules: Record<string, number>;
  faults: Fault[];
  pending: boolean;
  sample: boolean;
  active_profile: string;
  other_profile_count: number;
  server_time: number;
}

export type Link = 'connecting' | 'live' | 'polling' | 'lost' | 'paused';

export interface LinkState {
  link: Link;
  /** Since when, by this computer's clock. */
  since: number;
  /** When the service was last heard of. */
  heardAt: number;
  failure?: { status: number; message: string; consequence: string; remedy: string };
}

interface LiveEvents {
  changed: SessionsChanged;
  pulse: Pulse;
  state: LinkState;
  /** What was missed is not known: all has to be asked for. */
  resync: undefined;
}

type Told = { [K in keyof LiveEvents]: { kind: K; detail: LiveEvents[K] } }[keyof LiveEvents] | { kind: 'who' };

/** Of a lock and a channel. Several services may stand behind one origin, each at a path of its own. */
const NAME = `hermes-live${base}`;
/** The service sends something each 5 seconds. */
const SILENCE_MS = 8_000;
const PULSE_MS = 2_000;
const PATIENCE_MS = 2_000;
const TICK_MS = 1_000;
/** So long a stream may take to open before changes are asked for. */
const DEAF_MS = 3_000;
const RETRY_MS = [500, 1_000, 2_000, 3_000];

export class Live extends EventTarget {
  state: LinkState = { link: 'connecting', since: Date.now(), heardAt: 0 };
  /** Whether this tab follows the stream for all. */
  leads = false;
  /** What was told last of the list as a whole, for those who listen only since then. */
  latest: Pulse | undefined;

  #channel: BroadcastChannel | undefined;
  #lead: AbortController | undefined;
  #lastId = '';
  #heard = 0;
  #tick = 0;
  #ticked = 0;
  #pulseAt = 0;
  #pulseTag: string | null = null;
  #pulse: Pulse | undefined;
  /** The question that is under way. */
  #asking: AbortController | undefined;
  #stream: AbortController | undefined;
  /** When the stream was asked for. */
  #streamAt = 0;
  /** Ends the pause before the stream is asked for again. */
  #nap = new AbortController();
  #open = false;
  /** How often in a row the stream ended soon. */
  #failures = 0;

  constructor() {
    super();
    this.on('pulse', (pulse) => {
      this.latest = pulse;
    });
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#visibility);
    window.addEventListener('online', this.#wake);
    window.addEventListener('pageshow', this.#wake);
    // Who looks at the page from its beginning has just been shown what there is.
    if (!document.hidden) this.#resume(false);
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('pageshow', this.#wake);
    this.#pause();
  }

  on<K extends keyof LiveEvents>(kind: K, listener: (detail: LiveEvents[K]) => void): () => void {
    const heard = (event: Event) => listener((event as CustomEvent<LiveEvents[K]>).detail);
    this.addEventListener(kind, heard);
    return () => this.removeEventListener(kind, heard);
  }

  /** Whether changes have to be asked for, since nothing tells them. */
  get deaf(): boolean {
    const { link, since } = this.state;
    return link === 'polling' || (link !== 'live' && Date.now() - since > DEAF_MS);
  }

  /** Asks the service how it is, now. */
  check(): void {
    this.#pulseAt = 0;
    void this.#askPulse();
  }

  /** What becomes of the question that is under way tells nothing any more. */
  #drop(): void {
    this.#asking?.abort();
    this.#asking = undefined;
  }

  #visibility = (): void => {
    if (document.hidden) this.#pause();
    else this.#resume(true);
  };

  #resume(slept: boolean): void {
    if (this.#tick) return;
    this.#set('connecting');
    this.#channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : undefined;
    this.#channel?.addEventListener('message', (event: MessageEvent<Told>) => this.#overheard(event.data));
    this.#channel?.postMessage({ kind: 'who' } satisfies Told);
    this.#ticked = Date.now();
    this.#tick = window.setInterval(() => this.#onTick(), TICK_MS);
    const lead = new AbortController();
    this.#lead = lead;
    if (navigator.locks && this.#channel) {
      navigator.locks
        .request(NAME, { signal: lead.signal }, () => this.#leading(lead.signal))
        .catch(() => undefined);
    }
    // Whatever happened while nobody looked.
    if (slept) this.#tell('resync', undefined);
    this.check();
  }

  #pause(): void {
    if (!this.#tick) return;
    clearInterval(this.#tick);
    this.#tick = 0;
    this.#lead?.abort();
    this.#drop();
    this.#stream?.abort();
    this.#channel?.close();
    this.#channel = undefined;
    this.#set('paused');
  }

  #wake = (): void => {
    if (this.#tick) this.check();
  };

  #overheard(told: Told): void {
    if (told.kind === 'who') {
      if (this.leads) this.#channel?.postMessage({ kind: 'state', detail: this.state } satisfies Told);
    } else {
      this.#pulseAt = Date.now();
      if (told.kind === 'state') this.#setState(told.detail);
      else this.dispatchEvent(new CustomEvent(told.kind, { detail: told.detail }));
    }
  }

  /** Tells this tab, and the others if this one speaks for all. */
  #tell<K extends keyof LiveEvents>(kind: K, detail: LiveEvents[K]): void {
    if (this.leads) this.#channel?.postMessage({ kind, detail });
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  #set(link: Link, failure?: LinkState['failure']): void {
    const same = this.state.link === link;
    if (same && !failure && !this.state.failure && link !== 'live') return;
    this.#setState({
      link,
      since: same ? this.state.since : Date.now(),
      heardAt: this.#heard || this.state.heardAt,
      ...(failure ? { failure } : {}),
    });
    if (this.leads) this.#channel?.postMessage({ kind: 'state', detail: this.state } satisfies Told);
  }

  #setState(state: LinkState): void {
    this.state = state;
    this.dispatchEvent(new CustomEvent('state', { detail: state }));
  }

  #onTick(): void {
    const now = Date.now();
    const slept = now - this.#ticked > 4 * TICK_MS + SILENCE_MS / 2;
    this.#ticked = now;
    if (slept) {
      // Timers stood still, and so did the stream: nobody knows what it missed.
      this.#set('connecting');
      this.#open = false;
      this.#stream?.abort(new DOMException('slept', 'TimeoutError'));
      this.#drop();
      this.check();
    } else if (this.leads && this.#stream && now - this.#heard > SILENCE_MS) {
      // That the service does not answer at all, or is asked instead, stays told until it is over.
      if (this.state.link === 'live') this.#set('connecting');
      // An answer to a question that is under way does not make it live again.
      this.#open = false;
      this.#stream.abort(new DOMException('silent', 'TimeoutError'));
    }
    // Others hear the leader; one that hears nothing for long asks for itself.
    const own = this.state.link === 'lost' ? TICK_MS : PULSE_MS;
    const due = this.leads || !navigator.locks ? own : 2 * PULSE_MS;
    if (now - this.#pulseAt >= due) void this.#askPulse();
  }

  async #askPulse(): Promise<void> {
    if (this.#asking) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#pulseAt = Date.now();
    try {
      const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const answer = await ask<SessionList>('/api/sessions', { limit: 1 }, signal, this.#pulseTag);
      if (asking.signal.aborted) return;
      this.#heard = Date.now();
      if (answer) {
        this.#pulseTag = answer.tag;
        const { sessions: _, ...pulse } = answer.body;
        this.#pulse = pulse;
      }
      // Told even if nothing in it has changed: that it was so a moment ago is news.
      if (this.#pulse) this.#tell('pulse', this.#pulse);
      this.#hurry();
      if (!this.#streaming()) this.#set(navigator.locks && this.#failures < 3 ? 'connecting' : 'polling');
      else if (this.leads) this.#set('live');
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#set('lost', failureOf(error));
    } finally {
      if (this.#asking === asking) {
        this.#asking = undefined;
        this.#pulseAt = Date.now();
      }
    }
  }

  /** The service answers, so that the stream need not be waited for any longer: the network may have lost the request. */
  #hurry(): void {
    if (!this.leads || this.#open) return;
    const back = this.state.link === 'lost';
    if (back) {
      // What ends now is no failure of its own, and is not waited for long.
      this.#failures = -1;
      this.#nap.abort();
    }
    const patience = back ? TICK_MS : DEAF_MS;
    if (Date.now() - this.#streamAt > patience) this.#stream?.abort(new DOMException('overdue', 'TimeoutError'));
  }

  #streaming(): boolean {
    return this.leads ? this.#open : this.state.link === 'live';
  }

  async #leading(signal: AbortSignal): Promise<void> {
    this.leads = true;
    try {
      while (!signal.aborted) {
        const began = Date.now();
        try {
          await this.#follow(signal);
        } catch (error) {
          if (signal.aborted) return;
          if (!(error instanceof DOMException) && this.state.link !== 'lost') this.#set('connecting');
        }
        this.#open = false;
        if (signal.aborted) return;
        this.#failures = Date.now() - began > 10_000 ? 0 : this.#failures + 1;
        this.check();
        this.#nap = new AbortController();
        await pause(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0, AbortSignal.any([signal, this.#nap.signal]));
      }
    } finally {
      this.leads = false;
      this.#open = false;
    }
  }

  /** Reads the stream until it ends. Its comments count as well: they tell that it lives. */
  async #follow(ended: AbortSignal): Promise<void> {
    const stream = new AbortController();
    this.#stream = stream;
    const headers = new Headers({ Accept: 'text/event-stream' });
    if (this.#lastId) headers.set('Last-Event-ID', this.#lastId);
    this.#heard = Date.now();
    this.#streamAt = Date.now();
    const response = await fetch(url('/api/sessions/events', { all_profiles: 1 }), {
      headers,
      cache: 'no-store',
      signal: AbortSignal.any([ended, stream.signal]),
    });
    if (!response.ok || !response.body) throw new Failure(response.status, 'There is no stream');
    this.#open = true;
    this.#failures = 0;
    this.#heard = Date.now();
    this.#set('live');
    // What was told before, nobody here knows; what changes from now on is told, so that nothing falls in between.
    if (!headers.has('Last-Event-ID')) this.#tell('resync', undefined);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      this.#heard = Date.now();
      const parts = (rest + value).split(/\r?\n\r?\n/);
      rest = parts.pop() ?? '';
      parts.forEach((part) => this.#event(part));
    }
  }

  #event(text: string): void {
    let name = '';
    let data = '';
    for (const line of text.split(/\r?\n/)) {
      const value = line.slice(line.indexOf(':') + 1).replace(/^ /, '');
      if (line.startsWith('id:')) this.#lastId = value;
      else if (line.startsWith('event:')) name = value;
      else if (line.startsWith('data:')) data += (data ? '\n' : '') + value;
    }
    if (name === 'sessions_changed') this.#tell('changed', JSON.parse(data) as SessionsChanged);
  }
}

function failureOf(error: unknown): NonNullable<LinkState['failure']> {
  const failure =
    error instanceof Failure
      ? error
      : new Failure(
          0,
          'The service does not answer in time',
          'Nothing new is shown until it does.',
          'It may be overloaded or stopped: see its log.',
        );
  const { status, message, consequence, remedy } = failure;
  return { status, message, consequence, remedy };
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The one of this tab. */
export const live = new Live();
