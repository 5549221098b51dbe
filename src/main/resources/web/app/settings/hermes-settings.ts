import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ask, Failure, send } from '../api';
import { base } from '../router';
import { icon } from '../shell/icons';
import type { Notice } from '../shell/toasts';
import { refusal } from '../sidebar/deeds';
import { type Grouping, GROUPINGS } from '../sidebar/groups';
import type { Settings, Surroundings } from '../sidebar/surroundings';
import { boxes, common, controls } from '../styles';
import type { Density, Theme } from '../theme';
import { ago } from '../time';
import { copy } from '../transcript/copy';
import { settingsStyles } from './hermes-settings-styles';

interface Key {
  id: string;
  name: string;
  role: string;
  profiles?: string[];
  created_at: number;
  expires_at?: number;
  last_used_at?: number;
  current: boolean;
}

type Flag = {
  [K in keyof Settings]-?: Settings[K] extends boolean ? K : never;
}[keyof Settings];

const THEMES: [Theme, string][] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const DENSITIES: [Density, string][] = [
  ['detailed', 'Detailed'],
  ['compact', 'Compact'],
];
const SHOWN: [name: Flag, label: string, about: string][] = [
  ['show_cli_sessions', 'Command line', 'Sessions of the CLI and the TUI'],
  ['show_cron_sessions', 'Schedules', 'Each run of a schedule'],
  ['show_webhook_sessions', 'Webhooks', 'Each run of a webhook'],
  ['show_kanban_sessions', 'Boards', 'Each run of a board'],
  ['show_previous_messaging_sessions', 'Earlier sessions of a chat', 'Off: the newest session of each chat alone'],
];

/** What people chose; the service keeps it, for all browsers. */
@customElement('hermes-settings')
export class HermesSettings extends LitElement {
  @property({ attribute: false }) surroundings!: Surroundings;
  /** Changes when the surroundings do. */
  @property({ attribute: false }) revision: unknown;
  @state() private tokens: Key[] | undefined;
  @state() private logins: Key[] | undefined;
  /** Why they could not be read. */
  @state() private unread = '';
  @state() private made = '';
  #ended = new AbortController();
  #asked = false;

  static styles = [common, controls, boxes, settingsStyles];

  connectedCallback(): void {
    super.connectedCallback();
    this.#ended = new AbortController();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ended.abort();
    this.#asked = false;
  }

  protected updated(): void {
    if (!this.#asked && this.surroundings.auth && this.surroundings.mayAdminister) {
      this.#asked = true;
      void this.#keys();
    }
  }

