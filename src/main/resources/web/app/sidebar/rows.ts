import { activity, ask, rowKey, type SessionRow } from '../api';
import type { Entry } from './entries';

const KEPT = 4_000;
const WINDOW = 100;
const GATHER_MS = 30;
const PATIENCE_MS = 10_000;
const RETRY_MS = 1_000;

/** Who has the rows fetched. */
interface Owner {
  /** Whether anything is to be asked for now. */
  mayAsk(): boolean;
  /** Other rows are there. */
  fetched(): void;
  /** The service does not have all that the list has. */
  lacking(): void;
}

/** The rows that were looked at: fetched by windows, and the longest unseen of them let go. */
export class Rows {
  #rows = new Map<string, SessionRow>();
  /** The rows that are looked at. */
  #seen: readonly string[] = [];
  #wanted = new Set<string>();
  /** Rows of the index that the service did not find: not asked for again before the index is. */
  #missing = new Set<string>();
  #fetching = new Set<string>();
  #gather = 0;

  constructor(private readonly owner: Owner) {}

  get(key: string): SessionRow | undefined {
    return this.#rows.get(key);
  }

  keep(row: SessionRow): void {
    const key = rowKey(row);
    this.#rows.delete(key);
    this.#rows.set(key, row);
    if (this.#rows.size > KEPT) {
      const oldest = this.#rows.keys().next().value;
      if (oldest !== undefined) this.#rows.delete(oldest);
    }
  }

  /** Lets go of rows whose session was active since they were fetched. */
  compare(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const row = this.#rows.get(entry.key);
      if (row && Math.floor(activity(row)) !== entry.activity) this.#rows.delete(entry.key);
    }
    this.#missing.clear();
  }

  /** Has rows fetched that are not there; all that is asked for within a moment goes together. */
  want(keys: Iterable<string>): void {
    this.#seen = [...keys];
    this.#wanted.clear();
    for (const key of this.#seen) {
      if (!this.#rows.has(key) && !this.#fetching.has(key) && !this.#missing.has(key)) this.#wanted.add(key);
    }
    if (this.#wanted.size > 0 && !this.#gather) this.#gather = window.setTimeout(() => void this.#fetch(), GATHER_MS);
  }

  /** Has those fetched that are looked at. */
  wantSeen(): void {
    this.want(this.#seen);
  }

  async #fetch(): Promise<void> {
    const keys = [...this.#wanted].slice(0, WINDOW);
    if (keys.length === 0) {
      this.#gather = 0;
      return;
    }
    keys.forEach((key) => {
      this.#wanted.delete(key);
      this.#fetching.add(key);
    });
    try {
      const answer = await ask<{ sessions: SessionRow[]; missing: string[] }>(
        '/api/sessions/rows',
        { id: keys },
        AbortSignal.timeout(PATIENCE_MS),
      );
      answer?.body.sessions.forEach((row) => this.keep(row));
      if (answer && answer.body.missing.length > 0) {
        keys.filter((key) => !this.#rows.has(key)).forEach((key) => this.#missing.add(key));
        this.owner.lacking();
      }
    } catch {
      // Shown as not yet there, and asked for again.
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    } finally {
      keys.forEach((key) => this.#fetching.delete(key));
      this.#gather = 0;
      // What was scrolled to meanwhile, and what was more than goes at once.
      if (this.owner.mayAsk()) this.wantSeen();
      this.owner.fetched();
    }
  }
}
