import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { Failure, type SessionRow } from '../api';
import { live, type SessionsChanged } from '../live';
import { ADDRESS_EVENT, address, goWith, href, plainClick, sessionPath } from '../router';
import { boxes, common, controls } from '../styles';
import { inFull } from '../time';
import { copiedBy } from './code-block';
import { codeStyles } from './code-styles';
import { copy, copyWith } from './copy';
import './find-bar';
import type { FindBar } from './find-bar';
import { Folds } from './folds';
import { gist } from './gist';
import './hermes-menu';
import type { Choice } from './hermes-menu';
import './hermes-message';
import type { HermesMessage } from './hermes-message';
import { icon } from './icons';
import { Loaded, type Item } from './loaded';
import { markdownStyles } from './markdown-styles';
import { mark, unmark } from './marks';
import { messageStyles } from './message-styles';
import { files, publicLink, resumeCommand, type Share, shareOf, type Tell } from './sharing';
import './side-panel';
import type { Panel } from './side-panel';
import { Standing } from './standing';
import { transcriptStyles } from './transcript-styles';
import { Reader, type Conversation, type Hit, type Place, type Window } from './wire';

/** Messages that are read at first, and with each step on. */
const FIRST = 60;
const STEP = 80;
/** More than so many are not kept at hand: what is far from what is read goes, and comes again when it is scrolled to. */
const MOST = 220;
const NEAR_PX = 1_600;
const KEEP_PX = 3_200;
/** What tells the same change in several ways within this time has it read once. */
const GATHER_MS = 30;

