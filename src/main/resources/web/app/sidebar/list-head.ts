import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { goWith } from '../router';
import { icon } from '../shell/icons';
import '../shell/menu';
import type { Menu, MenuEntry } from '../shell/menu';
import { boxes, common, controls } from '../styles';
import { refusal } from './deeds';
import { type Grouping, GROUPINGS } from './groups';
import type { ListStore } from './list-store';
import type { Surroundings } from './surroundings';

const GROUP_NAMES: Record<Grouping, string> = {
  day: 'Day',
  project: 'Project',
  source: 'Source',
  profile: 'Profile',
  job: 'Job',
};

/**
 * Whose list it is, how it is grouped, and what else can be done with the list as a whole.
 *
 * @fires choose-all
 * @fires new-project
 * @fires notice with what is to be told
 * @fires why
 */
@customElement('list-head')
export class ListHead extends LitElement {
  @property({ attribute: false }) store!: ListStore;
  /** Changes with what the store and the surroundings have. */
  @property({ attribute: false }) revision: unknown;
  @property({ attribute: false }) surroundings!: Surroundings;
  @property({ attribute: false }) grouping: Grouping = 'day';
  @query('pop-menu') private menu!: Menu;

  static styles = [
    common,
    controls,
    boxes,
    css`
      header {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 10px 10px 8px 14px;
      }

      header h2 {
        flex: 1;
        min-width: 0;
        font-size: 15px;
      }

      .whose {
        justify-content: flex-start;
        max-width: 100%;
        margin-left: -8px;
        padding: 4px 8px;
        overflow: hidden;
        font-weight: 650;
        font-size: 15px;
        color: var(--ink) !important;
      }

      .whose span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .whose svg {
        flex: none;
        rotate: 90deg;
        color: var(--muted);
      }
    `,
  ];

  render(): TemplateResult {
    const { profiles } = this.surroundings;
    const active = this.store.counts?.activeProfile ?? 'default';
    const name = this.store.all ? 'All profiles' : active === 'default' ? 'Sessions' : active;
    return html`<header>
      <h2>
        ${
          profiles.length > 1
            ? html`<button class="quiet whose" aria-haspopup="menu" @click=${this.#profileMenu}>
                <span>${name}</span>${icon('chevron', 14)}
              </button>`
            : 'Sessions'
        }
      </h2>
      <button
        class="icon"
        title="Group by ${GROUP_NAMES[this.grouping].toLowerCase()}"
        aria-label="Group by"
        aria-haspopup="menu"
        @click=${this.#groupMenu}
      >
        ${icon('group', 17)}
      </button>
      <button class="icon" title="More" aria-label="More for the list" aria-haspopup="menu" @click=${this.#listMenu}>
        ${icon('more', 17)}
      </button>
    </header>
      <pop-menu></pop-menu>`;
  }

  #at(event: Event): [x: number, y: number] {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return [box.left, box.bottom + 4];
  }

  #profileMenu = (event: MouseEvent): void => {
    const active = this.store.counts?.activeProfile;
    this.menu.open(
      'Profiles',
      [
        ...this.surroundings.profiles.map((it) => ({
          label: it.name,
          checked: !this.store.all && it.name === active,
          run: () => void this.#switchProfile(it.name),
        })),
        null,
        { label: 'All profiles', checked: this.store.all, run: () => goWith({ all: '1' }) },
      ],
      ...this.#at(event),
    );
  };

  async #switchProfile(name: string): Promise<void> {
    try {
      await this.surroundings.switchProfile(name);
      goWith({ all: '', view: '' });
      this.store.refresh();
    } catch (error) {
      this.#fire('notice', refusal(error));
    }
  }

  #groupMenu = (event: MouseEvent): void => {
    this.menu.open(
      'Group by',
      [
        'Group by',
        ...GROUPINGS.map((it) => ({
          label: GROUP_NAMES[it],
          checked: it === this.grouping,
          run: () => goWith({ group: it === (this.surroundings.settings?.list_group ?? 'day') ? '' : it }),
        })),
      ],
      ...this.#at(event),
    );
  };

  #listMenu = (event: MouseEvent): void => {
    const { settings, mayAdminister, mayOrganise } = this.surroundings;
    const compact = settings?.sidebar_density === 'compact';
    const entries: MenuEntry[] = [
      { label: 'Choose all', icon: 'check', run: () => this.#fire('choose-all') },
      { label: 'Ask again now', icon: 'undo', run: () => this.store.refresh() },
      { label: 'Why don’t I see it?', icon: 'eye', run: () => this.#fire('why') },
    ];
    if (mayOrganise) entries.push({ label: 'New project…', icon: 'folder', run: () => this.#fire('new-project') });
    if (settings && mayAdminister) {
      entries.push(null, {
        label: 'Compact rows',
        checked: compact,
        run: () =>
          void this.surroundings
            .choose({ sidebar_density: compact ? 'detailed' : 'compact' })
            .catch((error: unknown) => this.#fire('notice', refusal(error))),
      });
    }
    this.menu.open('The list', entries, ...this.#at(event));
  };

  #fire(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
