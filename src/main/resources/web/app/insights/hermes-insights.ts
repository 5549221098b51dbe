import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ask, Failure, url, type Fault, type Profile } from '../api';
import { bytes, compact, count, dollars, percent } from '../figures';
import { live } from '../live';
import { ADDRESS_EVENT, address, goWith, href, plainClick, sessionPath } from '../router';
import { reports } from '../report-styles';
import { boxes, common, controls } from '../styles';
import { timeOfDay } from '../time';
import { icon } from '../transcript/icons';
import './hermes-plot';
import type { Numbers } from './hermes-plot';
import { insightStyles } from './insight-styles';
import { parts, ranked, stacked, week, type Series } from './options';
import { parameters, read, readOn, type Capacity, type CostKind, type Figures, type Ledger, type Scope, type Store, type Tools, type Usage, type UsageRow } from './wire';

const RANGES: [days: number, words: string][] = [
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
  [365, 'a year'],
];
const KINDS: Record<CostKind, string> = { actual: 'paid', estimated: 'estimated', included: 'in a subscription', unpriced: 'without a price' };
const PLOTTED = 6;
/** Who comes back to figures that are older sees them read again. */
const OLD_MS = 60_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What the sessions used, when, by which model and tool, and how the store grows: plots, each with its numbers. */
@customElement('hermes-insights')
export class HermesInsights extends LitElement {
  @state() private scope = scopeInAddress();
  @state() private usage?: Usage;
  @state() private hours?: Usage;
  @state() private sources?: Usage;
  @state() private tools?: Tools;
  @state() private ledger?: Ledger;
  @state() private capacity?: Capacity;
  @state() private profiles: string[] = [];
  @state() private failures: Record<string, Failure> = {};
  @state() private cost?: CostKind;
  @state() private weekly: 'sessions' | 'messages' = 'sessions';
  @state() private loading = false;

  #running = new AbortController();
  #off: (() => void)[] = [];
  /** When the figures were asked for, by this computer's clock. */
  #askedAt = 0;
  #profile = '';

  static styles = [common, controls, boxes, reports, insightStyles];

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    this.#off = [
      live.on('resync', () => Date.now() - this.#askedAt > OLD_MS && void this.#read()),
      live.on('pulse', (pulse) => this.#switched(pulse.active_profile)),
    ];
    this.#profile = live.latest?.active_profile ?? '';
    void this.#readProfiles();
    void this.#read();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
    this.#off.forEach((off) => off());
    this.#running.abort();
  }

