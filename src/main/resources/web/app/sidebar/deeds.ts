/** What people do to conversations. Each tells by an event what was done, with a way back. */

import { type BulkAnswer, Failure, type Organised, send, type SessionRow } from '../api';
import type { Notice } from '../shell/toasts';

export type BulkAction =
  | 'pin'
  | 'unpin'
  | 'archive'
  | 'unarchive'
  | 'hide'
  | 'unhide'
  | 'move'
  | 'tag'
  | 'untag'
  | 'trash'
  | 'restore'
  | 'read'
  | 'unread';

const DONE: Record<BulkAction, string> = {
  pin: 'Pinned',
  unpin: 'Unpinned',
  archive: 'Archived',
  unarchive: 'Taken out of the archive',
  hide: 'Hidden',
  unhide: 'Shown again',
  move: 'Moved',
  tag: 'Tagged',
  untag: 'Tag removed',
  trash: 'Moved to the trash',
  restore: 'Restored',
  read: 'Marked as read',
  unread: 'Marked as unread',
};

/** Does something to some conversations; where it is not done to all, the notice says why. */
export async function doToAll(
  action: BulkAction,
  ids: readonly string[],
  more: { project_id?: string | null; tags?: string[] } = {},
): Promise<Notice> {
  try {
    const answer = await send<BulkAnswer>('/api/sessions/bulk', { action, ids, ...more });
    const refused = answer.results.filter((it) => it.error);
    const text =
      answer.total === 1 && answer.changed === 1
        ? DONE[action]
        : `${DONE[action]}: ${answer.changed.toLocaleString()} of ${answer.total.toLocaleString()}`;
    return {
      text: refused[0] ? `${text}. ${refused[0].error}` : answer.changed === 0 ? 'Nothing to change' : text,
      ...undoOf(answer.change_id),
    };
  } catch (error) {
    return refusal(error);
  }
}

export async function rename(row: SessionRow, title: string): Promise<Notice & { row?: SessionRow }> {
  const body = title.trim() ? { session_id: row.session_id, title } : { session_id: row.session_id, reset: true };
  try {
    const answer = await send<Organised>('/api/session/rename', body);
    return {
      text: title.trim() ? 'Renamed' : 'The agent’s own title is back',
      ...undoOf(answer.change_id),
      ...(answer.session ? { row: answer.session } : {}),
    };
  } catch (error) {
    return refusal(error);
  }
}

/** Marks a conversation as read up to now. Nobody has to hear of it, be it done or not. */
export async function markRead(id: string): Promise<void> {
  await send('/api/session/unread', { session_id: id, unread: false }).catch(() => undefined);
}

function undoOf(change: number | null | undefined): Partial<Notice> {
  return change === null || change === undefined
    ? {}
    : { undo: async () => void (await send('/api/changes/undo', { change_id: change })) };
}

export function refusal(error: unknown): Notice {
  const failure = error instanceof Failure ? error : new Failure(0, 'It could not be done');
  return { text: [failure.message, failure.consequence, failure.remedy].filter(Boolean).join(' '), bad: true };
}
