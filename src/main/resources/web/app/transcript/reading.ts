import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Failure } from '../api';
import { live, type SessionsChanged } from '../live';
import { Loaded } from './loaded';
import type { Standing } from './standing';
import { Reader, type Conversation, type Place, type Window } from './wire';

/** Messages that are read at first, and with each step on. */
const FIRST = 60;
const STEP = 80;
/** More than so many are not kept at hand: what is far from what is read goes, and comes again when it is scrolled to. */
const MOST = 220;
/** What tells the same change in several ways within this time has it read once. */
const GATHER_MS = 30;

/** The transcript for which it is read. */
interface Transcript {
  /** The profile that the service acts on where none is named; empty while it is not known. */
  activeProfile(): string;
  /** The message that is read. */
  at(): number;
  /** A message is gone to as soon as it is there. */
  aimAt(id: number): void;
  /** Whose conversation it is, and how it stands, is known. */
  known(conversation: Conversation): void;
  tell(text: string): void;
  /** What could not be read may be tried again. */
  fill(): void;
}

/**
 * What is read of one conversation, however long: a run of messages around where somebody stands, which is loaded on at
 * both of its ends, kept up with what the agent adds, and let go of far away.
 */
export class Reading implements ReactiveController {
  reader = new Reader('', '');
  loaded = Loaded.NOTHING;
  conversation?: Conversation;
  failure?: Failure;
  opening = true;
  /** Whether something was added that was not seen. */
  fresh = false;

  #busy?: 'before' | 'after';
  #catching = false;
  /** Whether something changed while it was being read. */
  #again = false;
  #due = 0;
  #off: (() => void)[] = [];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly stand: Standing,
    private readonly transcript: Transcript,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Not all that can be open stands in the list, which knows of its own rows only.
    this.#off = [
      live.on('changed', (event) => this.#isMeant(event) && this.soon()),
      live.on('resync', () => this.soon()),
      live.on('pulse', () => (live.deaf || this.#mayHeal) && this.soon()),
    ];
  }

  hostDisconnected(): void {
    this.reader.end();
    this.#off.forEach((off) => off());
    clearTimeout(this.#due);
    this.#due = 0;
  }

  /** Begins with another conversation, at a message of it; 0 for the end. */
  open(sessionId: string, profile: string, message: number): void {
    this.reader.end();
    const reader = new Reader(sessionId, profile);
    this.reader = reader;
    this.#busy = undefined;
    this.#catching = false;
    this.#again = false;
    this.#show({ loaded: Loaded.NOTHING, conversation: undefined, failure: undefined, opening: true, fresh: false });
    void this.#readConversation(reader);
    void this.#readFirst(reader, message ? { around: message } : { from: 'tip' }).then(() => this.#goOn(reader));
  }

  /** Reads soon what was added since. */
  soon(): void {
    this.#due ||= window.setTimeout(() => {
      this.#due = 0;
      void this.catchUp();
    }, GATHER_MS);
  }

  /** All that there is was seen. */
  seen(): void {
    if (this.fresh) this.#show({ fresh: false });
  }