  #address = (): void => {
    if (address().view !== 'insights') return;
    const scope = scopeInAddress();
    if (JSON.stringify(scope) === JSON.stringify(this.scope)) return;
    this.#forget();
    if (scope.profile !== this.scope.profile) this.capacity = undefined;
    this.scope = scope;
    void this.#read();
  };

  /** Figures never stand under another scope than their own, also where the new ones cannot be read. */
  #forget(): void {
    this.usage = undefined;
    this.hours = undefined;
    this.sources = undefined;
    this.tools = undefined;
    this.ledger = undefined;
  }

  /** Another tab may have gone to another profile: the choice is the browser's. */
  #switched(profile: string): void {
    const before = this.#profile;
    this.#profile = profile;
    if (!before || before === profile || this.scope.profile) return;
    this.#forget();
    this.capacity = undefined;
    void this.#read();
  }

  async #readProfiles(): Promise<void> {
    try {
      const answer = await ask<{ profiles: Profile[] }>('/api/profiles', {}, new AbortController().signal);
      this.profiles = answer?.body.profiles.map((it) => it.name) ?? [];
    } catch {
      // Then there is no choice of profiles, and the caller's own is shown.
    }
  }

  /** One question after the other: each reads the store, and there is more to do for it than this. */
  async #read(): Promise<void> {
    this.#running.abort();
    this.#running = new AbortController();
    const { signal } = this.#running;
    const query = parameters(this.scope);
    this.#askedAt = Date.now();
    this.loading = true;
    this.failures = {};
    await this.#one('usage', signal, async () => {
      this.usage = await read<Usage>('usage', { ...query, by: 'day,model' }, signal);
    });
    await this.#one('hours', signal, async () => {
      this.hours = await read<Usage>('usage', { ...query, by: 'hour_of_week' }, signal);
    });
    await this.#one('sources', signal, async () => {
      this.sources = await read<Usage>('usage', { ...query, by: 'source' }, signal);
    });
    await this.#one('ledger', signal, async () => {
      this.ledger = await read<Ledger>('ledger', query, signal);
    });
    if (!signal.aborted) this.loading = false;
    await this.#one('tools', signal, () =>
      readOn<Tools>('tools', query, signal, (it) => it.complete, (it) => (this.tools = it)),
    );
    await this.#one('capacity', signal, () =>
      readOn<Capacity>('capacity', parameters(this.scope, 'capacity'), signal, (it) => it.profiles.every((one) => one.complete), (it) => (this.capacity = it)),
    );
  }

  async #one(name: string, signal: AbortSignal, question: () => Promise<void>): Promise<void> {
    if (signal.aborted) return;
    try {
      await question();
    } catch (error) {
      if (signal.aborted) return;
      this.failures = { ...this.failures, [name]: error instanceof Failure ? error : new Failure(0, String(error)) };
    }
  }

  #choose(changes: Partial<Scope>): void {
    const scope = { ...this.scope, ...changes };
    goWith({
      days: scope.days === 30 ? null : String(scope.days),
      profiles: scope.profile || null,
      only: scope.only || null,
    });
  }

  #csv(path: string, query: Record<string, string>, kind: 'usage' | 'capacity' = 'usage'): string {
    return url(`/api/insights/${path}`, { ...parameters(this.scope, kind), ...query, format: 'csv' });
  }

  // --- What is shown ----------------------------------------------------------------------------------------------

  render(): TemplateResult {
    const usage = this.usage;
    return html`<div class="scroll page" tabindex="0" role="region" aria-label="Insights">
      <div class="sheet" aria-busy=${this.loading}>
        ${this.#head()} ${this.#notices()}
        ${usage ? html`${this.#totals(usage.total)} ${this.#days(usage)}` : this.failures['usage'] ? nothing : this.#skeleton()}
        ${usage ? this.#rest() : nothing}
        ${this.capacity?.profiles.map((it) => this.#store(it))}
      </div>
    </div>`;
  }

  #head(): TemplateResult {
    const { days, profile, only } = this.scope;
    return html`<header class="top">
      <div class="names">
        <h1>Insights</h1>
        <p>${this.usage ? html`The agent's own figures, by days of ${this.usage.zone}, as of ${timeOfDay(this.usage.as_of * 1000)}` : html`What the sessions used`}${this.loading && this.usage ? html` · <span role="status">reading…</span>` : this.usage ? html` <button type="button" class="quiet" @click=${() => void this.#read()}>Read again</button>` : nothing}</p>
      </div>
      <form class="scope" @submit=${(event: Event) => event.preventDefault()}>
        <input type="search" aria-label="Only sessions that" placeholder="Only… source:telegram" maxlength="200" .value=${only} @change=${(event: Event) => this.#choose({ only: (event.target as HTMLInputElement).value.trim() })} />
        ${
          this.profiles.length > 1
            ? html`<select aria-label="Profile" @change=${(event: Event) => this.#choose({ profile: (event.target as HTMLSelectElement).value })}>
                <option value="" .selected=${profile === ''}>This profile</option>
                <option value="*" .selected=${profile === '*'}>All profiles</option>
                ${this.profiles.map((name) => html`<option value=${name} .selected=${profile === name}>${name}</option>`)}
              </select>`
            : nothing
        }
        <div class="segments" role="group" aria-label="Time">
          ${RANGES.map(([range, words]) => html`<button type="button" aria-pressed=${days === range} @click=${() => this.#choose({ days: range })}>${words}</button>`)}
        </div>
      </form>
    </header>`;
  }

  #notices(): unknown {
    const faults = new Map<string, Fault>();
    [this.usage, this.hours, this.sources].forEach((it) => it?.faults.forEach((fault) => faults.set(`${fault.profile}/${fault.code}`, fault)));
    const asOf = this.usage?.as_of;
    return html`
      ${[...faults.values()].map(
        (fault) => html`<section class="notice" role="status"><strong>${fault.message}</strong><p>Profile ${fault.profile}: these are its last good figures${asOf ? `, of ${new Date(asOf * 1000).toLocaleString()}` : ''}. ${fault.consequence} ${fault.remedy}</p></section>`,
      )}
      ${Object.entries(this.failures).map(
        ([name, failure]) => html`<section class="notice ${name === 'usage' ? 'bad' : ''}" role="alert"><strong>${TITLES[name] ?? name}: ${failure.message}</strong><p>${failure.consequence} ${failure.remedy}</p><button type="button" @click=${() => void this.#read()}>Try again</button></section>`,
      )}
    `;
  }

  #totals(total: Figures): TemplateResult {
    const { tokens, cost } = total;
    const kinds = (['actual', 'estimated', 'included'] as const).filter((it) => cost[it].usd > 0 || cost[it].sessions > 0);
    return html`<section class="totals" aria-label="In all">
      ${this.#total('Tokens', compact(tokens.total), `${compact(tokens.output)} of them written by models`)}
      ${
        kinds.length === 0
          ? this.#total('Cost', 'not known', cost.unpriced.sessions > 0 ? `${count(cost.unpriced.sessions)} sessions have no price` : 'nothing was priced')
          : kinds.map((it) => this.#total(`Cost, ${KINDS[it]}`, dollars(cost[it].usd), `${count(cost[it].sessions)} sessions${it === kinds[0] && cost.unpriced.sessions > 0 ? `; ${count(cost.unpriced.sessions)} more have no price` : ''}`))
      }
      ${this.#total('From the cache', total.cache_share === null ? '–' : percent(total.cache_share), 'of what was sent to models')}
      ${this.#total('Sessions', count(total.sessions), `${compact(total.messages)} messages`)}
      ${this.#total('Calls of tools', compact(total.tool_calls), `${compact(total.api_calls)} calls of models`)}
    </section>`;
  }

  #total(name: string, figure: string, words: string): TemplateResult {
    return html`<div class="total"><h2>${name}</h2><p class="figure">${figure}</p><p class="words">${words}</p></div>`;
  }

  #days(usage: Usage): TemplateResult {
    const days = usage.days?.map((it) => it.day) ?? [...new Set(usage.rows.map((it) => String(it.keys['day'])))];
    const names = days.map(dayName);
    const byDay = new Map(days.map((day) => [day, usage.rows.filter((it) => it.keys['day'] === day)]));
    const sum = (day: string, figure: (row: UsageRow) => number): number => (byDay.get(day) ?? []).reduce((all, row) => all + figure(row), 0);
    const kinds: [name: string, tone: number, figure: (row: UsageRow) => number][] = [
      ['From the cache', 2, (it) => it.tokens.cache_read],
      ['Into the cache', 7, (it) => it.tokens.cache_write],
      ['Input', 5, (it) => it.tokens.input],
      ['Output', 1, (it) => it.tokens.output],
    ];
    const tokens: Series[] = kinds.map(([name, tone, figure]) => ({ name, tone, values: days.map((day) => sum(day, figure)) })).filter((it) => it.values.some((value) => value > 0));
    const nothingUsed = usage.total.tokens.total === 0;
    const shares = days.map((day) => {
      const read = sum(day, (it) => it.tokens.cache_read);
      const all = read + sum(day, (it) => it.tokens.input + it.tokens.cache_write);
      return all > 0 ? read / all : null;
    });
    const kind = this.cost ?? mostOf(usage.total);
    const costs = byModel(usage, days, (it) => it.cost[kind].usd);
    return html`<div class="plots">
      <hermes-plot
        class="full"
        heading="Tokens by day"
        words="What was sent to models and what they wrote"
        .summary=${`Tokens by day: ${count(usage.total.tokens.total)} in ${days.length} days`}
        .height=${280}
        ?empty=${nothingUsed}
        .option=${stacked(names, tokens, 'tokens')}
        .numbers=${table(days, ['Day', ...tokens.map((it) => it.name), 'All'], tokens, count)}
        .csv=${this.#csv('usage', { by: 'day' })}
      ></hermes-plot>
      <hermes-plot
        heading="Cost by day and model"
        words=${kind === 'included' ? 'What it would have cost; a subscription pays for it' : 'US dollars'}
        .summary=${`Cost by day and model, ${KINDS[kind]}: ${dollars(usage.total.cost[kind].usd)} in all`}
        ?empty=${usage.total.cost[kind].usd === 0}
        .option=${stacked(names, costs, 'dollars')}
        .numbers=${table(days, ['Day', ...costs.map((it) => it.name), 'All'], costs, dollars)}
        .csv=${this.#csv('usage', { by: 'day,model' })}
      >
        <select slot="choice" aria-label="Which cost" @change=${(event: Event) => (this.cost = (event.target as HTMLSelectElement).value as CostKind)}>
          ${(['actual', 'estimated', 'included'] as const).map((it) => html`<option value=${it} .selected=${it === kind}>${KINDS[it]}</option>`)}
        </select>
      </hermes-plot>
      <hermes-plot
        heading="Share from the cache"
        words="Of what was sent to models"
        .summary=${`Share of the input that came from the cache by day; ${usage.total.cache_share === null ? 'none' : percent(usage.total.cache_share)} in all`}
        ?empty=${shares.every((it) => it === null)}
        .option=${stacked(names, [{ name: 'From the cache', tone: 2, values: shares }], 'percent', true)}
        .numbers=${{ head: ['Day', 'From the cache'], rows: days.map((day, index) => [day, shares[index] == null ? '–' : percent(shares[index] ?? 0)]) }}
        .csv=${this.#csv('usage', { by: 'day' })}
      ></hermes-plot>
    </div>`;
  }

  #rest(): TemplateResult {
    return html`<div class="plots">${this.#models()} ${this.#sources()} ${this.#week()} ${this.#tools()} ${this.#ledger()}</div>`;
  }

  #models(): TemplateResult {
    const totals = new Map<string, number>();
    this.usage?.rows.forEach((it) => totals.set(modelName(it), (totals.get(modelName(it)) ?? 0) + it.tokens.total));
    return this.#ranking('Tokens by model', '', [...totals], 'tokens', this.#csv('usage', { by: 'model' }), 1);
  }

  #sources(): unknown {
    if (!this.sources) return nothing;
    const rows = this.sources.rows.map((it): [string, number] => [it.labels['source'] || String(it.keys['source']) || 'Unknown', it.sessions]);
    return this.#ranking('Sessions by source', 'Where they were held', rows, 'count', this.#csv('usage', { by: 'source' }), 2);
  }

  #ranking(heading: string, words: string, all: [string, number][], format: 'tokens' | 'count', csv: string, tone: number, note = ''): TemplateResult {
    const rows = all.filter(([, value]) => value > 0).sort((one, other) => other[1] - one[1]);
    const shown = rows.slice(0, 10);
    return html`<hermes-plot
      heading=${heading}
      words=${words}
      .summary=${`${heading}: ${shown.slice(0, 5).map(([name, value]) => `${name} ${count(value)}`).join(', ')}`}
      .height=${Math.max(120, shown.length * 30 + 12)}
      ?empty=${rows.length === 0}
      .option=${ranked(shown.map(([name]) => name), shown.map(([, value]) => value), format, tone)}
      .numbers=${{ head: ['Name', format === 'tokens' ? 'Tokens' : 'Number'], rows: rows.map(([name, value]) => [name, count(value)]), foot: ['All', count(rows.reduce((sum, [, value]) => sum + value, 0))] }}
      .csv=${csv}
      >${note ? html`<p class="note" role="status">${note}</p>` : nothing}</hermes-plot
    >`;
  }

  #week(): unknown {
    if (!this.hours) return nothing;
    const values = Array.from({ length: 168 }, () => 0);
    this.hours.rows.forEach((it) => (values[Number(it.keys['hour_of_week'])] = it[this.weekly]));
    const most = values.indexOf(Math.max(...values));
    return html`<hermes-plot
      heading="The week"
      words="At which hours sessions began"
      .summary=${`${this.weekly} by hour of the week, most on ${WEEKDAYS[Math.floor(most / 24)]} at ${most % 24}:00`}
      ?empty=${values.every((it) => it === 0)}
      .option=${week(values, this.weekly)}
      .numbers=${{ head: ['Hour', ...WEEKDAYS], rows: Array.from({ length: 24 }, (_, hour) => [`${hour}:00`, ...WEEKDAYS.map((__, day) => count(values[day * 24 + hour] ?? 0))]) }}
      .csv=${this.#csv('usage', { by: 'hour_of_week' })}
    >
      <select slot="choice" aria-label="What is counted" @change=${(event: Event) => (this.weekly = (event.target as HTMLSelectElement).value as 'sessions')}>
        <option value="sessions" .selected=${this.weekly === 'sessions'}>sessions</option>
        <option value="messages" .selected=${this.weekly === 'messages'}>messages</option>
      </select>
    </hermes-plot>`;
  }

  #tools(): unknown {
    const tools = this.tools;
    if (!tools) return nothing;
    const note = tools.complete ? '' : `Of ${count(tools.messages_read)} messages so far; ${percent(tools.messages_read / Math.max(1, tools.messages_total))} are read.`;
    return this.#ranking('Tools', 'How often each was called', tools.rows.map((it) => [it.tool, it.calls]), 'count', this.#csv('tools', {}), 3, note);
  }

  #ledger(): unknown {
    const ledger = this.ledger;
    if (!ledger?.available || ledger.rows.length === 0) return nothing;
    const rows = [...ledger.rows].sort((one, other) => other.tokens.total - one.tokens.total).slice(0, 12);
    return html`<section class="card ledger">
      <header><h2>Models and tasks</h2><p>The agent's ledger, with what was spent beside conversations</p><a class="button quiet" href=${this.#csv('ledger', {})} download>${icon('download', 14)} CSV</a></header>
      <div class="wide" tabindex="0" role="group" aria-label="Models and tasks"><table>
        <thead><tr><th>Model</th><th>Task</th><th>Calls</th><th>Tokens</th><th>Cost</th></tr></thead>
        <tbody>${rows.map(
          (it) => html`<tr><th scope="row">${it.model || 'unknown'} <small>${it.provider}</small></th><td>${it.task ? it.task.replaceAll('_', ' ') : 'conversation'}</td><td>${count(it.api_calls)}</td><td>${compact(it.tokens.total)}</td><td>${it.cost.actual.usd > 0 ? dollars(it.cost.actual.usd) : it.cost.estimated.usd > 0 ? `≈ ${dollars(it.cost.estimated.usd)}` : '–'}</td></tr>`,
        )}</tbody>
      </table></div>
    </section>`;
  }

  // --- How large the store is -------------------------------------------------------------------------------------

  #store(store: Store): TemplateResult {
    const { progress } = store;
    const read = (progress.messages_read + progress.trees_read) / Math.max(1, progress.messages_total + progress.trees_total);
    const growth = store.growth;
    const many = (this.capacity?.profiles.length ?? 0) > 1;
    const trees = [...store.trees].sort((one, other) => other.bytes - one.bytes);
    const shown = [
      ...trees.slice(0, 14).map((it) => ({ name: it.name, value: it.bytes, tone: it.name.startsWith('messages_fts') ? 4 : it.kind === 'index' ? 2 : 1 })),
      { name: 'others', value: trees.slice(14).reduce((sum, it) => sum + it.bytes, 0) + store.other_bytes, tone: 8 },
      { name: 'free pages', value: store.free_bytes, tone: 3 },
    ].filter((it) => it.value > 0);
    return html`<section class="store" aria-label=${`Capacity of ${store.profile}`}>
      <h2 class="chapter">Capacity${many ? ` of ${store.profile}` : ''}</h2>
      ${store.complete ? nothing : html`<p class="note" role="status">Still measuring: ${percent(read)} is read. The figures are those so far.</p>`}
      <section class="totals">
        ${this.#total('The store', bytes(store.file_bytes), `and ${bytes(store.wal_bytes)} in its log`)}
        ${this.#total('Growth', store.growth_bytes_per_day > 0 ? `${bytes(store.growth_bytes_per_day)} a day` : 'none', `over the last ${store.growth_days} days`)}
        ${this.#total('Disk', store.disk_free_bytes === null ? 'not known' : `${bytes(store.disk_free_bytes)} free`, store.days_left === null ? '' : store.days_left > 3650 ? 'for more than ten years' : `for some ${count(store.days_left)} days`)}
        ${store.prune ? this.#total('Could be pruned', bytes(store.prune.freed_bytes), `${count(store.prune.sessions)} sessions, unused for ${store.prune.older_than_days} days`) : nothing}
      </section>
      <div class="plots">
        <hermes-plot
          heading="What the file is made of"
          words="Tables, indexes and full text"
          .summary=${`Parts of the file: ${shown.slice(0, 4).map((it) => `${it.name} ${bytes(it.value)}`).join(', ')}`}
          ?empty=${shown.length === 0}
          .option=${parts(shown)}
          .numbers=${{ head: ['Part', 'Kind', 'Size', 'How known'], rows: trees.map((it) => [it.name, it.kind, bytes(it.bytes), it.how]), foot: ['File', '', bytes(store.file_bytes), ''] }}
          .csv=${this.#csv('capacity', { table: 'trees' }, 'capacity')}
        ></hermes-plot>
        <hermes-plot
          heading="Growth by day"
          words="What messages brought"
          .summary=${`Bytes of messages by day over ${growth.length} days`}
          ?empty=${growth.every((it) => it.content_bytes === 0)}
          .option=${stacked(growth.map((it) => dayName(it.day)), [{ name: 'Messages', values: growth.map((it) => it.content_bytes) }], 'bytes')}
          .numbers=${{ head: ['Day', 'Messages', 'Size'], rows: growth.map((it) => [it.day, count(it.messages), bytes(it.content_bytes)]) }}
          .csv=${this.#csv('capacity', { table: 'growth' }, 'capacity')}
        ></hermes-plot>
        <section class="card ledger">
          <header><h2>Largest sessions</h2><p></p><a class="button quiet" href=${this.#csv('capacity', { table: 'sessions' }, 'capacity')} download>${icon('download', 14)} CSV</a></header>
          <div class="wide" tabindex="0" role="group" aria-label="Largest sessions"><table>
            <thead><tr><th>Session</th><th>Messages</th><th>Size</th></tr></thead>
            <tbody>${store.sessions.slice(0, 10).map(
              (it) => html`<tr><th scope="row"><a href=${href(this.#path(it.session_id, store))} @click=${(event: MouseEvent) => this.#visit(event, this.#path(it.session_id, store))}>${it.title || it.session_id}</a> <small>${it.source}</small></th><td>${count(it.messages)}</td><td>${bytes(it.content_bytes)}</td></tr>`,
            )}</tbody>
          </table></div>
        </section>
      </div>
    </section>`;
  }

  #path(id: string, store: Store): string {
    return sessionPath(id, undefined, this.scope.profile ? store.profile : undefined);
  }

  #visit(event: MouseEvent, path: string): void {
    if (!plainClick(event)) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  }

  #skeleton(): TemplateResult {
    return html`<div class="bones" aria-hidden="true"><div class="totals">${[0, 1, 2, 3, 4].map(() => html`<div class="skeleton"></div>`)}</div><div class="skeleton tall"></div></div>`;
  }
}

const TITLES: Record<string, string> = {
  usage: 'Tokens and cost',
  hours: 'The week',
  sources: 'Sources',
  ledger: 'Models and tasks',
  tools: 'Tools',
  capacity: 'Capacity',
};

function scopeInAddress(): Scope {
  const { query } = address();
  const days = Number(query.get('days')) || 30;
  return { days: Math.min(3660, Math.max(1, days)), profile: query.get('profiles') ?? '', only: query.get('only') ?? '' };
}

const modelName = (row: UsageRow): string => String(row.keys['model'] || 'unknown').replace(/^.*\//, '');

const dayName = (day: string): string =>
  new Date(`${day}T12:00:00`).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });

/** The kind of cost that tells most of it. */
const mostOf = (total: Figures): CostKind =>
  (['actual', 'estimated', 'included'] as const).reduce((most, it) => (total.cost[it].usd > total.cost[most].usd ? it : most), 'estimated');

/** A series for each of the models that matter, and one for all others. */
function byModel(usage: Usage, days: string[], figure: (row: UsageRow) => number): Series[] {
  const totals = new Map<string, number>();
  const cells = new Map<string, number>();
  usage.rows.forEach((it) => {
    const model = modelName(it);
    const key = `${model}/${it.keys['day']}`;
    totals.set(model, (totals.get(model) ?? 0) + figure(it));
    cells.set(key, (cells.get(key) ?? 0) + figure(it));
  });
  const models = [...totals].filter(([, value]) => value > 0).sort((one, other) => other[1] - one[1]).map(([model]) => model);
  const of = (model: string): number[] => days.map((day) => cells.get(`${model}/${day}`) ?? 0);
  const series: Series[] = models.slice(0, PLOTTED).map((name) => ({ name, values: of(name) }));
  const rest = models.slice(PLOTTED).map(of);
  if (rest.length > 0) series.push({ name: 'Others', values: days.map((_, index) => rest.reduce((sum, it) => sum + (it[index] ?? 0), 0)) });
  return series;
}

function table(days: string[], head: string[], series: Series[], format: (value: number) => string): Numbers {
  const sum = (values: (number | null | undefined)[]): number => values.reduce<number>((all, it) => all + (it ?? 0), 0);
  return {
    head,
    rows: days.map((day, index) => [day, ...series.map((it) => format(it.values[index] ?? 0)), format(sum(series.map((it) => it.values[index])))]),
    foot: ['All', ...series.map((it) => format(sum(it.values))), format(sum(series.flatMap((it) => it.values)))],
  };
}
