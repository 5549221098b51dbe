import type { Message, Subagent, Window } from './wire';

/** One thing on the page: a message, and what stands above it. */
export interface Item {
  message: Message;
  /** What the tools that it called gave back, in the order of the calls; undefined where it is not at hand. */
  outputs: (Message | undefined)[];
  /** Whether the one who spoke before goes on. */
  goesOn: boolean;
  /** The day that begins here, in milliseconds since 1970. */
  day?: number;
  /** The segment that begins here: what was before it was summarised for the model. */
  segment?: number;
  /** Conversations that began here. */
  subagents: Subagent[];
}

/** The run of messages that is at hand. It is replaced, never changed. */
export class Loaded {
  static readonly NOTHING = new Loaded([], false, false, [], 1);

  private constructor(
    readonly messages: readonly Message[],
    readonly hasBefore: boolean,
    readonly hasAfter: boolean,
    readonly subagents: readonly Subagent[],
    readonly segmentCount: number,
  ) {}

  static of(window: Window): Loaded {
    return new Loaded(
      window.messages,
      window.has_before,
      window.has_after,
      window.subagents ?? [],
      window.segment_count,
    );
  }

  get first(): number | undefined {
    return this.messages[0]?.id;
  }

  get last(): number | undefined {
    return this.messages.at(-1)?.id;
  }

  has(id: number): boolean {
    return this.messages.some((it) => it.id === id);
  }

  withBefore(window: Window): Loaded {
    const known = new Set(this.messages.map((it) => it.id));
    return this.#with(
      [...window.messages.filter((it) => !known.has(it.id)), ...this.messages],
      window.has_before,
      this.hasAfter,
      window,
    );
  }

  withAfter(window: Window): Loaded {
    const fresh = new Set(window.messages.map((it) => it.id));
    // What comes again is newer: an answer may have grown since.
    return this.#with(
      [...this.messages.filter((it) => !fresh.has(it.id)), ...window.messages],
      this.hasBefore,
      window.has_after,
      window,
    );
  }

  /** The same, with more after it that is not at hand. */
  goingOn(): Loaded {
    return new Loaded(this.messages, this.hasBefore, true, this.subagents, this.segmentCount);
  }

  /** Without the messages before this one; a result is never parted from its call. */
  from(id: number): Loaded {
    let at = this.messages.findIndex((it) => it.id === id);
    while (at > 0 && this.messages[at]?.role === 'tool') at--;
    return at <= 0
      ? this
      : new Loaded(this.messages.slice(at), true, this.hasAfter, this.subagents, this.segmentCount);
  }

  /** Without the messages after this one and the results that belong to it. */
  to(id: number): Loaded {
    let end = this.messages.findIndex((it) => it.id === id) + 1;
    while (end > 0 && this.messages[end]?.role === 'tool') end++;
    return end <= 0 || end >= this.messages.length
      ? this
      : new Loaded(this.messages.slice(0, end), this.hasBefore, true, this.subagents, this.segmentCount);
  }

  #with(messages: Message[], hasBefore: boolean, hasAfter: boolean, window: Window): Loaded {
    const subagents = new Map([...this.subagents, ...(window.subagents ?? [])].map((it) => [it.session_id, it]));
    return new Loaded(messages, hasBefore, hasAfter, [...subagents.values()], window.segment_count);
  }

  /** What is shown: results stand under their calls; one whose call is not at hand stands alone. */
  items(): Item[] {
    const results = new Map<string, Message>();
    for (const it of this.messages) if (it.role === 'tool' && it.tool_call_id) results.set(it.tool_call_id, it);
    const placed = new Set<number>();
    const items: Item[] = [];
    let day = 0;
    let segment = this.messages[0]?.segment;
    let speaker = '';
    for (const message of this.messages) {
      if (placed.has(message.id)) continue;
      const outputs = (message.tool_calls ?? []).map((call) => (call.id ? results.get(call.id) : undefined));
      outputs.forEach((it) => it && placed.add(it.id));
      const begun = message.timestamp ? new Date(message.timestamp * 1000).setHours(0, 0, 0, 0) : day;
      const nextSegment = message.segment !== segment;
      const says = message.kind === 'tool' ? 'assistant' : message.kind;
      items.push({
        message,
        outputs,
        goesOn: says === 'assistant' && speaker === 'assistant' && begun === day && !nextSegment,
        day: begun !== day ? begun : undefined,
        segment: nextSegment ? message.segment : undefined,
        subagents: [],
      });
      day = begun;
      segment = message.segment;
      speaker = says;
    }
    this.#place(items);
    return items;
  }

  #place(items: Item[]): void {
    for (const subagent of this.subagents) {
      const item =
        items.findLast((it) => it.message.id <= subagent.after_id && it.message.tool_calls?.length) ??
        items.findLast((it) => it.message.id <= subagent.after_id);
      item?.subagents.push(subagent);
    }
  }
}
