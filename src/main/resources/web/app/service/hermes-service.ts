import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { bytes, compact, count, span } from '../figures';
import { reports } from '../report-styles';
import { boxes, common, controls } from '../styles';
import { inFull, timeOfDay } from '../time';
import { icon, type Icon } from '../transcript/icons';
import { descriptorPlot } from './descriptor-plot';
import { figureStyles } from './figure-styles';
import { serviceStyles } from './service-styles';
import { bar, spark, type Share } from './spark';
import { ServiceWatch } from './watch';
import { components, figures, type Component, type Descriptors, type Diagnostics, type Lease, type Named, type Store } from './wire';

const TICK_MS = 1_000;
const STALE_MS = 6_000;

const KINDS: Record<string, { name: string; what: string; tone: number }> = {
  store: { name: 'Stores', what: 'state.db', tone: 1 },
  wal: { name: 'Logs', what: 'state.db-wal', tone: 5 },
  shm: { name: 'Log indexes', what: 'state.db-shm', tone: 6 },
  annotations: { name: 'Annotations', what: 'our own database', tone: 4 },
  socket: { name: 'Sockets', what: 'clients and the port', tone: 2 },
  jar: { name: 'Libraries', what: 'of Java', tone: 8 },
  other: { name: 'Others', what: 'pipes, event queues', tone: 7 },
};

const STATES: Record<Lease['state'], { words: string; what: string; tone: string }> = {
  idle: { words: 'idle', what: 'It holds a connection, and nothing of the database', tone: '' },
  cursor_open: { words: 'reading', what: 'A statement is open: its snapshot pins the log', tone: 'warn' },
  transaction_open: { words: 'in a transaction', what: 'Its snapshot pins the log, and a write keeps other writers out', tone: 'warn' },
};

const FIGURES: Record<string, string> = {
  lag_ms: 'behind',
  profiles_late: 'profiles late',
  free_bytes: 'free',
  used_percent: 'used',
};

/**
 * How the service is: what is wrong and what helps, who holds which connection, where the descriptors go, how the
 * stores and their logs are, and what was held too long. What the caller may not see is not asked for.
 */
@customElement('hermes-service')
export class HermesService extends LitElement {
  @state() private opened: ReadonlySet<string> = new Set();
  @state() private allLeases = false;

  #watch = new ServiceWatch(this);
  #clock = 0;

  static styles = [common, controls, boxes, reports, serviceStyles, figureStyles];