  /** Reads what was added since. */
  async catchUp(): Promise<void> {
    const { reader } = this;
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
      const added = await this.#readAdded(reader);
      // Not before the messages: what it counts is there already then.
      await this.#readConversation(reader);
      if (reader !== this.reader) return;
      const now = this.conversation;
      const beyond = this.loaded.hasAfter && known && now && now.message_count > known.message_count;
      if (beyond) this.#show({ fresh: true });
      else if (known && now && (now.message_count < known.message_count || (!added && otherThan(now, known)))) await this.#renew(reader);
      this.#show({ failure: undefined });
      // What could not be read at an edge either.
      this.transcript.fill();
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      if (error.code === 'message_not_found') await this.#readFirst(reader, { from: 'tip' });
      else this.#show({ failure: error });
    } finally {
      if (reader === this.reader) this.#catching = false;
      this.#goOn(reader);
    }
  }

  /** Reads on at one of the ends of what is at hand. */
  async more(side: 'before' | 'after'): Promise<void> {
    const edge = this.#edge(side);
    if (this.#busy || edge === undefined) return;
    this.#busy = side;
    const { reader } = this;
    try {
      const window = await reader.window(side === 'before' ? { before: edge } : { after: edge }, STEP);
      if (reader !== this.reader || this.#edge(side) !== edge) return;
      const more = side === 'before' ? this.loaded.withBefore(window) : this.loaded.withAfter(window);
      this.#show({ loaded: this.#letGo(more, side), failure: undefined });
    } catch (error) {
      if (!reader.ended && error instanceof Failure) this.#show({ failure: error });
    } finally {
      if (reader === this.reader) this.#busy = undefined;
    }
  }

  /** Reads elsewhere, in place of what is at hand. */
  async replace(place: Place): Promise<void> {
    const { reader } = this;
    try {
      const window = await reader.window(place, FIRST);
      if (reader !== this.reader) return;
      this.#busy = undefined;
      this.#show({ loaded: Loaded.of(window), failure: undefined });
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      this.transcript.tell(error.code === 'message_not_found' ? 'That message is not there any more' : error.message);
    }
  }

  /** The next turn outside of what is at hand. However far it is, what lies between is looked at only, and not kept. */
  async turnBeyond(step: -1 | 1, wanted: () => boolean): Promise<number | undefined> {
    const { reader } = this;
    let goesOn = step > 0 ? this.loaded.hasAfter : this.loaded.hasBefore;
    let edge = this.#edge(step > 0 ? 'after' : 'before');
    while (goesOn && edge !== undefined && wanted()) {
      const { messages, has_after, has_before }: Window = await reader.window(step > 0 ? { after: edge } : { before: edge }, STEP);
      const asked = messages.filter((it) => it.kind === 'user').at(step > 0 ? 0 : -1);
      if (asked) return asked.id;
      goesOn = step > 0 ? has_after : has_before;
      edge = messages.at(step > 0 ? -1 : 0)?.id;
    }
    return undefined;
  }

  #show(changes: Partial<Pick<Reading, 'loaded' | 'conversation' | 'failure' | 'opening' | 'fresh'>>): void {
    Object.assign(this, changes);
    this.host.requestUpdate();
  }

  #edge(side: 'before' | 'after'): number | undefined {
    return side === 'before' ? this.loaded.first : this.loaded.last;
  }

  async #readFirst(reader: Reader, place: Place): Promise<void> {
    try {
      const window = await reader.window(place, FIRST);
      if (reader !== this.reader) return;
      if ('around' in place) this.transcript.aimAt(place.around);
      this.#show({ loaded: Loaded.of(window), failure: undefined, opening: false });
    } catch (error) {
      if (reader.ended || !(error instanceof Failure)) return;
      if (error.code === 'message_not_found') {
        this.transcript.tell('That message is not there any more; this is the end of the conversation');
        this.stand.following = true;
        await this.#readFirst(reader, { from: 'tip' });
        return;
      }
      this.#show({ failure: error, opening: false });
    }
  }

  async #readConversation(reader: Reader): Promise<void> {
    try {
      const conversation = await reader.conversation();
      if (reader !== this.reader) return;
      this.#show({ conversation });
      this.transcript.known(conversation);
    } catch {
      // Whether the conversation can be read is told by its messages.
    }
  }

  /** Whether an event tells of this conversation. */
  #isMeant(event: SessionsChanged): boolean {
    if (event.reason === 'resync') return true;
    const owner = this.conversation?.profile || this.reader.profile || this.transcript.activeProfile();
    const ids = [this.reader.sessionId, this.conversation?.session_id, this.conversation?.conversation_id];
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

  /** After something was read: once more, if something changed meanwhile. */
  #goOn(reader: Reader): void {
    if (reader !== this.reader || !this.#again) return;
    this.#again = false;
    this.soon();
  }

  /** Reads what comes after the end that is at hand; false where nothing does, or that end is not the last one. */
  async #readAdded(reader: Reader): Promise<boolean> {
    const { last, hasAfter } = this.loaded;
    if (last !== undefined && hasAfter) return false;
    const window = await reader.window(last === undefined ? { from: 'tip' } : { after: last }, STEP * 2);
    if (reader !== this.reader || this.loaded.last !== last || window.messages.length === 0) return false;
    // More than comes at once: who follows goes to its end.
    const tip = window.has_after && this.stand.following ? await reader.window({ from: 'tip' }, FIRST) : undefined;
    // Who scrolls up meanwhile stays, and what was let go of for that must not be left out between.
    if (reader !== this.reader || this.loaded.last !== last) return false;
    if (tip && this.stand.following) {
      this.#busy = undefined;
      this.#show({ loaded: Loaded.of(tip) });
    } else this.#add(window);
    if (!this.stand.following) this.#show({ fresh: true });
    return true;
  }

  /** Adds what is new at the end. Who follows lets go of what is far above; to who reads elsewhere it comes when wanted. */
  #add(window: Window): void {
    const { loaded } = this;
    if (loaded.last === undefined) this.#show({ loaded: Loaded.of(window) });
    else if (this.stand.following) this.#show({ loaded: this.#letGo(loaded.withAfter(window), 'after') });
    else this.#show({ loaded: loaded.messages.length > MOST ? loaded.goingOn() : loaded.withAfter(window) });
  }

  /** Reads what is at hand again, as messages in it may have been undone, or summarised. */
  async #renew(reader: Reader): Promise<void> {
    if (this.loaded.messages.length === 0) return;
    const at = this.stand.following ? undefined : this.stand.at || this.transcript.at();
    const window = await reader.window(at ? { around: at } : { from: 'tip' }, Math.max(FIRST, Math.min(this.loaded.messages.length, 2 * STEP)));
    if (reader !== this.reader) return;
    this.#busy = undefined;
    this.#show({ loaded: Loaded.of(window) });
  }

  /** Without what is far off on the other side. */
  #letGo(loaded: Loaded, grown: 'before' | 'after'): Loaded {
    if (loaded.messages.length <= MOST) return loaded;
    const far = this.stand.far(grown === 'before' ? 'below' : 'above');
    if (far === undefined) return loaded;
    return grown === 'before' ? loaded.to(far) : loaded.from(far);
  }
}

/** Whether something was done to the messages of a conversation, as far as itself tells. */
function otherThan(now: Conversation, known: Conversation): boolean {
  const facts = ['message_count', 'last_message_at', '_compression_segment_count', 'session_id'] as const;
  return facts.some((it) => now[it] !== known[it]);
}
