import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Failure, type SessionRow } from '../api';
import { ADDRESS_EVENT, address, goWith, href, sessionPath } from '../router';
import { boxes, common, controls } from '../styles';
import { copiedBy } from './code-block';
import { codeStyles } from './code-styles';
import { copy, copyWith } from './copy';
import type { FindBar } from './find-bar';
import { Finding } from './finding';
import { Folds } from './folds';
import './hermes-message';
import type { HermesMessage } from './hermes-message';
import { icon } from './icons';
import { Loaded, type Item } from './loaded';
import { markdownStyles } from './markdown-styles';
import { unmark } from './marks';
import { messageStyles } from './message-styles';
import { Reading } from './reading';
import { ShareMenu } from './share-menu';
import { resumeCommand, type Tell } from './sharing';
import './side-panel';
import type { Panel } from './side-panel';
import { Standing } from './standing';
import { transcriptHead } from './transcript-head';
import { TranscriptKeys } from './transcript-keys';
import { beginning, beyond, ending, noMessages, skeleton, staleNotice } from './transcript-states';
import { transcriptStyles } from './transcript-styles';

/** So near to an end of what is at hand it is read on. */
const NEAR_PX = 1_600;

/**
 * The transcript of one conversation, however long: a run of messages around what is read, which is loaded on at both
 * of its ends and let go of far away.
 *
 * @fires session-loaded with the conversation
 * @fires navigate
 * @fires notify
 */
@customElement('hermes-transcript')
export class HermesTranscript extends LitElement {
  @property({ attribute: false }) sessionId = '';
  @property({ attribute: false }) profile = '';
  /** The profile that the service acts on where none is named; empty while it is not known. */
  @property({ attribute: false }) activeProfile = '';
  /** Whether the caller may make it public. */
  @property({ attribute: false }) mayOrganise = true;
  /** The message to open at; empty for the end. */
  @property({ attribute: false }) messageId: string | number | undefined = '';
  /** Changes when the conversation does, so that its end is read again. */
  @property({ attribute: false }) revision: string | number | undefined = '';
  /** What the list knows of the conversation already. */
  @property({ attribute: false }) row?: SessionRow;

  @state() private panel?: Panel = panelInAddress();
  @state() private away = false;
  @state() private at = 0;
  @query('.scroller') private scroller?: HTMLElement;
  @query('.column') private column?: HTMLElement;
  @query('hermes-find') private find?: FindBar;

