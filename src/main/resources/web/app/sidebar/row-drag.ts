import type { ReactiveControllerHost } from 'lit';
import type { Entry } from './entries';
import type { Group } from './groups';

const KIND = 'application/x-hermes-sessions';

/** Rows that are dragged, as they are handed from one list to another. */
export interface DragData {
  keys: string[];
}

/** The rows that an event drops, if it is rows. */
export function droppedRows(event: DragEvent): DragData | undefined {
  const data = event.dataTransfer?.getData(KIND);
  return data ? (JSON.parse(data) as DragData) : undefined;
}

/** Dragging rows, and dropping them on the head of a project. */
export class RowDrag {
  dragged: ReadonlySet<string> = new Set();
  /** The group over which something is dragged. */
  over = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly group: (id: string) => Group | undefined,
  ) {}

  start(event: DragEvent, entry: Entry, chosen: ReadonlySet<string>, title: string): void {
    const keys = chosen.has(entry.key) ? chosen : new Set([entry.key]);
    const data: DragData = { keys: [...keys] };
    event.dataTransfer?.setData(KIND, JSON.stringify(data));
    event.dataTransfer?.setData('text/plain', title);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copyMove';
    this.dragged = keys;
    this.host.requestUpdate();
  }

  end(): void {
    this.dragged = new Set();
    this.over = '';
    this.host.requestUpdate();
  }

  move = (event: DragEvent): void => {
    const group = this.#target(event);
    this.#overGroup(group?.id ?? '');
    if (group && event.dataTransfer?.types.includes(KIND)) event.preventDefault();
  };

  leave = (): void => this.#overGroup('');

  /** What is dropped where, if it can be. */
  drop(event: DragEvent): (DragData & { project: string }) | undefined {
    const group = this.#target(event);
    const rows = droppedRows(event);
    this.#overGroup('');
    if (!group || !rows) return undefined;
    event.preventDefault();
    return { ...rows, project: group.project ?? '' };
  }

  #overGroup(id: string): void {
    if (this.over === id) return;
    this.over = id;
    this.host.requestUpdate();
  }

  #target(event: Event): Group | undefined {
    const head = (event.target as Element).closest<HTMLElement>('[data-group]');
    const group = this.group(head?.dataset['group'] ?? '');
    return group?.project === undefined ? undefined : group;
  }
}