/** Keys that work while the transcript is open, for the sheet of keys. */
export const TRANSCRIPT_KEYS: readonly (readonly [key: string, words: string])[] = [
  ['f', 'find in this session'],
  ['c', 'contents: its turns, beside it'],
  ['n', 'next turn'],
  ['b', 'turn before'],
  ['o', 'open or fold all tools'],
  ['y', 'copy the command to resume'],
  ['Home', 'first message'],
  ['End', 'last message'],
];

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

  @state() private loaded = Loaded.NOTHING;
  @state() private conversation?: Conversation;
  @state() private failure?: Failure;
  /** The snapshot of it that is public, as far as it is known. */
  @state() private shared?: Share;
  @state() private opening = true;
  @state() private panel?: Panel = panelInAddress();
  @state() private finding = false;
  @state() private away = false;
  @state() private fresh = false;
  @state() private at = 0;
  @query('.scroller') private scroller?: HTMLElement;
  @query('.column') private column?: HTMLElement;
  @query('hermes-find') private find?: FindBar;

  #reader = new Reader('', '');
  #folds = new Folds();
  #items: Item[] = [];
  #busy?: 'before' | 'after';
  #stand = new Standing(
    () => this.scroller,
    () => this.column,
  );
  #frame = 0;
  #looked = '';
  #target = 0;
  /** Which turn is gone to, by number: where another place is gone to meanwhile, that one is not any more. */
  #turns = 0;
  #catching = false;
  /** Whether something changed while it was being read. */
  #again = false;
  #due = 0;
  #off: (() => void)[] = [];
  #resized = new ResizeObserver(() => this.#stand.restore(this.loaded.hasAfter));
  #observed?: Element;

  static styles = [common, controls, boxes, transcriptStyles, messageStyles, markdownStyles, codeStyles];

  connectedCallback(): void {
    super.connectedCallback();
    // Before the shell hears it where the focus is in here; after it where the focus is nowhere.
    this.addEventListener('keydown', this.#key);
    window.addEventListener('keydown', this.#key);
    window.addEventListener('popstate', this.#address);
    window.addEventListener(ADDRESS_EVENT, this.#address);
    // Not all that can be open stands in the list, which knows of its own rows only.
    this.#off = [
      live.on('changed', (event) => this.#isMeant(event) && this.#soon()),
      live.on('resync', () => this.#soon()),
      live.on('pulse', () => (live.deaf || this.#mayHeal) && this.#soon()),
    ];
    if (this.hasUpdated && this.#reader.ended) this.#open();
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    window.removeEventListener('keydown', this.#key);
    window.removeEventListener('popstate', this.#address);
    window.removeEventListener(ADDRESS_EVENT, this.#address);
    this.#resized.disconnect();
    this.#observed = undefined;
    this.#reader.end();
    this.#off.forEach((off) => off());
    clearTimeout(this.#due);
    this.#due = 0;
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
      this.#reader.profile = this.profile;
    } else if (changed.has('messageId') && this.messageId) {
      void this.#goTo(Number(this.messageId));
    } else if (changed.has('revision') && changed.get('revision')) {
      this.#soon();
    }
    if (changed.has('loaded')) this.#items = this.loaded.items();
  }

  protected updated(changed: PropertyValues): void {
    if (this.column && this.column !== this.#observed) {
      this.#resized.disconnect();
      this.#resized.observe(this.column);
      if (this.scroller) this.#resized.observe(this.scroller);
      this.#observed = this.column;
    }
    if (changed.has('loaded')) void this.#settle();
  }

  // --- What is read -----------------------------------------------------------------------------------------------

  #open(): void {
    this.#reader.end();
    this.#turns++;
    const reader = new Reader(this.sessionId, this.profile);
    this.#reader = reader;
    this.#folds = new Folds();
    this.loaded = Loaded.NOTHING;
    this.conversation = undefined;
    this.shared = undefined;
    this.failure = undefined;
    this.opening = true;
    this.finding = false;
    this.fresh = false;
    this.#busy = undefined;
    this.#catching = false;
    this.#again = false;
    this.#stand.leave();
    this.#looked = '';
    this.#stand.following = !this.messageId;
    void this.#readConversation(reader);
    void this.#readFirst(reader, this.messageId ? { around: Number(this.messageId) } : { from: 'tip' }).then(() => this.#goOn(reader));
  }

  /** Whether another way of naming the profile means what is open. */
  #stays(): boolean {
    return this.conversation?.profile === (this.profile || this.activeProfile);
  }

  async #readFirst(reader: Reader, place: Place): Promise<void> {
    try {
      const window = await reader.window(place, FIRST);
      if (reader !== this.#reader) return;
      if ('around' in place) this.#aimAt(place.around);
      this.loaded = Loaded.of(window);
      this.failure = undefined;
      this.opening = false;
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      if (error.code === 'message_not_found') {
        this.#notify('That message is not there any more; this is the end of the conversation');
        this.#stand.following = true;
        await this.#readFirst(reader, { from: 'tip' });
        return;
      }
      this.failure = error;
      this.opening = false;
    }
  }

  async #readConversation(reader: Reader): Promise<void> {
    try {
      const conversation = await reader.conversation();
      if (reader !== this.#reader) return;
      this.conversation = conversation;
      this.dispatchEvent(new CustomEvent('session-loaded', { detail: conversation, bubbles: true, composed: true }));
    } catch {
      // Whether the conversation can be read is told by its messages.
    }
  }

  /** Whether an event tells of this conversation. */
  #isMeant(event: SessionsChanged): boolean {
    if (event.reason === 'resync') return true;
    const owner = this.conversation?.profile || this.profile || this.activeProfile;
    const ids = [this.sessionId, this.conversation?.session_id, this.conversation?.conversation_id];
    const own = (profile: string): boolean => !owner || profile === owner;
    return (
      (event.reload ?? []).some(own) ||
      (event.sessions ?? []).some((it) => own(it.profile) && (ids.includes(it.conversation_id) || ids.includes(it.session_id))) ||
      (event.removed ?? []).some((it) => own(it.profile) && ids.includes(it.conversation_id))
    );
  }

  /** Whether what could not be read may be there with the next question; what is not there is not asked for on and on. */
  get #mayHeal(): boolean {
    return this.failure !== undefined && (this.failure.status === 0 || this.failure.status === 429 || this.failure.status >= 500);
  }

  #soon(): void {
    this.#due ||= window.setTimeout(() => {
      this.#due = 0;
      void this.#catchUp();
    }, GATHER_MS);
  }

  /** After something was read: once more, if something changed meanwhile. */
  #goOn(reader: Reader): void {
    if (reader !== this.#reader || !this.#again) return;
    this.#again = false;
    this.#soon();
  }

  /** Reads what was added since. */
  async #catchUp(): Promise<void> {
    const reader = this.#reader;
    if (this.#catching || this.opening) {
      this.#again = true;
      return;
    }
    this.#catching = true;
    const known = this.conversation;
    try {
      if (this.failure && this.loaded.messages.length === 0) {
        await Promise.all([this.#readFirst(reader, { from: 'tip' }), this.#readConversation(reader)]);
        return;
      }
      const last = this.loaded.last;
      let added = false;
      if (last === undefined || !this.loaded.hasAfter) {
        const window = await reader.window(last === undefined ? { from: 'tip' } : { after: last }, STEP * 2);
        if (reader !== this.#reader) return;
        added = window.messages.length > 0;
        if (added && window.has_after && this.#stand.following) await this.#end();
        else if (added) this.#add(window);
        if (added && !this.#stand.following) this.fresh = true;
      }
      // Not before the messages: what it counts is there already then.
      await this.#readConversation(reader);
      if (reader !== this.#reader) return;
      const now = this.conversation;
      const beyond = this.loaded.hasAfter && known && now && now.message_count > known.message_count;
      if (beyond) this.fresh = true;
      else if (known && now && (now.message_count < known.message_count || (!added && otherThan(now, known)))) await this.#renew(reader);
      this.failure = undefined;
      // What could not be read at an edge either.
      this.#fill();
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      if (error.code === 'message_not_found') await this.#readFirst(reader, { from: 'tip' });
      else this.failure = error;
    } finally {
      if (reader === this.#reader) this.#catching = false;
      this.#goOn(reader);
    }
  }

  /** Reads what is at hand again, as messages in it may have been undone, or summarised. */
  async #renew(reader: Reader): Promise<void> {
    if (this.loaded.messages.length === 0) return;
    const at = this.#stand.following ? undefined : this.#stand.at || this.at;
    const window = await reader.window(at ? { around: at } : { from: 'tip' }, Math.max(FIRST, Math.min(this.loaded.messages.length, 2 * STEP)));
    if (reader !== this.#reader) return;
    this.#busy = undefined;
    this.loaded = Loaded.of(window);
  }

  /** Adds what is new at the end. Who follows lets go of what is far above; to who reads elsewhere it comes when wanted. */
  #add(window: Window): void {
    if (this.loaded.last === undefined) this.loaded = Loaded.of(window);
    else if (this.#stand.following) this.loaded = this.#letGo(this.loaded.withAfter(window), 'after');
    else this.loaded = this.loaded.messages.length > MOST ? this.loaded.goingOn() : this.loaded.withAfter(window);
  }

  async #more(side: 'before' | 'after'): Promise<void> {
    const edge = side === 'before' ? this.loaded.first : this.loaded.last;
    if (this.#busy || edge === undefined) return;
    this.#busy = side;
    const reader = this.#reader;
    try {
      const window = await reader.window(side === 'before' ? { before: edge } : { after: edge }, STEP);
      if (reader !== this.#reader || (side === 'before' ? this.loaded.first : this.loaded.last) !== edge) return;
      const more = side === 'before' ? this.loaded.withBefore(window) : this.loaded.withAfter(window);
      this.loaded = this.#letGo(more, side);
      this.failure = undefined;
    } catch (error) {
      if (!reader.ended && error instanceof Failure) this.failure = error;
    } finally {
      if (reader === this.#reader) this.#busy = undefined;
    }
  }

  /** Without what is far off on the other side. */
  #letGo(loaded: Loaded, grown: 'before' | 'after'): Loaded {
    if (loaded.messages.length <= MOST || !this.scroller) return loaded;
    const { top, bottom } = this.scroller.getBoundingClientRect();
    const elements = this.#stand.elements();
    if (grown === 'before') {
      const last = elements.find((it) => it.getBoundingClientRect().top > bottom + KEEP_PX);
      return last ? loaded.to(last.item.message.id) : loaded;
    }
    const first = elements.findLast((it) => it.getBoundingClientRect().bottom < top - KEEP_PX);
    return first ? loaded.from(first.item.message.id) : loaded;
  }

  async #goTo(id: number): Promise<void> {
    const reader = this.#reader;
    this.#turns++;
    this.#stand.following = false;
    this.#aimAt(id);
    if (this.loaded.has(id)) {
      await this.#settle();
      return;
    }
    await this.#replace(reader, { around: id });
  }

  async #replace(reader: Reader, place: Place): Promise<void> {
    try {
      const window: Window = await reader.window(place, FIRST);
      if (reader !== this.#reader) return;
      this.#busy = undefined;
      this.loaded = Loaded.of(window);
      this.failure = undefined;
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      this.#notify(error.code === 'message_not_found' ? 'That message is not there any more' : error.message);
    }
  }

  #start = async (): Promise<void> => {
    this.#turns++;
    this.#stand.following = false;
    if (this.loaded.hasBefore) {
      this.#stand.leave();
      await this.#replace(this.#reader, { from: 'root' });
      await this.updateComplete;
    }
    this.#stand.leave();
    if (this.scroller) this.scroller.scrollTop = 0;
    this.#note();
  };

  #end = async (): Promise<void> => {
    this.#turns++;
    this.#stand.following = true;
    this.fresh = false;
    if (this.loaded.hasAfter) await this.#replace(this.#reader, { from: 'tip' });
    this.#stand.restore(this.loaded.hasAfter);
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
      this.#stand.restore(this.loaded.hasAfter);
      target.classList.add('target');
      setTimeout(() => target.classList.remove('target'), 2_400);
    } else {
      this.#stand.restore(this.loaded.hasAfter);
    }
    this.#note();
    if (this.finding && this.#looked && this.column) mark(this.column, this.#looked, target);
    this.#fill();
  }

  #scrolled = (): void => {
    this.#stand.hold(this.loaded.hasAfter);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#note();
      this.#fill();
    });
  };

  #note(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    this.away = this.loaded.hasAfter || this.#stand.distance > scroller.clientHeight;
    if (this.#stand.atEnd && !this.loaded.hasAfter) this.fresh = false;
    const read = this.#stand.read();
    if (read) this.at = read.item.message.id;
  }

  #fill(): void {
    const scroller = this.scroller;
    if (!scroller || this.opening) return;
    if (this.loaded.hasBefore && scroller.scrollTop < NEAR_PX) void this.#more('before');
    else if (this.loaded.hasAfter && this.#stand.distance < NEAR_PX) void this.#more('after');
  }

  // --- What is done -----------------------------------------------------------------------------------------------

  #address = (): void => {
    if (address().view === 'session') this.panel = panelInAddress();
  };

  #show(panel: Panel | undefined): void {
    this.panel = panel;
    goWith({ panel: panel ?? null }, { replace: true });
  }

  #openFind = (): void => {
    if (this.finding) this.find?.again();
    this.finding = true;
  };

  #endFind = (): void => {
    this.finding = false;
    this.#looked = '';
    unmark();
    this.focusText();
  };

  async #findAt(hit: Hit | undefined, text: string): Promise<void> {
    this.#looked = text;
    if (!hit) {
      unmark();
      return;
    }
    await this.#goTo(hit.id);
    await this.updateComplete;
    const element = this.#stand.elementOf(hit.id);
    if (!element) return;
    this.#unfold(element, hit);
    await element.updateComplete;
    // The card of a tool renders after the message that holds it.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (this.column) mark(this.column, text, element);
    this.#bringIntoView(element, text);
  }

  #unfold(element: HermesMessage, hit: Hit): void {
    const { message, outputs } = element.item;
    if (hit.field === 'reasoning') this.#folds.set(`${message.id}/reasoning`, true);
    else if (hit.kind === 'note' || hit.kind === 'summary') this.#folds.set(`${message.id}/note`, true);
    else if (hit.id !== message.id) {
      const index = outputs.findIndex((it) => it?.id === hit.id);
      this.#folds.set(`${message.id}/${message.tool_calls?.[index]?.id ?? index}`, true);
    } else if (hit.field === 'tool_calls') {
      const wanted = hit.match.toLowerCase();
      (message.tool_calls ?? []).forEach((call, index) => {
        if (JSON.stringify(call).toLowerCase().includes(wanted)) this.#folds.set(`${message.id}/${call.id ?? index}`, true);
      });
    } else if (message.role === 'tool') this.#folds.set(`${message.id}/0`, true);
  }

  /** Where a message is long, the place in it. */
  #bringIntoView(element: HermesMessage, text: string): void {
    const scroller = this.scroller;
    if (!scroller) return;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.nodeValue?.toLowerCase().indexOf(text.toLowerCase()) ?? -1;
      if (at < 0) continue;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + text.length, node.nodeValue?.length ?? at));
      const box = range.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      if (box.height > 0 && (box.top < frame.top + 60 || box.bottom > frame.bottom - 60)) {
        scroller.scrollTop += box.top - frame.top - frame.height / 3;
      }
      node.parentElement?.closest('pre')?.scrollTo({ top: Math.max(0, (node.parentElement?.offsetTop ?? 0) - 120) });
      break;
    }
    this.#stand.hold(this.loaded.hasAfter);
  }

  async #turn(step: -1 | 1): Promise<void> {
    const turn = ++this.#turns;
    const at = this.#stand.turn(step);
    try {
      const to = at?.item.message.id ?? (await this.#turnBeyond(step, turn));
      if (turn !== this.#turns) return;
      if (to !== undefined) await this.#goTo(to);
      else await (step > 0 ? this.#end() : this.#start());
    } catch (error) {
      if (turn === this.#turns && error instanceof Failure) this.#notify(error.message);
    }
  }

  /** The next turn outside of what is at hand. However far it is, what lies between is looked at only, and not kept. */
  async #turnBeyond(step: -1 | 1, turn: number): Promise<number | undefined> {
    const reader = this.#reader;
    let goesOn = step > 0 ? this.loaded.hasAfter : this.loaded.hasBefore;
    let edge = step > 0 ? this.loaded.last : this.loaded.first;
    while (goesOn && edge !== undefined && turn === this.#turns) {
      const { messages, has_after, has_before }: Window = await reader.window(step > 0 ? { after: edge } : { before: edge }, STEP);
      const asked = messages.filter((it) => it.kind === 'user').at(step > 0 ? 0 : -1);
      if (asked) return asked.id;
      goesOn = step > 0 ? has_after : has_before;
      edge = messages.at(step > 0 ? -1 : 0)?.id;
    }
    return undefined;
  }

  #key = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.defaultPrevented || !(target instanceof Element)) return;
    const inside = event.composedPath().includes(this);
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f' && inside && !this.finding) {
      event.preventDefault();
      this.#openFind();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || target.matches('input, textarea, select, [contenteditable]')) return;
    if (!inside && target !== document.body) return;
    const deeds: Record<string, () => void> = {
      f: this.#openFind,
      c: () => this.#show(this.panel === 'turns' ? undefined : 'turns'),
      n: () => void this.#turn(1),
      b: () => void this.#turn(-1),
      o: () => this.#folds.setAll(!this.#folds.all),
      y: () => this.#copyText(resumeCommand(this.conversation), 'The command'),
      Home: () => void this.#start(),
      End: () => void this.#end(),
    };
    if (event.key === 'Escape' && this.finding) {
      this.#endFind();
      event.preventDefault();
      return;
    }
    const deed = deeds[event.key];
    if (!deed || event.shiftKey) return;
    event.preventDefault();
    deed();
  };

  #clicked = (event: Event): void => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>('button.copy');
    const text = button && copiedBy(button);
    if (button && text !== undefined && text !== null) void copyWith(button, text);
    // What is opened stays where it was clicked, also at the end.
    if (target.closest('summary, .more button')) {
      this.#stand.hold(this.loaded.hasAfter);
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

  /** Looks whether it is public: it may have been shared long ago, or elsewhere. */
  #lookForShare = async (): Promise<void> => {
    if (this.#foreign || !this.mayOrganise) return;
    const reader = this.#reader;
    const share = await shareOf(this.conversation?.conversation_id ?? '');
    if (reader === this.#reader) this.shared = share;
  };

  /** Whether it belongs to another profile than the active one: it is read there, but nothing can be done with it. */
  get #foreign(): boolean {
    const owner = this.conversation?.profile || this.profile;
    return owner !== '' && this.activeProfile !== '' && owner !== this.activeProfile;
  }

  #choices(): Choice[] {
    const resume = resumeCommand(this.conversation);
    const choices: Choice[] = [{ group: 'Copy', label: 'Link to this session', icon: 'link', run: () => this.#copyText(this.#link(), 'The link') }];
    if (resume) choices.push({ label: 'Command to resume it', hint: resume, icon: 'terminal', run: () => this.#copyText(resume, 'The command') });
    if (this.#foreign) return choices;
    // Of sessions of another profile the service makes neither.
    if (this.mayOrganise) choices.push(...publicLink(this.sessionId, this.shared, this.#notify));
    choices.push(...files(this.sessionId));
    return choices;
  }

  // --- What is shown ----------------------------------------------------------------------------------------------

  render(): TemplateResult {
    return html`
      <div class="main">
        ${this.#head()}
        ${
          this.finding
            ? html`<hermes-find .reader=${this.#reader} @find-at=${(event: CustomEvent<{ hit?: Hit; text: string }>) => void this.#findAt(event.detail.hit, event.detail.text)} @find-end=${this.#endFind}></hermes-find>`
            : nothing
        }
        ${this.failure && this.loaded.messages.length > 0 ? this.#stale(this.failure) : nothing}
        ${this.#text()}
      </div>
      ${this.panel ? this.#side(this.panel) : nothing}
    `;
  }

  #side(panel: Panel): TemplateResult {
    return html`<div class="veil" @click=${() => this.#show(undefined)}></div>
      <hermes-panel
        .panel=${panel}
        .reader=${this.#reader}
        .conversation=${this.conversation}
        .at=${this.at}
        .revision=${this.conversation ? `${this.conversation.message_count}/${this.conversation.last_message_at}` : ''}
        .resume=${resumeCommand(this.conversation)}
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
    const it = this.conversation ?? this.row;
    const title = this.row?.title || it?.title || (this.opening ? ' ' : 'Session');
    const parent = it?.parent_session_id;
    const origin = sessionPath(parent ?? '', undefined, this.profile);
    return html`<header class="head">
      <button type="button" class="icon back" aria-label="Back to the list" @click=${() => this.#navigate('/')}>${icon('back')}</button>
      <div class="names">
        ${
          parent
            ? html`<nav class="crumbs" aria-label="Where it comes from">
                <a href=${href(origin)} @click=${(event: MouseEvent) => this.#visit(event, origin)}>${it?.parent_title || 'The conversation before'}</a>
                ${icon('chevron', 12)}
              </nav>`
            : nothing
        }
        <h2 title=${title}>${title}</h2>
        <div class="gist">${gist(this.conversation ?? this.row, this.#foreign)}</div>
      </div>
      <div class="deeds">
        <button type="button" class="icon" aria-label="Find in this session" title="Find in this session (f)" aria-pressed=${this.finding} @click=${() => (this.finding ? this.#endFind() : this.#openFind())}>${icon('search')}</button>
        <button type="button" class="icon folds" aria-label="Open or fold all tools" title="Open or fold all tools (o)" @click=${() => this.#folds.setAll(!this.#folds.all)}>${icon('expand')}</button>
        <hermes-menu label="Share and export" .icon=${'share'} .choices=${this.#choices()} @menu-open=${this.#lookForShare}></hermes-menu>
        <button type="button" class="icon" aria-label="Turns and facts" title="Turns and facts (c)" aria-pressed=${this.panel !== undefined} @click=${() => this.#show(this.panel ? undefined : 'turns')}>${icon('panel')}</button>
      </div>
    </header>`;
  }

  #visit(event: MouseEvent, path: string): void {
    if (!plainClick(event)) return;
    event.preventDefault();
    this.#navigate(path);
  }

  #stale(failure: Failure): TemplateResult {
    return html`<div class="notice stale" role="status">
      <strong>${failure.message}</strong>
      <p>What is here stays; the newest messages may be missing. ${failure.remedy}</p>
      <button type="button" @click=${() => void this.#catchUp()}>Try again</button>
    </div>`;
  }

  #text(): TemplateResult {
    if (this.opening) return this.#skeleton();
    if (this.loaded.messages.length === 0) return this.#nothing();
    const { hasBefore, hasAfter } = this.loaded;
    return html`<div class="place">
      <div class="scroller scroll" tabindex="0" role="region" aria-label="Transcript" @scroll=${this.#scrolled} @click=${this.#clicked} @copy-text=${this.#copied}>
        <div class="column">
          ${hasBefore ? html`<p class="edge" role="status">${this.#edge('before', 'Earlier messages')}</p>` : html`<p class="edge begin">${this.#began()}</p>`}
          ${repeat(
            this.#items,
            (it) => it.message.id,
            (it) => html`<hermes-message tabindex="-1" .item=${it} .reader=${this.#reader} .folds=${this.#folds} .link=${this.#link(it.message.id)}></hermes-message>`,
          )}
          ${hasAfter ? html`<p class="edge" role="status">${this.#edge('after', 'Later messages')}</p>` : this.#running()}
        </div>
      </div>
      ${this.away ? html`<button type="button" class="to-end ${this.fresh ? 'fresh' : ''}" @click=${() => void this.#end()}>${icon('down')} ${this.fresh ? 'New messages' : 'To the end'}</button>` : nothing}
    </div>`;
  }

  /** What is beyond is read as it comes near; where that failed, nothing comes by itself before it is scrolled again. */
  #edge(side: 'before' | 'after', words: string): unknown {
    return this.failure ? html`<button type="button" class="quiet" @click=${() => void this.#more(side)}>${words}: try again</button>` : `${words}…`;
  }

  #running(): unknown {
    const running = this.row?.is_streaming ?? this.conversation?.is_streaming;
    return running ? html`<p class="edge running" role="status"><span></span><span></span><span></span> Hermes is at work</p>` : html`<p class="edge end"></p>`;
  }

  #began(): string {
    const at = this.conversation?.created_at ?? this.loaded.messages[0]?.timestamp;
    return at ? `The conversation began on ${inFull(at * 1000)}` : 'The conversation begins here';
  }

  #skeleton(): TemplateResult {
    return html`<div class="place" role="status" aria-label="Loading the transcript">
      <div class="column loading" aria-hidden="true">
        ${[62, 92, 78, 40, 88, 95, 54].map((_, index) => html`<div class="skeleton bone-${index}"></div>`)}
      </div>
    </div>`;
  }

  #nothing(): TemplateResult {
    const failure = this.failure;
    if (!failure) {
      return html`<div class="place"><div class="state"><h2>No messages yet</h2><p>What is said in this session appears here as it is said.</p></div></div>`;
    }
    const unknown = failure.status === 404;
    return html`<div class="place"><div class="state" role="alert">
      <h2>${unknown ? 'There is no such session' : failure.message}</h2>
      <p>${unknown ? 'It may have been deleted, or it belongs to another profile.' : `${failure.consequence} ${failure.remedy}`}</p>
      ${unknown ? html`<button type="button" @click=${() => this.#navigate('/')}>Back to the list</button>` : html`<button type="button" @click=${() => this.#open()}>Try again</button>`}
    </div></div>`;
  }
}

/** Whether something was done to the messages of a conversation, as far as itself tells. */
function otherThan(now: Conversation, known: Conversation): boolean {
  const facts = ['message_count', 'last_message_at', '_compression_segment_count', 'session_id'] as const;
  return facts.some((it) => now[it] !== known[it]);
}

function panelInAddress(): Panel | undefined {
  const panel = address().query.get('panel');
  return panel === 'turns' || panel === 'about' ? panel : undefined;
}
