import { ask, send, type SessionRow } from '../api';
import type { Menu } from '../shell/menu';
import type { Notice } from '../shell/toasts';
import type { AskBox } from './ask-box';
import { type BulkAction, doToAll, refusal, rename } from './deeds';
import { type Entry, PINNED, UNREAD } from './entries';
import type { ListStore } from './list-store';
import type { SessionListElement } from './session-list';
import type { Surroundings } from './surroundings';

const SWITCH_FIRST = 'Switch to that profile first.';

/** Where it is done: the list with what is asked of people and told to them. */
interface Desk {
  store(): ListStore;
  surroundings(): Surroundings;
  list(): SessionListElement | undefined;
  menu(): Menu;
  asker(): AskBox;
  /** The entries that are chosen. */
  chosen(): Entry[];
  letGo(): void;
  tell(notice: Notice): void;
  /** Where a menu opens that belongs to no row. */
  place(): { x: number; y: number };
}

/** Does what people want done to rows, and asks them for what it needs to know. */
export class Organiser {
  constructor(private readonly desk: Desk) {}

  /** What a deed on a row is done to: a deed on one of those that are chosen is one on all of them. */
  subjects(entry: Entry): Entry[] {
    const chosen = this.desk.chosen();
    return chosen.some((it) => it.key === entry.key) ? chosen : [entry];
  }

  /** A key that was pressed in a row; false where it means nothing. */
  key(key: string, entry: Entry, row: SessionRow): boolean {
    const subjects = (): Entry[] => this.subjects(entry);
    if (key === 'F2' || key === 'r') this.desk.list()?.startRename(entry.key);
    else if (key === 'e') void this.deed(row.archived ? 'unarchive' : 'archive', subjects());
    else if (key === 'p') void this.deed(entry.flags & PINNED ? 'unpin' : 'pin', subjects());
    else if (key === 'u') void this.deed(entry.flags & UNREAD ? 'read' : 'unread', subjects());
    else if (key === 'm') this.move(subjects());
    else if (key === 't') this.tag(subjects());
    else if (key === 'Delete' || key === '#') void this.deed(row.trashed_at ? 'restore' : 'trash', subjects());
    else return false;
    return true;
  }

  async deed(action: BulkAction, entries: Entry[], more: { project_id?: string | null; tags?: string[] } = {}): Promise<void> {
    const store = this.desk.store();
    const own = entries.filter((it) => store.own(it.profile));
    const others = entries.length - own.length;
    if (own.length === 0) {
      this.desk.tell({ text: `${others === 1 ? 'It belongs' : 'They belong'} to another profile. ${SWITCH_FIRST}`, bad: true });
      return;
    }
    const focus = this.desk.list()?.lastEntry;
    const near = focus && own.includes(focus) ? this.#after(focus, own) : undefined;
    this.desk.letGo();
    const notice = await doToAll(
      action,
      own.map((it) => it.id),
      more,
    );
    if (others > 0) notice.text += `. ${others.toLocaleString()} of other profiles ${others === 1 ? 'was' : 'were'} left as ${others === 1 ? 'it is' : 'they are'}`;
    const list = this.desk.list();
    if (near && list?.matches(':focus-within')) list.focusRow(near.key);
    store.soon();
    this.desk.tell(notice);
    if (action === 'move') void this.desk.surroundings().reloadProjects();
  }

  #after(entry: Entry, gone: Entry[]): Entry | undefined {
    const { entries } = this.desk.store();
    const at = entries.indexOf(entry);
    const set = new Set(gone);
    return entries.slice(at).find((it) => !set.has(it)) ?? entries.slice(0, at).findLast((it) => !set.has(it));
  }

  async rename(row: SessionRow, title: string): Promise<void> {
    if (!this.desk.store().own(row.profile)) {
      this.desk.tell({ text: `It belongs to another profile. ${SWITCH_FIRST}`, bad: true });
      return;
    }
    const notice = await rename(row, title);
    if (notice.row) this.desk.store().put(notice.row);
    this.desk.tell(notice);
  }

  /** Moves rows into a project; empty for none. */
  async moveTo(keys: string[], project: string): Promise<void> {
    const wanted = new Set(keys);
    await this.deed(
      'move',
      this.desk.store().entries.filter((it) => wanted.has(it.key)),
      { project_id: project || null },
    );
  }

  newProject(): void {
    this.desk.asker().ask({ title: 'New project', label: 'Name; a slash puts it into another one', done: (name) => void this.#createProject(name) });
  }

  async #createProject(name: string): Promise<string | undefined> {
    try {
      const answer = await send<{ project: { project_id: string } }>('/api/projects/create', { name });
      await this.desk.surroundings().reloadProjects();
      this.desk.tell({ text: `Project ${name} is made` });
      return answer.project.project_id;
    } catch (error) {
      this.desk.tell(refusal(error));
      return undefined;
    }
  }

  /** Asks for the project that rows are to be in. */
  move(entries: Entry[]): void {
    const current = entries.length === 1 ? (entries[0]?.project ?? '') : undefined;
    const { x, y } = this.desk.place();
    this.desk.menu().open(
      'Move to',
      [
        'Move to',
        ...this.desk.surroundings().projects.map((it) => ({
          label: it.path,
          checked: current === it.project_id,
          run: () => void this.deed('move', entries, { project_id: it.project_id }),
        })),
        null,
        { label: 'No project', checked: current === '', run: () => void this.deed('move', entries, { project_id: null }) },
        { label: 'New project…', icon: 'plus', run: () => this.#moveToNew(entries) },
      ],
      x,
      y,
    );
  }

  #moveToNew(entries: Entry[]): void {
    const done = async (name: string): Promise<void> => {
      const id = await this.#createProject(name);
      if (id) await this.deed('move', entries, { project_id: id });
    };
    this.desk.asker().ask({ title: 'New project', label: 'Name', done: (name) => void done(name) });
  }

  /** Asks for tags to give to rows or to take from them. */
  tag(entries: Entry[]): void {
    void ask<{ tags: { tag: string }[] }>('/api/tags', {}, AbortSignal.timeout(3_000))
      .then((answer) => answer?.body.tags.map((it) => it.tag) ?? [])
      .catch(() => [])
      .then((tags) =>
        this.desk.asker().ask({ title: 'Tag', label: 'Tags, with commas between them; a minus takes one away', known: tags, done: (text) => this.#tagWith(entries, text) }),
      );
  }

  #tagWith(entries: Entry[], text: string): void {
    const words = text.split(',').map((it) => it.trim()).filter(Boolean);
    const gone = words.filter((it) => it.startsWith('-')).map((it) => it.slice(1));
    const come = words.filter((it) => !it.startsWith('-'));
    if (come.length > 0) void this.deed('tag', entries, { tags: come });
    if (gone.length > 0) void this.deed('untag', entries, { tags: gone });
  }
}