  async #keys(): Promise<void> {
    const { signal } = this.#ended;
    this.unread = '';
    try {
      this.tokens = (await ask<{ tokens: Key[] }>('/api/auth/tokens', {}, signal))?.body.tokens;
      this.logins = (await ask<{ sessions: Key[] }>('/api/auth/sessions', {}, signal))?.body.sessions;
    } catch (error) {
      if (signal.aborted) return;
      const notice = refusal(error);
      this.unread = notice.text;
      this.#tell(notice);
    }
  }

  render(): TemplateResult {
    const { settings } = this.surroundings;
    return html`<div class="page scroll" tabindex="-1">
      <div class="inner">
        <h2>Settings</h2>
        <p class="lead">The service keeps them: they hold in each browser, and for everybody who uses it.</p>
        ${settings ? this.#all(settings) : html`<div class="card skeleton" role="status"><span class="hidden">Loading</span></div>`}
      </div>
    </div>`;
  }

  #all(settings: Settings): TemplateResult {
    const locked = !this.surroundings.mayAdminister;
    return html`
      ${locked ? html`<p class="notice">You may look at these, but changing them needs the role admin.</p>` : nothing}
      <section aria-labelledby="looks">
        <h3 id="looks">Looks</h3>
        <div class="box">
          ${this.#segments('theme', 'Colours', '', THEMES, settings.theme, locked)}
          ${this.#segments('sidebar_density', 'Rows of the list', '', DENSITIES, settings.sidebar_density, locked)}
          ${this.#segments(
            'list_group',
            'Group the list by',
            'Where the address says nothing else',
            GROUPINGS.map((it): [Grouping, string] => [it, it[0]?.toUpperCase() + it.slice(1)]),
            settings.list_group,
            locked,
          )}
        </div>
      </section>
      <section aria-labelledby="shown">
        <h3 id="shown">On the list</h3>
        <div class="box">
          ${SHOWN.map(([name, label, about]) => this.#switch(name, label, about, settings[name], locked))}
          <div class="item">
            <label for="pins">Pinned sessions<small>How many of a profile can be pinned at a time</small></label>
            <input
              id="pins"
              type="number"
              min="1"
              max="99"
              ?disabled=${locked}
              .value=${String(settings.pinned_sessions_limit)}
              @change=${(event: Event) => void this.#choose({ pinned_sessions_limit: (event.target as HTMLInputElement).valueAsNumber })}
            />
          </div>
        </div>
      </section>
      <section aria-labelledby="privacy">
        <h3 id="privacy">Credentials</h3>
        <div class="box">
          ${this.#switch(
            'api_redact_enabled',
            'Mask keys and passwords',
            'In everything that the service answers. What it logs is masked in any case',
            settings.api_redact_enabled,
            locked,
          )}
        </div>
      </section>
      ${this.#profiles()} ${this.#access(locked)}
    `;
  }

  #segments<T extends string>(
    name: 'theme' | 'sidebar_density' | 'list_group',
    label: string,
    about: string,
    choices: [T, string][],
    value: T,
    locked: boolean,
  ): TemplateResult {
    return html`<div class="item">
      <div id=${name}>${label}${about ? html`<small>${about}</small>` : nothing}</div>
      <div class="segments" role="radiogroup" aria-labelledby=${name}>
        ${choices.map(
          ([each, text]) => html`<label>
            <input
              type="radio"
              name=${name}
              value=${each}
              ?disabled=${locked}
              .checked=${each === value}
              @change=${() => void this.#choose({ [name]: each })}
            />${text}
          </label>`,
        )}
      </div>
    </div>`;
  }

  #switch(name: Flag, label: string, about: string, value: boolean, locked: boolean): TemplateResult {
    return html`<div class="item">
      <label for=${name}>${label}<small>${about}</small></label>
      <input
        class="switch"
        id=${name}
        type="checkbox"
        role="switch"
        ?disabled=${locked}
        .checked=${value}
        @change=${(event: Event) => void this.#choose({ [name]: (event.target as HTMLInputElement).checked })}
      />
    </div>`;
  }

  #profiles(): TemplateResult {
    return html`<section aria-labelledby="profiles">
      <h3 id="profiles">Profiles</h3>
      <div class="box">
        ${this.surroundings.profiles.map(
          (it) => html`<div class="item">
            <div>${it.name}<small>${it.path}</small></div>
            ${
              it.is_active
                ? html`<span class="pill ok">in use</span>`
                : html`<button @click=${() => void this.#switchTo(it.name)}>Use it</button>`
            }
          </div>`,
        )}
        ${this.surroundings.profiles.length === 0 ? html`<p class="none">There is no store yet.</p>` : nothing}
      </div>
    </section>`;
  }

  #access(locked: boolean): unknown {
    const { auth } = this.surroundings;
    if (!auth) return nothing;
    return html`<section aria-labelledby="access">
        <h3 id="access">Access</h3>
        <div class="box">
          <div class="item">
            <div>
              ${auth.auth_enabled ? (auth.name ?? 'Logged in') : 'Everybody on this machine'}
              <small>${auth.auth_enabled ? `Role ${auth.role ?? 'unknown'}` : 'No password and no token are set: whoever reaches the port may do all'}</small>
            </div>
            ${auth.logged_in && auth.auth_enabled ? html`<button @click=${() => void this.#logOut()}>Log out</button>` : nothing}
          </div>
        </div>
      </section>
      ${
        locked
          ? nothing
          : html`<section aria-labelledby="tokens">
                <h3 id="tokens">Tokens of programs</h3>
                <div class="box">
                  ${this.#rows(this.tokens, 'No tokens.', (it) => void this.#revoke('tokens', it))}
                  <form class="line" @submit=${this.#make}>
                    <input name="name" required maxlength="64" placeholder="What it is for" aria-label="What the token is for" autocomplete="off" />
                    <select name="role" aria-label="What it may do">
                      <option value="read">read</option>
                      <option value="organise">organise</option>
                      <option value="admin">admin</option>
                    </select>
                    <select name="days" aria-label="For how long">
                      <option value="30">30 days</option>
                      <option value="365">a year</option>
                      <option value="">for good</option>
                    </select>
                    <button class="primary">${icon('key', 15)} Make a token</button>
                  </form>
                </div>
                ${
                  this.made
                    ? html`<div class="notice token" role="status">
                        <strong>This is shown once</strong>
                        <code>${this.made}</code>
                        <button @click=${() => void this.#copyMade()}>${icon('copy', 15)} Copy</button>
                      </div>`
                    : nothing
                }
              </section>
              <section aria-labelledby="logins">
                <h3 id="logins">Logins of people</h3>
                <div class="box">${this.#rows(this.logins, 'Nobody is logged in.', (it) => void this.#revoke('sessions', it))}</div>
              </section>`
      }`;
  }

  #rows(keys: Key[] | undefined, none: string, revoke: (key: Key) => void): unknown {
    if (!keys && this.unread) {
      return html`<div class="item"><div>They could not be read<small>${this.unread}</small></div><button @click=${() => void this.#keys()}>Try again</button></div>`;
    }
    if (!keys || keys.length === 0) return html`<p class="none">${keys ? none : 'Loading…'}</p>`;
    const now = Date.now();
    return keys.map(
      (it) => html`<div class="item">
        <div>
          ${it.name || 'Without a name'} ${it.current ? html`<span class="pill ok">this one</span>` : nothing}
          <small>
            ${it.role}${it.profiles ? `, ${it.profiles.join(', ')}` : ''} · made ${ago(it.created_at * 1000, now)} ·
            ${it.last_used_at ? `used ${ago(it.last_used_at * 1000, now)}` : 'not used yet'}
            ${it.expires_at ? ` · until ${new Date(it.expires_at * 1000).toLocaleDateString()}` : ''}
          </small>
        </div>
        <button class="danger" aria-label="Take ${it.name || 'it'} away" @click=${() => revoke(it)}>Take away</button>
      </div>`,
    );
  }

  async #choose(changes: Partial<Settings>): Promise<void> {
    try {
      await this.surroundings.choose(changes);
    } catch (error) {
      this.#tell(refusal(error));
    }
    this.requestUpdate();
  }

  async #switchTo(name: string): Promise<void> {
    await this.#try(async () => {
      await this.surroundings.switchProfile(name);
      this.dispatchEvent(new CustomEvent('profile-switched', { bubbles: true, composed: true }));
      this.#tell({ text: `Profile ${name} is in use` });
    });
  }

  #make = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const days = Number(data.get('days'));
    void this.#try(async () => {
      const answer = await send<{ token: string }>('/api/auth/tokens/create', {
        name: data.get('name'),
        role: data.get('role'),
        ...(days ? { expires_in_days: days } : {}),
      });
      this.made = answer.token;
      form.reset();
      await this.#keys();
    });
  };

  async #copyMade(): Promise<void> {
    const done = await copy(this.made);
    this.#tell(done ? { text: 'The token is copied' } : { text: 'The browser does not allow to copy: mark it and copy it by hand', bad: true });
  }

  async #revoke(kind: 'tokens' | 'sessions', key: Key): Promise<void> {
    await this.#try(async () => {
      await send(`/api/auth/${kind}/revoke`, { id: key.id });
      this.#tell({ text: `${key.name || 'It'} opens nothing any more` });
      await this.#keys();
    });
  }

  async #logOut(): Promise<void> {
    await this.#try(async () => {
      await send('/api/auth/logout', {});
      location.assign(`${base}/login`);
    });
  }

  async #try(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      this.#tell(error instanceof Failure ? refusal(error) : { text: 'It could not be done', bad: true });
    }
  }

  #tell(notice: Notice): void {
    this.dispatchEvent(new CustomEvent('notify', { detail: notice, bubbles: true, composed: true }));
  }
}
