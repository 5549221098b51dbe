import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ask, Failure, send, url, type SessionRow } from '../api';
import { compact, count, dollars, span } from '../figures';
import { live, type SessionsChanged } from '../live';
import { ADDRESS_EVENT, address, goWith, href, plainClick, sessionPath } from '../router';
import { boxes, common, controls } from '../styles';
import { inFull } from '../time';
import { copiedBy } from './code-block';
import { copy, copyWith } from './copy';
import './find-bar';
import type { FindBar } from './find-bar';
import { Folds } from './folds';
import './hermes-menu';
import type { Choice } from './hermes-menu';
import './hermes-message';
import type { HermesMessage } from './hermes-message';
import { icon } from './icons';
import { Loaded, type Item } from './loaded';
import { mark, unmark } from './marks';
import './side-panel';
import type { Panel } from './side-panel';
import { codeStyles, messageStyles, transcriptStyles } from './transcript-styles';
import { Reader, type Conversation, type Hit, type Place, type Share, type Window } from './wire';

/** Messages that are read at first, and with each step on. */
const FIRST = 60;
const STEP = 80;
/** More than so many are not kept at hand: what is far from what is read goes, and comes again when it is scrolled to. */
const MOST = 220;
const NEAR_PX = 1_600;
const KEEP_PX = 3_200;
/** So near to the end the transcript follows what is added. */
const END_PX = 64;
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

  #reader = new Reader('', undefined);
  #folds = new Folds();
  #items: Item[] = [];
  #busy?: 'before' | 'after';
  #following = true;
  #anchor?: { id: string; offset: number };
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
  #resized = new ResizeObserver(() => this.#restore());
  #observed?: Element;

  static styles = [common, controls, boxes, transcriptStyles, messageStyles, codeStyles];

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
    if (changed.has('sessionId') || (changed.has('profile') && changed.get('profile') !== undefined)) {
      if (this.sessionId) this.#open();
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
    const reader = new Reader(this.sessionId, this.profile || undefined);
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
    this.#anchor = undefined;
    this.#looked = '';
    this.#following = !this.messageId;
    void this.#readConversation(reader);
    void this.#readFirst(reader, this.messageId ? { around: Number(this.messageId) } : { from: 'tip' }).then(() => this.#goOn(reader));
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
        this.#following = true;
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
        if (added && window.has_after && this.#following) await this.#end();
        else if (added) this.#add(window);
        if (added && !this.#following) this.fresh = true;
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
    const at = this.#following ? undefined : Number(this.#anchor?.id.slice(1) ?? this.at);
    const window = await reader.window(at ? { around: at } : { from: 'tip' }, Math.max(FIRST, Math.min(this.loaded.messages.length, 2 * STEP)));
    if (reader !== this.#reader) return;
    this.#busy = undefined;
    this.loaded = Loaded.of(window);
  }

  /** Adds what is new at the end. Who follows lets go of what is far above; to who reads elsewhere it comes when wanted. */
  #add(window: Window): void {
    if (this.loaded.last === undefined) this.loaded = Loaded.of(window);
    else if (this.#following) this.loaded = this.#letGo(this.loaded.withAfter(window), 'after');
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
    const elements = this.#elements();
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
    this.#following = false;
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
    this.#following = false;
    if (this.loaded.hasBefore) {
      this.#anchor = undefined;
      await this.#replace(this.#reader, { from: 'root' });
      await this.updateComplete;
    }
    this.#anchor = undefined;
    if (this.scroller) this.scroller.scrollTop = 0;
    this.#note();
  };

  #end = async (): Promise<void> => {
    this.#turns++;
    this.#following = true;
    this.fresh = false;
    if (this.loaded.hasAfter) await this.#replace(this.#reader, { from: 'tip' });
    this.#restore();
    this.away = false;
  };

  // --- Where it stands --------------------------------------------------------------------------------------------

  #elements(): HermesMessage[] {
    return [...(this.column?.querySelectorAll<HermesMessage>('hermes-message') ?? [])];
  }

  /** The message, or the one whose call gave this result. */
  #elementOf(id: number): HermesMessage | undefined {
    return this.#elements().find(
      (it) => it.item.message.id === id || it.item.outputs.some((output) => output?.id === id),
    );
  }

  #aimAt(id: number): void {
    this.#target = id;
    this.#anchor = undefined;
  }

  /** After all that is new has its size: stands where it stood, or where it is to go. */
  async #settle(): Promise<void> {
    await this.updateComplete;
    await Promise.all(this.#elements().map((it) => it.updateComplete));
    const target = this.#target ? this.#elementOf(this.#target) : undefined;
    if (target && this.scroller) {
      this.#target = 0;
      this.#anchor = { id: target.id, offset: Math.min(90, this.scroller.clientHeight / 6) };
      this.#restore();
      target.classList.add('target');
      setTimeout(() => target.classList.remove('target'), 2_400);
    } else {
      this.#restore();
    }
    this.#note();
    if (this.finding && this.#looked && this.column) mark(this.column, this.#looked, target);
    this.#fill();
  }

  #restore(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    if (this.#following && !this.loaded.hasAfter) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    const anchor = this.#anchor;
    const element = anchor && this.column?.querySelector(`#${anchor.id}`);
    if (!element) return;
    const moved = element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
    if (Math.abs(moved) > 0.5) scroller.scrollTop += moved;
  }

  #scrolled = (): void => {
    this.#hold();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#note();
      this.#fill();
    });
  };

  /** Remembers the first message that is seen, and where, so that it stays there whatever comes above it. */
  #hold(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.#following = !this.loaded.hasAfter && distance < END_PX;
    const top = scroller.getBoundingClientRect().top;
    const elements = this.#elements();
    let low = 0;
    let high = elements.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > top + 1) high = middle;
      else low = middle + 1;
    }
    const first = elements[low];
    if (first) this.#anchor = { id: first.id, offset: first.getBoundingClientRect().top - top };
  }

  #note(): void {
    const scroller = this.scroller;
    if (!scroller) return;
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.away = this.loaded.hasAfter || distance > scroller.clientHeight;
    if (distance < END_PX && !this.loaded.hasAfter) this.fresh = false;
    const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
    const read = this.#elements().findLast((it) => it.getBoundingClientRect().top <= line);
    if (read) this.at = read.item.message.id;
  }

  #fill(): void {
    const scroller = this.scroller;
    if (!scroller || this.opening) return;
    const distance = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (this.loaded.hasBefore && scroller.scrollTop < NEAR_PX) void this.#more('before');
    else if (this.loaded.hasAfter && distance < NEAR_PX) void this.#more('after');
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
    const element = this.#elementOf(hit.id);
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
    this.#hold();
  }

  async #turn(step: -1 | 1): Promise<void> {
    const turn = ++this.#turns;
    const line = (this.scroller?.getBoundingClientRect().top ?? 0) + 100;
    const asked = this.#elements().filter((it) => it.item.message.kind === 'user');
    const at =
      step > 0
        ? asked.find((it) => it.getBoundingClientRect().top > line + 4)
        : asked.findLast((it) => it.getBoundingClientRect().top < line - 40);
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
      y: () => this.#copyText(this.#resume(), 'The command'),
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
      this.#hold();
      this.#following = false;
    }
  };

  #copyText(text: string, what: string): void {
    if (!text) return;
    void copy(text).then((done) => this.#notify(done ? `${what} is in the clipboard` : `The browser does not allow to copy: ${text}`));
  }

  #notify(text: string, undo?: () => Promise<void>): void {
    this.dispatchEvent(new CustomEvent('notify', { detail: { text, undo }, bubbles: true, composed: true }));
  }

  #navigate(path: string): void {
    this.dispatchEvent(new CustomEvent('navigate', { detail: { path }, bubbles: true, composed: true }));
  }

  /** What goes on with the conversation in a terminal; empty where the agent does not have it. */
  #resume(): string {
    const it = this.conversation;
    if (!it || (it.keeper && it.keeper !== 'store')) return '';
    const quoted = (text: string): string => (/^[\w.:@/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
    const profile = it.profile && it.profile !== 'default' ? `-p ${quoted(it.profile)} ` : '';
    return `hermes ${profile}--resume ${quoted(it.session_id)}`;
  }

  #link(message?: number): string {
    const path = sessionPath(this.sessionId, message, this.profile || undefined);
    return new URL(href(path), location.href).href;
  }

  #share = async (): Promise<void> => {
    const id = this.sessionId;
    try {
      const made = await send<{ share: Share }>('/api/share/create', { session_id: id });
      if (id === this.sessionId) this.shared = made.share;
      const address = made.share.url ? new URL(url(made.share.url), location.href).href : '';
      const done = address !== '' && (await copy(address));
      this.#notify(`${done ? 'The public link is in the clipboard' : `Shared at ${address}`}; it ends on ${day(made.share.expires_at)}`, () => this.#revoke(id));
    } catch (error) {
      this.#notify(error instanceof Failure ? `${error.message} ${error.remedy}`.trim() : 'It could not be shared');
    }
  };

  async #revoke(id: string): Promise<void> {
    await send('/api/share/revoke', { session_id: id });
    if (id === this.sessionId) this.shared = undefined;
  }

  #unshare = async (): Promise<void> => {
    try {
      await this.#revoke(this.sessionId);
      this.#notify('The public link opens nothing any more');
    } catch (error) {
      this.#notify(error instanceof Failure ? `${error.message} ${error.remedy}`.trim() : 'The public link could not be ended');
    }
  };

  /** Looks whether it is public: it may have been shared long ago, or elsewhere. */
  #lookForShare = async (): Promise<void> => {
    if (this.#foreign || !this.mayOrganise) return;
    const reader = this.#reader;
    try {
      const answer = await ask<{ shares: Share[] }>('/api/shares', {}, AbortSignal.timeout(10_000));
      if (reader !== this.#reader) return;
      this.shared = answer?.body.shares.find((it) => it.session_id === this.conversation?.conversation_id);
    } catch {
      // Then it is not told, and can be looked at again.
    }
  };

  /** Whether it belongs to another profile than the active one: it is read there, but nothing can be done with it. */
  get #foreign(): boolean {
    const owner = this.conversation?.profile || this.profile;
    return owner !== '' && this.activeProfile !== '' && owner !== this.activeProfile;
  }

  #choices(): Choice[] {
    const resume = this.#resume();
    return [
      { group: 'Copy', label: 'Link to this session', icon: 'link', run: () => this.#copyText(this.#link(), 'The link') },
      ...(resume ? [{ label: 'Command to resume it', hint: resume, icon: 'terminal' as const, run: () => this.#copyText(resume, 'The command') }] : []),
      ...(this.#foreign || !this.mayOrganise ? [] : this.#publicLink()),
      ...this.#exports(),
    ];
  }

  #publicLink(): Choice[] {
    const run = (): void => void this.#share();
    if (!this.shared) {
      return [{ group: 'Share', label: 'Public link', hint: 'A snapshot of what was said, without tools and credentials. Whoever has the link can read it.', icon: 'share', run }];
    }
    return [
      { group: 'Share', label: 'Public link, made anew', hint: `It is public until ${day(this.shared.expires_at)}. Made anew it has what was said since.`, icon: 'share', run },
      { label: 'End the public link', hint: 'Whoever has it reads nothing any more.', icon: 'close', run: () => void this.#unshare() },
    ];
  }

  /** Files of the conversation; of sessions of another profile the service makes none. */
  #exports(): Choice[] {
    if (this.#foreign) return [];
    const file = (format: string): string => url('/api/session/export', { session_id: this.sessionId, format });
    return [
      { group: 'Save as', label: 'Markdown', icon: 'download', href: file('markdown') },
      { label: 'A page of its own', hint: 'HTML, without scripts', icon: 'download', href: file('html') },
      { label: 'JSON', icon: 'download', href: file('json') },
      { label: 'JSON lines', hint: 'A message a line', icon: 'download', href: file('jsonl') },
    ];
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
        .resume=${this.#resume()}
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
        <div class="gist">${this.#line()}</div>
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

  /** Where it comes from, what it is, and what it used, in a line. */
  #line(): unknown {
    const it = this.conversation ?? this.row;
    if (!it) return html`<span class="skeleton words"></span>`;
    const input = (it.input_tokens ?? 0) + (it.cache_read_tokens ?? 0) + (it.cache_write_tokens ?? 0);
    const from = it.created_at;
    const to = it.last_message_at || it.updated_at;
    const facts = [
      it.is_streaming ? html`<span class="live">running now</span>` : nothing,
      html`<span>${it.source_label ?? 'Agent'}</span>`,
      it.model ? html`<span class="model" title=${it.model}>${it.model.replace(/^.*\//, '')}</span>` : nothing,
      html`<span>${count(it.message_count)} ${it.message_count === 1 ? 'message' : 'messages'}</span>`,
      input > 0
        ? html`<span title=${`${count(it.input_tokens ?? 0)} tokens in, ${count(it.cache_read_tokens ?? 0)} more from the cache, ${count(it.output_tokens ?? 0)} out`}>${compact(input)} in · ${compact(it.output_tokens ?? 0)} out</span>`
        : nothing,
      it.cache_hit_percent ? html`<span title="Part of the input that came from the provider's cache">${it.cache_hit_percent}% cached</span>` : nothing,
      it.estimated_cost ? html`<span title="Estimated by the agent">${dollars(it.estimated_cost)}</span>` : nothing,
      to - from > 60 ? html`<span class="when" title=${`${inFull(from * 1000)} – ${inFull(to * 1000)}`}>over ${span(to - from)}</span>` : nothing,
      it.workspace ? html`<span class="folder" title=${it.workspace}><bdi>${it.workspace}</bdi></span>` : nothing,
    ];
    return facts;
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

const day = (seconds: number): string => new Date(seconds * 1000).toLocaleDateString(undefined, { dateStyle: 'medium' });

/** Whether something was done to the messages of a conversation, as far as itself tells. */
function otherThan(now: Conversation, known: Conversation): boolean {
  const facts = ['message_count', 'last_message_at', '_compression_segment_count', 'session_id'] as const;
  return facts.some((it) => now[it] !== known[it]);
}

function panelInAddress(): Panel | undefined {
  const panel = address().query.get('panel');
  return panel === 'turns' || panel === 'about' ? panel : undefined;
}