  #folds = new Folds();
  /** What is shown. */
  #shown = Loaded.NOTHING;
  #items: Item[] = [];
  readonly #stand = new Standing(
    () => this.scroller,
    () => this.column,
  );
  readonly #reading = new Reading(this, this.#stand, {
    activeProfile: () => this.activeProfile,
    at: () => this.at,
    aimAt: (id) => this.#aimAt(id),
    known: (conversation) => this.dispatchEvent(new CustomEvent('session-loaded', { detail: conversation, bubbles: true, composed: true })),
    tell: (text) => this.#notify(text),
    fill: () => this.#fill(),
  });
  readonly #share = new ShareMenu(this, {
    sessionId: () => this.sessionId,
    conversation: () => this.#reading.conversation,
    foreign: () => this.#foreign,
    mayOrganise: () => this.mayOrganise,
    link: () => this.#link(),
    copy: (text, what) => this.#copyText(text, what),
    tell: (text, undo) => this.#notify(text, undo),
  });
  readonly #finding = new Finding(this, {
    bar: () => this.find,
    column: () => this.column,
    scroller: () => this.scroller,
    folds: () => this.#folds,
    goTo: (id) => this.#reach(id),
    hold: () => this.#stand.hold(this.#reading.loaded.hasAfter),
    ended: () => this.focusText(),
  });
  #frame = 0;
  #target = 0;
  /** Which turn is gone to, by number: where another place is gone to meanwhile, that one is not any more. */
  #turns = 0;
  #resized = new ResizeObserver(() => this.#stand.restore(this.#reading.loaded.hasAfter));
  #observed?: Element;

  static styles = [common, controls, boxes, transcriptStyles, messageStyles, markdownStyles, codeStyles];

  constructor() {
    super();
    new TranscriptKeys(this, {
      keys: {
        f: () => this.#finding.open(),
        c: () => this.#show(this.panel === 'turns' ? undefined : 'turns'),
        n: () => void this.#turn(1),
        b: () => void this.#turn(-1),
        o: () => this.#foldAll(),
        y: () => this.#copyText(resumeCommand(this.#reading.conversation), 'The command'),
        Home: () => void this.#start(),
        End: () => void this.#end(),
      },
      find: () => this.#finding.open(),
      finding: () => this.#finding.on,
      endFind: () => {
        const found = this.#finding.on;
        if (found) this.#finding.end();
        return found;
      },
    });
  }

  connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    if (this.hasUpdated && this.#reading.reader.ended) this.#open();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
    this.#resized.disconnect();
    this.#observed = undefined;
    cancelAnimationFrame(this.#frame);
    unmark();
  }

  /** Lets the keys scroll the transcript. */
  focusText(): void {
    this.scroller?.focus({ preventScroll: true });
  }

  protected willUpdate(changed: PropertyValues): void {
    const switched = changed.has('profile') && changed.get('profile') !== undefined && !this.#stays();
    if (changed.has('sessionId') || switched) {
      if (this.sessionId) this.#open();
    } else if (changed.has('profile')) {
      this.#reading.reader.profile = this.profile;
    } else if (changed.has('messageId') && this.messageId) {
      void this.#goTo(Number(this.messageId));
    } else if (changed.has('revision') && changed.get('revision')) {
      this.#reading.soon();
    }
    if (this.#reading.loaded !== this.#shown) this.#items = this.#reading.loaded.items();
  }

  protected updated(): void {
    if (this.column && this.column !== this.#observed) {
      this.#resized.disconnect();
      this.#resized.observe(this.column);
      if (this.scroller) this.#resized.observe(this.scroller);
      this.#observed = this.column;
    }
    if (this.#reading.loaded !== this.#shown) {
      this.#shown = this.#reading.loaded;
      void this.#settle();
    }
  }

  // --- Where it goes ----------------------------------------------------------------------------------------------

  #open(): void {
    this.#turns++;
    this.#folds = new Folds();
    this.#share.forget();
    this.#finding.forget();
    this.#stand.leave();
    // What is no number of a message means the end, as nothing does.
    const message = Number(this.messageId) || 0;
    this.#stand.following = message === 0;
    this.#reading.open(this.sessionId, this.profile, message);
  }

  /** Whether another way of naming the profile means what is open. */
  #stays(): boolean {
    return this.#reading.conversation?.profile === (this.profile || this.activeProfile);
  }

  async #goTo(id: number): Promise<void> {
    this.#turns++;
    this.#stand.following = false;
    this.#aimAt(id);
    if (this.#reading.loaded.has(id)) await this.#settle();
    else await this.#reading.replace({ around: id });
  }

  #start = async (): Promise<void> => {
    this.#turns++;
    this.#stand.following = false;
    if (this.#reading.loaded.hasBefore) {
      this.#stand.leave();
      await this.#reading.replace({ from: 'root' });
      await this.updateComplete;
    }
    this.#stand.leave();
    if (this.scroller) this.scroller.scrollTop = 0;
    this.#note();
  };

  #end = async (): Promise<void> => {
    this.#turns++;
    this.#stand.following = true;
    this.#reading.seen();
    if (this.#reading.loaded.hasAfter) await this.#reading.replace({ from: 'tip' });
    this.#stand.restore(this.#reading.loaded.hasAfter);
    this.away = false;
  };

  // --- Where it stands --------------------------------------------------------------------------------------------

  #aimAt(id: number): void {
    this.#target = id;
    this.#stand.leave();
  }

  /** After all that is new has its size: stands where it stood, or where it is to go. */
  async #settle(): Promise<void> {
    await this.updateComplete;
    await Promise.all(this.#stand.elements().map((it) => it.updateComplete));
    const target = this.#target ? this.#stand.elementOf(this.#target) : undefined;
    if (target && this.scroller) {
      this.#target = 0;
      this.#stand.standAt(target);
      this.#stand.restore(this.#reading.loaded.hasAfter);
      target.classList.add('target');
      setTimeout(() => target.classList.remove('target'), 2_400);
    } else {
      this.#stand.restore(this.#reading.loaded.hasAfter);
    }
    this.#note();
    this.#finding.markNew(target);
    this.#fill();
  }

  #scrolled = (): void => {
    this.#stand.hold(this.#reading.loaded.hasAfter);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#note();
      this.#fill();
    });
  };

  #note(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    this.away = this.#reading.loaded.hasAfter || this.#stand.distance > scroller.clientHeight;
    if (this.#stand.atEnd && !this.#reading.loaded.hasAfter) this.#reading.seen();
    const read = this.#stand.read();
    if (read) this.at = read.item.message.id;
  }

  #fill(): void {
    const scroller = this.scroller;
    const { opening, loaded } = this.#reading;
    if (!scroller || opening) return;
    if (loaded.hasBefore && scroller.scrollTop < NEAR_PX) void this.#reading.more('before');
    else if (loaded.hasAfter && this.#stand.distance < NEAR_PX) void this.#reading.more('after');
  }

  // --- What is done -----------------------------------------------------------------------------------------------

  #address = (): void => {
    if (address().view === 'session') this.panel = panelInAddress();
  };

  #show(panel: Panel | undefined): void {
    this.panel = panel;
    goWith({ panel: panel ?? null }, { replace: true });
  }

  /** Goes to a message, and answers what shows it. */
  async #reach(id: number): Promise<HermesMessage | undefined> {
    await this.#goTo(id);
    await this.updateComplete;
    return this.#stand.elementOf(id);
  }

  async #turn(step: -1 | 1): Promise<void> {
    const turn = ++this.#turns;
    const at = this.#stand.turn(step);
    try {
      const to = at?.item.message.id ?? (await this.#reading.turnBeyond(step, () => turn === this.#turns));
      if (turn !== this.#turns) return;
      if (to !== undefined) await this.#goTo(to);
      else await (step > 0 ? this.#end() : this.#start());
    } catch (error) {
      if (turn === this.#turns && error instanceof Failure) this.#notify(error.message);
    }
  }

  #foldAll(): void {
    this.#folds.setAll(!this.#folds.all);
  }

  #clicked = (event: Event): void => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>('button.copy');
    const text = button && copiedBy(button);
    if (button && text !== undefined && text !== null) void copyWith(button, text);
    // What is opened stays where it was clicked, also at the end.
    if (target.closest('summary, .more button')) {
      this.#stand.hold(this.#reading.loaded.hasAfter);
      this.#stand.following = false;
    }
  };

  #copyText(text: string, what: string): void {
    if (!text) return;
    void copy(text).then((done) => this.#notify(done ? `${what} is in the clipboard` : `The browser does not allow to copy: ${text}`));
  }

  #notify: Tell = (text, undo) => {
    this.dispatchEvent(new CustomEvent('notify', { detail: { text, undo }, bubbles: true, composed: true }));
  };

  #navigate(path: string): void {
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  }

  #link(message?: number): string {
    const path = sessionPath(this.sessionId, message, this.profile || undefined);
    return new URL(href(path), location.href).href;
  }

  /** Whether it belongs to another profile than the active one: it is read there, but nothing can be done with it. */
  get #foreign(): boolean {
    const owner = this.#reading.conversation?.profile || this.profile;
    return owner !== '' && this.activeProfile !== '' && owner !== this.activeProfile;
  }

  // --- What is shown ----------------------------------------------------------------------------------------------

  render(): TemplateResult {
    const { reader, failure, loaded } = this.#reading;
    return html`
      <div class="main">
        ${this.#head()}
        ${this.#finding.render(reader)}
        ${failure && loaded.messages.length > 0 ? staleNotice(failure, () => void this.#reading.catchUp()) : nothing}
        ${this.#text()}
      </div>
      ${this.panel ? this.#side(this.panel) : nothing}
    `;
  }

  #side(panel: Panel): TemplateResult {
    const { reader, conversation } = this.#reading;
    return html`<div class="veil" @click=${() => this.#show(undefined)}></div>
      <hermes-panel
        .panel=${panel}
        .reader=${reader}
        .conversation=${conversation}
        .at=${this.at}
        .revision=${conversation ? `${conversation.message_count}/${conversation.last_message_at}` : ''}
        .resume=${resumeCommand(conversation)}
        @go-to=${(event: CustomEvent<number>) => this.#fromPanel(event.detail)}
        @show-panel=${(event: CustomEvent<Panel | undefined>) => this.#show(event.detail)}
        @copy-text=${this.#copied}
      ></hermes-panel>`;
  }

  #fromPanel(id: number): void {
    void this.#goTo(id);
    if (getComputedStyle(this.renderRoot.querySelector('.veil') ?? this).display !== 'none') this.#show(undefined);
  }

  #copied = (event: CustomEvent<{ text: string; what: string }>): void => this.#copyText(event.detail.text, event.detail.what);

  #head(): TemplateResult {
    const { conversation, opening } = this.#reading;
    const it = conversation ?? this.row;
    return transcriptHead(
      {
        conversation: it,
        title: this.row?.title || it?.title || (opening ? ' ' : 'Session'),
        profile: this.profile,
        foreign: this.#foreign,
        finding: this.#finding.on,
        panel: this.panel !== undefined,
        share: this.#share.render(),
      },
      {
        navigate: (path) => this.#navigate(path),
        find: () => (this.#finding.on ? this.#finding.end() : this.#finding.open()),
        fold: () => this.#foldAll(),
        showPanel: () => this.#show(this.panel ? undefined : 'turns'),
      },
    );
  }

  #text(): TemplateResult {
    const { opening, loaded, conversation, failure, fresh, reader } = this.#reading;
    if (opening) return skeleton;
    if (loaded.messages.length === 0) {
      return noMessages(
        failure,
        () => this.#navigate('/'),
        () => this.#open(),
      );
    }
    const more = (side: 'before' | 'after', words: string): TemplateResult => beyond(words, failure !== undefined, () => void this.#reading.more(side));
    return html`<div class="place">
      <div class="scroller scroll" tabindex="0" role="region" aria-label="Transcript" @scroll=${this.#scrolled} @click=${this.#clicked} @copy-text=${this.#copied}>
        <div class="column">
          ${loaded.hasBefore ? more('before', 'Earlier messages') : beginning(conversation?.created_at ?? loaded.messages[0]?.timestamp)}
          ${repeat(
            this.#items,
            (it) => it.message.id,
            (it) => html`<hermes-message tabindex="-1" .item=${it} .reader=${reader} .folds=${this.#folds} .link=${this.#link(it.message.id)}></hermes-message>`,
          )}
          ${loaded.hasAfter ? more('after', 'Later messages') : ending(this.row?.is_streaming ?? conversation?.is_streaming ?? false)}
        </div>
      </div>
      ${this.away ? html`<button type="button" class="to-end ${fresh ? 'fresh' : ''}" @click=${() => void this.#end()}>${icon('down')} ${fresh ? 'New messages' : 'To the end'}</button>` : nothing}
    </div>`;
  }

}

function panelInAddress(): Panel | undefined {
  const panel = address().query.get('panel');
  return panel === 'turns' || panel === 'about' ? panel : undefined;
}
