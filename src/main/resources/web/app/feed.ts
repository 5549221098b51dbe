import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { activity, ask, Failure, rowKey, type SessionList, type SessionRow } from './api';

const PAGE = 200;
const INTERVAL_MS = 5_000;
const LONGEST_INTERVAL_MS = 60_000;

/** The list as it is known now. It is replaced, never changed. */
export interface Shown {
  rows: SessionRow[];
  list: SessionList;
  next: string | null;
}

/**
 * Keeps the list fresh: polls while the page is visible, and slower while it fails. What was shown stays when a poll
 * fails, and an answer that was overtaken by a newer one is dropped.
 */
export class SessionFeed implements ReactiveController {
  shown?: Shown;
  failure?: Failure;
  /** When the service last confirmed what is shown, by this computer's clock. */
  confirmedAt = 0;
  /** Milliseconds to add to this computer's clock to get the service's. */
  skew = 0;
  loadingMore = false;

  #asked = 0;
  #taken = 0;
  #tag: string | null = null;
  #interval = INTERVAL_MS;
  #timer = 0;
  #running = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#visibility);
    this.refresh();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#stop();
  }

  /** Now by the service's clock, in milliseconds since 1970. */
  now(): number {
    return Date.now() + this.skew;
  }

  /** Polls now and then again and again. */
  refresh(): void {
    this.#stop();
    this.#running = new AbortController();
    void this.#poll(this.#running.signal);
  }

  async more(): Promise<void> {
    const cursor = this.shown?.next;
    if (!cursor || this.loadingMore) return;
    this.loadingMore = true;
    this.host.requestUpdate();
    try {
      const answer = await ask<SessionList>('/api/sessions', { limit: PAGE, cursor }, this.#running.signal);
      const known = this.shown;
      if (answer && known && known.next === cursor) {
        const keys = new Set(known.rows.map(rowKey));
        const added = answer.body.sessions.filter((row) => !keys.has(rowKey(row)));
        this.shown = { ...known, rows: [...known.rows, ...added], next: answer.body.next_cursor };
      }
    } catch (error) {
      if (error instanceof Failure) this.failure = error;
    } finally {
      this.loadingMore = false;
      this.host.requestUpdate();
    }
  }

  #visibility = (): void => {
    if (document.hidden) this.#stop();
    else this.refresh();
  };

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running.abort();
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const generation = ++this.#asked;
    try {
      const answer = await ask<SessionList>('/api/sessions', { limit: PAGE }, signal, this.#tag);
      if (generation < this.#taken) return;
      this.#taken = generation;
      if (answer) {
        this.#tag = answer.tag;
        this.#take(answer.body);
      }
      this.failure = undefined;
      this.confirmedAt = Date.now();
      this.#interval = INTERVAL_MS;
    } catch (error) {
      if (signal.aborted || !(error instanceof Failure)) return;
      this.failure = error;
      this.#interval = Math.min(this.#interval * 2, LONGEST_INTERVAL_MS);
    }
    this.host.requestUpdate();
    if (!signal.aborted && this.failure?.status !== 401) {
      const wait = Math.max(this.#interval, (this.failure?.retryAfter ?? 0) * 1000);
      this.#timer = window.setTimeout(() => void this.#poll(signal), wait);
    }
  }

  #take(list: SessionList): void {
    this.skew = list.server_time * 1000 - Date.now();
    const first = list.sessions;
    const last = first.at(-1);
    const keys = new Set(first.map(rowKey));
    // Rows of later pages stay; what stood on the first page and is gone from it, is gone.
    const later =
      list.next_cursor && last
        ? (this.shown?.rows ?? []).filter((row) => !keys.has(rowKey(row)) && activity(row) <= activity(last))
        : [];
    const next = later.length > 0 ? (this.shown?.next ?? null) : list.next_cursor;
    this.shown = { rows: [...first, ...later], list, next };
  }
}
