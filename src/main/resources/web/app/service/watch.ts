import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Failure } from '../api';
import { base } from '../router';
import type { AuthStatus, Diagnostics, Health } from './wire';

const INTERVAL_MS = 2_000;
const LONGEST_INTERVAL_MS = 4_000;
const TIMEOUT_MS = 8_000;
/** As much as ten minutes, at one look each two seconds. */
const KEPT = 300;

/** How something went over time, oldest first. */
export interface Look {
  at: number;
  leases: number;
  pinning: number;
  lagMs: number;
  walBytes: number;
}

/**
 * Looks at the service every two seconds while the page is visible. What was seen stays when a look fails, with its
 * age. What the caller may not see is not asked for: the first question is who asks.
 */
export class ServiceWatch implements ReactiveController {
  health?: Health;
  diagnostics?: Diagnostics;
  failure?: Failure;
  /** Whether leases, descriptors and stores may be asked for; unknown before the first answer. */
  mayLookInside?: boolean;
  /** When the service last answered, by this computer's clock. */
  seenAt = 0;
  looks: Look[] = [];
  paused = false;

  #timer = 0;
  #interval = INTERVAL_MS;
  #running = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#visibility);
    window.addEventListener('online', this.#wake);
    this.#wake();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#visibility);
    window.removeEventListener('online', this.#wake);
    this.#stop();
  }

  /** Looks now, and from now on again. */
  look = (): void => {
    this.#stop();
    this.#running = new AbortController();
    void this.#look(this.#running.signal);
  };

  pause(paused: boolean): void {
    this.paused = paused;
    if (paused) this.#stop();
    else this.look();
    this.host.requestUpdate();
  }

  #visibility = (): void => {
    if (document.hidden) this.#stop();
    else this.#wake();
  };

  /** Looks where somebody sees it and does not hold what is shown. */
  #wake = (): void => {
    if (!document.hidden && !this.paused) this.look();
  };

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running.abort();
  }

  async #look(signal: AbortSignal): Promise<void> {
    try {
      this.mayLookInside ??= may(await answer<AuthStatus>('/api/auth/status', signal));
      const [health, diagnostics] = await Promise.all([
        answer<Health>('/health?deep=1', signal),
        this.mayLookInside ? answer<Diagnostics>('/api/diagnostics', signal) : undefined,
      ]);
      this.health = health;
      this.diagnostics = diagnostics;
      this.failure = undefined;
      this.seenAt = Date.now();
      this.#interval = INTERVAL_MS;
      this.#note();
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Failure ? error : new Failure(0, String(error));
      if (this.failure.status === 403) this.mayLookInside = false;
      this.#interval = Math.min(this.#interval * 2, LONGEST_INTERVAL_MS);
    }
    this.host.requestUpdate();
    if (!signal.aborted) this.#timer = window.setTimeout(() => void this.#look(signal), this.#interval);
  }

  #note(): void {
    const leases = this.diagnostics?.leases.filter((it) => it.purpose !== 'watch') ?? [];
    const look: Look = {
      at: this.seenAt,
      leases: leases.length,
      pinning: leases.filter((it) => it.state !== 'idle').length,
      lagMs: Number((this.health?.checks?.feed as { lag_ms?: number } | undefined)?.lag_ms ?? 0),
      walBytes: Math.max(0, ...(this.diagnostics?.stores.map((it) => it.wal_size_bytes) ?? [])),
    };
    this.looks = [...this.looks.slice(1 - KEPT), look];
  }
}

/** Who may change all and sees all profiles; where nobody has to log in, that is everybody. */
const may = (auth: AuthStatus): boolean => !auth.auth_enabled || (auth.role === 'admin' && !auth.profiles);

/** An answer is taken whatever its status says: a service that is of no use tells why with status 503. */
async function answer<T>(path: string, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(base + path, {
      headers: { Accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Failure(
      0,
      'The service does not answer',
      'Lists and transcripts cannot be renewed until it does.',
      'See whether its process runs (launchctl, systemctl, kubectl) and whether this computer reaches it.',
    );
  }
  const body = await response.json().catch(() => undefined);
  if (body && (response.ok || (response.status === 503 && 'status' in body))) return body as T;
  throw new Failure(
    response.status,
    body?.error ?? `The service answered with status ${response.status}`,
    body?.consequence,
    body?.remedy,
  );
}