  connectedCallback(): void {
    super.connectedCallback();
    this.#clock = window.setInterval(() => this.requestUpdate(), TICK_MS);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  render(): TemplateResult {
    const { health, diagnostics, failure } = this.#watch;
    return html`<div class="scroll page" tabindex="0" role="region" aria-label="The service">
      <div class="sheet">
        ${this.#head()}
        ${failure ? this.#unreachable() : nothing}
        ${
          health
            ? html`${this.#problems()} ${diagnostics ? this.#tiles(diagnostics) : nothing} ${this.#board()}
                ${diagnostics ? this.#inside(diagnostics) : this.#outside()}`
            : failure
              ? nothing
              : this.#skeleton()
        }
      </div>
    </div>`;
  }

  // --- How it is as a whole ---------------------------------------------------------------------------------------

  get #all(): Named[] {
    return this.#watch.health ? components(this.#watch.health) : [];
  }

  #head(): TemplateResult {
    const { health, diagnostics, seenAt, failure } = this.#watch;
    const all = this.#all;
    const failing = all.filter((it) => it.component.level === 'fail').length;
    const caring = all.filter((it) => it.component.level === 'warn').length;
    const late = diagnostics ? borrowed(diagnostics).filter((it) => it.long_held).length : 0;
    const [tone, sign, words]: [string, Icon, string] = failure
      ? ['bad', 'fail', health ? 'No answer' : 'The service does not answer']
      : !health
        ? ['', 'clock', 'Looking…']
        : health.status === 'degraded' || failing > 0
          ? ['bad', 'fail', failing === 1 ? 'One thing does not work' : failing > 1 ? `${failing} things do not work` : 'It is of no use now']
          : caring > 0
            ? ['warn', 'warn', caring === 1 ? 'One thing wants a look' : `${caring} things want a look`]
            : late > 0
              ? ['warn', 'warn', late === 1 ? 'A connection is held too long' : `${late} connections are held too long`]
              : ['ok', 'pass', 'All is well'];
    const age = seenAt ? (Date.now() - seenAt) / 1000 : 0;
    return html`<header class="top ${tone}">
      <span class="sign">${icon(sign, 30)}</span>
      <div class="verdict" role="status">
        <h1>${words}</h1>
        <p>
          ${health ? html`${all.length} components, ${count(health.sessions)} ${health.sessions === 1 ? 'conversation' : 'conversations'}, up for ${span(health.uptime_seconds)}` : nothing}
          ${diagnostics ? html` · version ${diagnostics.build.version}` : nothing}
        </p>
      </div>
      <div class="deeds">
        <span class="age ${seenAt && age * 1000 > STALE_MS ? 'old' : ''}">${seenAt ? (this.#watch.paused ? `held at ${timeOfDay(seenAt)}` : age < 1 ? 'seen just now' : `seen ${span(Math.floor(age))} ago`) : ''}</span>
        <button type="button" class="quiet" aria-pressed=${this.#watch.paused} title="Looks every two seconds while this page is seen" @click=${() => this.#watch.pause(!this.#watch.paused)}>
          ${icon(this.#watch.paused ? 'play' : 'pause')} ${this.#watch.paused ? 'Go on' : 'Hold'}
        </button>
      </div>
    </header>`;
  }

  #unreachable(): TemplateResult {
    const { failure, seenAt, health } = this.#watch;
    return html`<section class="problem bad" role="alert">
      ${icon('fail', 20)}
      <div>
        <h2>${failure?.message}</h2>
        <p>${failure?.consequence} ${failure?.remedy}</p>
        ${health && seenAt ? html`<p class="muted">What is below is as it was at ${inFull(seenAt)}. It is asked again by itself.</p>` : nothing}
        <button type="button" @click=${() => this.#watch.look()}>Ask now</button>
      </div>
    </section>`;
  }

  #problems(): unknown {
    const ill = this.#all.filter((it) => it.component.level !== 'pass' && it.component.message);
    return ill.map(
      ({ name, component }) => html`<section class="problem ${component.level === 'fail' ? 'bad' : 'warn'}" role=${component.level === 'fail' ? 'alert' : 'status'}>
        ${icon(component.level === 'fail' ? 'fail' : 'warn', 20)}
        <div>
          <h2>${name}: ${component.message}</h2>
          <p>${component.consequence}</p>
          <p><b>What helps:</b> ${component.remedy}</p>
          ${component.code ? html`<p class="muted"><code>${component.code}</code></p>` : nothing}
        </div>
      </section>`,
    );
  }

  // --- Four figures -----------------------------------------------------------------------------------------------

  #tiles(diagnostics: Diagnostics): TemplateResult {
    const looks = this.#watch.looks;
    const { descriptors } = diagnostics;
    const leases = borrowed(diagnostics);
    const pinning = leases.filter((it) => it.state !== 'idle').length;
    const held = leases.filter((it) => it.long_held).length;
    const lag = Number((this.#watch.health?.checks?.['feed'] as Component | undefined)?.['lag_ms'] ?? 0);
    const wal = diagnostics.stores.reduce<Store | undefined>((most, it) => (it.wal_size_bytes > (most?.wal_size_bytes ?? -1) ? it : most), undefined);
    const waiting = diagnostics.pools.reduce((sum, it) => sum + it.waiting, 0);
    return html`<section class="tiles" aria-label="At a glance">
      ${this.#tile(
        'Descriptors',
        descriptors.open === null ? 'not known' : count(descriptors.open),
        descriptors.limit === null ? '' : `of ${compact(descriptors.limit)}`,
        forecast(descriptors).words,
        forecast(descriptors).tone,
        spark(descriptors.history.map((it) => it.open), 'Open descriptors over time'),
      )}
      ${this.#tile(
        'Connections lent',
        count(leases.length),
        waiting > 0 ? `${waiting} wait for one` : '',
        held > 0 ? `${held} held for too long` : pinning > 0 ? `${pinning} of them ${pinning === 1 ? 'pins' : 'pin'} a log` : 'none pins a log',
        held > 0 ? 'bad' : waiting > 0 ? 'warn' : '',
        spark(looks.map((it) => it.leases), 'Connections lent over time'),
      )}
      ${this.#tile(
        'Feed behind by',
        span(lag / 1000),
        '',
        lag > 30_000 ? 'who follows changes sees what is old' : 'from commit to list and stream',
        lag > 30_000 ? 'bad' : lag > 2_000 ? 'warn' : '',
        spark(looks.map((it) => it.lagMs), 'Lag of the feed over time'),
      )}
      ${this.#tile(
        'Largest log',
        wal ? bytes(wal.wal_size_bytes) : '–',
        wal && diagnostics.stores.length > 1 ? wal.profile : '',
        wal && wal.wal_size_bytes > 64e6 ? 'large: see below who pins it' : wal && wal.wal_age_seconds !== null && wal.wal_size_bytes > 0 ? `last written ${span(wal.wal_age_seconds)} ago` : 'empty',
        wal && wal.wal_size_bytes > 64e6 ? 'bad' : wal && wal.wal_size_bytes > 16e6 ? 'warn' : '',
        spark(looks.map((it) => it.walBytes), 'Size of the largest log over time'),
      )}
    </section>`;
  }

  #tile(name: string, figure: string, beside: string, words: string, tone: string, line: TemplateResult): TemplateResult {
    return html`<div class="tile ${tone}">
      <h3>${name}</h3>
      <p class="figure">${figure} <small>${beside}</small></p>
      <p class="words">${words}</p>
      ${line}
    </div>`;
  }

  // --- Components -------------------------------------------------------------------------------------------------

  #board(): TemplateResult | typeof nothing {
    const all = this.#all;
    if (all.length === 0) return nothing;
    return html`<section class="card">
      <h2>Components</h2>
      <ul class="board">
        ${all.map(
          ({ name, what, component }) => html`<li class=${component.level}>
            <span class="sign">${icon(signOf(component), 18)}</span>
            <span class="name"><b>${name}</b><small>${component.level === 'pass' ? what : (component.message ?? what)}</small></span>
            <span class="level">${wordOf(component)}</span>
            <span class="measured">${figures(component).map(([figure, value]) => html`<span>${figureWords(figure, value)}</span>`)}<span>seen ${span(component.age_seconds)} ago</span></span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #outside(): TemplateResult {
    return html`<section class="card quiet">
      <h2>Leases, descriptors and stores</h2>
      <p>These are for administrators who see all profiles. Nothing of them was asked for.</p>
    </section>`;
  }

  // --- Who holds what ---------------------------------------------------------------------------------------------

  #inside(diagnostics: Diagnostics): TemplateResult {
    return html`${this.#leases(diagnostics)}
      <div class="two">${this.#descriptors(diagnostics)} ${this.#pools(diagnostics)}</div>
      ${this.#stores(diagnostics)} ${this.#events(diagnostics)} ${this.#build(diagnostics)}`;
  }

  #leases(diagnostics: Diagnostics): TemplateResult {
    const lent = borrowed(diagnostics);
    const kept = diagnostics.leases.filter((it) => it.purpose === 'watch');
    const shown = this.allLeases ? [...lent, ...kept] : lent;
    return html`<section class="card">
      <div class="title">
        <h2>Connections lent now</h2>
        <p>Who has which, for what, since when. Each is back within its deadline, or is taken back.</p>
        ${kept.length > 0 ? html`<label><input type="checkbox" .checked=${this.allLeases} @change=${(event: Event) => (this.allLeases = (event.target as HTMLInputElement).checked)} /> with ${kept.length} kept to notice commits</label>` : nothing}
      </div>
      ${
        shown.length === 0
          ? html`<p class="empty">${icon('pass')} None: all connections are in their pools.</p>`
          : html`<div class="wide" tabindex="0" role="group" aria-label="Connections lent now"><table>
              <thead><tr><th>For</th><th>Held</th><th>State</th><th>Asked by</th><th>Statement</th><th>Since</th><th><span class="hidden">Trace and stack</span></th></tr></thead>
              <tbody>${repeat(shown, (it) => it.id, (it) => this.#lease(it))}</tbody>
            </table></div>`
      }
    </section>`;
  }

  #lease(lease: Lease): TemplateResult {
    const key = `live/${lease.id}`;
    const state = STATES[lease.state];
    return html`<tr class=${lease.expired ? 'bad' : lease.long_held ? 'warn' : ''}>
        <td><b>${lease.purpose}</b><small>${poolName(lease.pool)}</small></td>
        <td class="held"><b>${span(lease.held_seconds)}</b>${this.#gauge(lease)}</td>
        <td><span class="pill ${state.tone}" title=${state.what}>${state.words}</span></td>
        <td><code>${lease.route ?? 'the service itself'}</code><small>${lease.thread}</small></td>
        <td class="statement"><code>${lease.statement ?? '–'}</code></td>
        <td><time title=${inFull(lease.since * 1000)}>${timeOfDay(lease.since * 1000)}</time></td>
        <td class="links">${this.#links(lease, key)}</td>
      </tr>
      ${this.#stack(lease, key, 7)}`;
  }

  #gauge(lease: Lease): unknown {
    if (lease.deadline_seconds === null) return html`<small>without a deadline</small>`;
    const share = Math.min(1, lease.held_seconds / lease.deadline_seconds);
    const warn = (lease.warn_seconds ?? lease.deadline_seconds) / lease.deadline_seconds;
    const tone = share >= 1 ? 'bad' : share >= warn ? 'warn' : 'ok';
    return html`<svg class="gauge ${tone}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=${`${Math.round(share * 100)} percent of its deadline of ${span(lease.deadline_seconds)}`}>
        <rect class="ground" width="100" height="6" rx="3" /><rect class="fill" width=${Math.max(2, share * 100)} height="6" rx="3" />
      </svg>
      <small>of ${span(lease.deadline_seconds)}</small>`;
  }

  #links(lease: Lease, key: string): unknown {
    return html`${
      lease.trace_url && /^https?:\/\//i.test(lease.trace_url)
        ? html`<a class="button quiet" href=${lease.trace_url} target="_blank" rel="noopener noreferrer" title=${`Trace ${lease.trace_id}`}>Trace ${icon('link', 14)}</a>`
        : lease.trace_id
          ? html`<button type="button" class="quiet" title=${`Copy the id of trace ${lease.trace_id}`} @click=${() => this.#copy(lease.trace_id ?? '')}>${lease.trace_id.slice(0, 8)}… ${icon('copy', 14)}</button>`
          : nothing
    }${
      lease.stack
        ? html`<button type="button" class="icon" aria-expanded=${this.opened.has(key)} aria-label="Who borrowed it" title="Who borrowed it" @click=${() => this.#toggle(key)}>${icon('list')}</button>`
        : nothing
    }`;
  }

  #stack(lease: Lease, key: string, columns: number): unknown {
    if (!lease.stack || !this.opened.has(key)) return nothing;
    return html`<tr class="stack"><td colspan=${columns}><pre tabindex="0">${lease.stack.join('\n')}</pre></td></tr>`;
  }

  #toggle(key: string): void {
    const opened = new Set(this.opened);
    if (!opened.delete(key)) opened.add(key);
    this.opened = opened;
  }

  #copy(text: string): void {
    void import('../transcript/copy').then(async ({ copy }) => {
      const done = await copy(text);
      const words = done ? 'The id of the trace is in the clipboard' : text;
      this.dispatchEvent(new CustomEvent('notify', { detail: { text: words }, bubbles: true, composed: true }));
    });
  }

  // --- Where they go ----------------------------------------------------------------------------------------------

  #descriptors({ descriptors }: Diagnostics): TemplateResult {
    const { open, limit, budget, by_kind: kinds, slope_per_hour: slope } = descriptors;
    const shares: Share[] = Object.entries(kinds).map(([kind, value]) => ({ name: kind, value: value ?? 0, tone: KINDS[kind]?.tone ?? 8 }));
    const outlook = forecast(descriptors);
    return html`<section class="card">
      <div class="title">
        <h2>Descriptors</h2>
        <p>Files and connections of this process, by what they lead to.</p>
      </div>
      <p class="outlook ${outlook.tone}">${icon(outlook.tone === 'bad' ? 'fail' : outlook.tone === 'warn' ? 'warn' : 'pass')} ${outlook.sentence}</p>
      ${descriptorPlot(descriptors)}
      ${bar(shares, Math.max(open ?? 0, shares.reduce((sum, it) => sum + it.value, 0)), 'Descriptors by kind; the table has the numbers')}
      <table class="figures">
        <thead class="hidden"><tr><th>Kind</th><th>Open</th></tr></thead>
        <tbody>
          ${Object.entries(kinds).map(
            ([kind, value]) => html`<tr><td><span class="swatch tone-${KINDS[kind]?.tone ?? 8}"></span>${KINDS[kind]?.name ?? kind} <small>${KINDS[kind]?.what ?? ''}</small></td><td>${value === null ? 'not known' : count(value)}</td></tr>`,
          )}
          <tr class="sum"><td>All</td><td>${open === null ? 'not known' : count(open)}${limit === null ? '' : html` <small>of ${count(limit)}</small>`}</td></tr>
          <tr><td>Stores at most <small>what the pools can come to</small></td><td>${count(budget)}</td></tr>
          <tr><td>Growth</td><td>${slope === null ? 'known after a minute' : `${slope > 0 ? '+' : ''}${slope.toLocaleString(undefined, { maximumFractionDigits: 1 })} an hour`}</td></tr>
        </tbody>
      </table>
    </section>`;
  }

  #pools({ pools, holders }: Diagnostics): TemplateResult {
    return html`<section class="card">
      <div class="title">
        <h2>Pools</h2>
        <p>No pool is larger than this, whoever asks.</p>
      </div>
      <ul class="pools">
        ${pools.map(
          (pool) => html`<li>
            <span><b>${poolName(pool.name)}</b> <small>${pool.used} lent, ${pool.idle} idle, ${pool.max} at most${pool.waiting ? html`, <em>${pool.waiting} wait</em>` : nothing}</small></span>
            ${bar([{ name: 'lent', value: pool.used, tone: 1 }, { name: 'idle', value: pool.idle, tone: 8 }], pool.max, `${pool.used} of ${pool.max} lent, ${pool.idle} idle`)}
          </li>`,
        )}
      </ul>
      <h3>Others that have a store open</h3>
      ${
        holders === null
          ? html`<p class="muted">Not known on this system.</p>`
          : html`${
              holders.processes.length === 0
                ? html`<p class="muted">No other process that may be looked at.</p>`
                : html`<table class="figures">
                    <thead><tr><th>Process</th><th>Store</th><th>Log</th><th>Index</th></tr></thead>
                    <tbody>${holders.processes.map(
                      (it) => html`<tr><td><b>${it.command || 'unknown'}</b> <small>pid ${it.pid}, ${it.profile}</small>${it.deleted > 0 ? html` <span class="pill bad" title="It holds files that were replaced or removed: what it writes there is lost">${it.deleted} removed</span>` : nothing}</td><td>${it.store}</td><td>${it.wal}</td><td>${it.shm}</td></tr>`,
                    )}</tbody>
                  </table>`
            }${holders.hidden > 0 ? html`<p class="muted">${count(holders.hidden)} processes of other users cannot be looked at.</p>` : nothing}`
      }
    </section>`;
  }

  // --- Stores and their logs --------------------------------------------------------------------------------------

  #stores(diagnostics: Diagnostics): TemplateResult {
    return html`<section class="card">
      <div class="title">
        <h2>Stores and their logs</h2>
        <p>Each store is the agent's; it is only read. A log that grows is pinned by who reads too long.</p>
      </div>
      ${
        diagnostics.stores.length === 0
          ? html`<p class="empty">The home has no store yet.</p>`
          : html`<div class="wide" tabindex="0" role="group" aria-label="Stores"><table class="stores">
              <thead><tr><th>Profile</th><th>State</th><th>Size</th><th>Log</th><th>Last written</th><th>Changes seen</th><th>Schema</th><th>Who pins the log</th></tr></thead>
              <tbody>${diagnostics.stores.map((it) => this.#store(it, diagnostics))}</tbody>
            </table></div>`
      }
    </section>`;
  }

  #store(store: Store, diagnostics: Diagnostics): TemplateResult {
    const well = store.condition === 'readable';
    const pinning = borrowed(diagnostics).filter((it) => it.pool === `store.${store.profile}` && it.state !== 'idle');
    const oldest = pinning[0];
    const large = store.wal_size_bytes > 64e6 ? 'bad' : store.wal_size_bytes > 16e6 ? 'warn' : '';
    return html`<tr>
      <td><b>${store.profile}</b></td>
      <td><span class="pill ${well ? 'ok' : store.condition === 'unknown' ? '' : 'bad'}">${icon(well ? 'pass' : 'warn', 13)} ${store.condition.replaceAll('_', ' ')}</span>${store.since ? html`<small>since ${timeOfDay(store.since * 1000)}</small>` : nothing}${store.journal ? html`<small>with a rollback journal</small>` : nothing}</td>
      <td class="number">${bytes(store.size_bytes)}</td>
      <td class="number"><span class=${large}>${bytes(store.wal_size_bytes)}</span></td>
      <td>${store.wal_age_seconds === null || store.wal_size_bytes === 0 ? '–' : `${span(store.wal_age_seconds)} ago`}</td>
      <td class="number">${count(store.revision)}</td>
      <td class="number">${store.schema_version ?? 'not known'}</td>
      <td>${oldest ? html`<span class="pill warn">${oldest.purpose}, ${span(oldest.held_seconds)}</span>${pinning.length > 1 ? html`<small>and ${pinning.length - 1} more</small>` : nothing}` : html`<span class="muted">nobody here</span>`}</td>
    </tr>`;
  }

  // --- What was held too long -------------------------------------------------------------------------------------

  #events(diagnostics: Diagnostics): TemplateResult {
    const { recent } = diagnostics;
    return html`<section class="card">
      <div class="title">
        <h2>Held too long, or taken back</h2>
        <p>The last ${count(Math.max(recent.length, 50))} connections whose borrower was late, newest first.</p>
      </div>
      ${
        recent.length === 0
          ? html`<p class="empty">${icon('pass')} None since the start, ${span(diagnostics.uptime_seconds)} ago.</p>`
          : html`<ol class="events">${repeat(recent, (it) => it.id, (it) => this.#event(it))}</ol>`
      }
    </section>`;
  }

  #event(lease: Lease): TemplateResult {
    const key = `recent/${lease.id}`;
    const [tone, words] = lease.reclaimed
      ? ['bad', 'taken back']
      : lease.expired
        ? ['bad', 'past its deadline']
        : ['warn', 'held long'];
    return html`<li class=${tone}>
      <time title=${inFull(lease.since * 1000)}>${inFullShort(lease.since)}</time>
      <div class="what">
        <p><span class="pill ${tone}">${words}</span> <b>${lease.purpose}</b> of ${poolName(lease.pool)} for <b>${span(lease.held_seconds)}</b>${lease.deadline_seconds === null ? nothing : html` of ${span(lease.deadline_seconds)}`}${lease.ended ? nothing : html`, <em>still out</em>`}</p>
        <p class="muted"><code>${lease.route ?? 'the service itself'}</code>${lease.statement ? html` · <code>${lease.statement}</code>` : nothing} · ${lease.thread}</p>
        ${lease.stack && this.opened.has(key) ? html`<pre tabindex="0">${lease.stack.join('\n')}</pre>` : nothing}
      </div>
      <span class="links">${this.#links(lease, key)}</span>
    </li>`;
  }

  #build({ build, uptime_seconds: uptime }: Diagnostics): TemplateResult {
    return html`<footer>Hermes Sessions ${build.version} · Java ${build.java} · Quarkus ${build.quarkus ?? 'not known'} · SQLite ${build.sqlite} · started ${inFull(Date.now() - uptime * 1000)} · ${count(this.#watch.health?.accept_loop.requests_total ?? 0)} requests</footer>`;
  }

  #skeleton(): TemplateResult {
    return html`<div aria-hidden="true" class="bones">
      <div class="skeleton low"></div>
      <div class="tiles">${[0, 1, 2, 3].map(() => html`<div class="skeleton"></div>`)}</div>
      <div class="skeleton high"></div>
    </div>`;
  }
}

/** Those that somebody has to give back, the oldest first; the kept reader is out on purpose. */
const borrowed = (diagnostics: Diagnostics): Lease[] => diagnostics.leases.filter((it) => it.purpose !== 'watch');

const poolName = (name: string): string => (name.startsWith('store.') ? `store of ${name.slice('store.'.length)}` : name);

const signOf = (component: Component): Icon =>
  component.status === 'missing' ? 'clock' : component.level === 'fail' ? 'fail' : component.level === 'warn' ? 'warn' : 'pass';

const wordOf = (component: Component): string =>
  component.status === 'missing' ? 'not there' : component.level === 'fail' ? 'fails' : component.level === 'warn' ? 'look at it' : component.message ? 'noted' : 'well';

function figureWords(figure: string, value: number): string {
  const name = FIGURES[figure] ?? figure.replace(/_(ms|bytes|percent|seconds)$/, '').replaceAll('_', ' ');
  if (figure.endsWith('_ms')) return `${name} ${span(value / 1000)}`;
  if (figure.endsWith('_bytes') || /bytes/.test(figure)) return `${name} ${bytes(value)}`;
  if (figure.endsWith('_percent')) return `${name} ${value} %`;
  if (figure.endsWith('_seconds')) return `${name} ${span(value)}`;
  return `${name} ${count(value)}`;
}

/** So long after a start libraries are still being opened, and growth says nothing. */
const SETTLED_SECONDS = 600;

/** What becomes of the descriptors if they go on like this. */
function forecast({ open, limit, slope_per_hour: slope, seconds_to_limit: left, history }: Descriptors): { words: string; sentence: string; tone: string } {
  if (open === null || limit === null) return { words: 'not told by this system', sentence: 'This system does not tell how many are open.', tone: '' };
  if (open / limit > 0.95) return { words: 'nearly all are open', sentence: 'Nearly all are open: new connections may be refused.', tone: 'bad' };
  if (slope === null) return { words: 'forecast after a minute', sentence: 'How they grow is known a minute after the start.', tone: '' };
  if (left === null || slope < 0.5) return { words: 'they do not grow', sentence: 'They do not grow: at this rate the limit is never reached.', tone: open / limit > 0.7 ? 'warn' : '' };
  const watched = (history.at(-1)?.at ?? 0) - (history[0]?.at ?? 0);
  if (watched < SETTLED_SECONDS && left > 3600) {
    return { words: 'forecast after ten minutes', sentence: 'They grow, as they do after a start: what comes of it is known after ten minutes.', tone: '' };
  }
  const words = `limit in ${span(left)} at this rate`;
  const tone = left < 3 * 3600 ? 'bad' : left < 24 * 3600 ? 'warn' : '';
  return { words, sentence: `They grow by ${slope.toLocaleString(undefined, { maximumFractionDigits: 1 })} an hour: at this rate the limit is reached in ${span(left)}.`, tone };
}

const inFullShort = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleString(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
