import type { SessionRow } from '../api';
import { href, sessionPath } from '../router';
import type { MenuEntry } from '../shell/menu';
import type { BulkAction } from './deeds';
import { type Entry, PINNED, UNREAD } from './entries';
import type { Organiser } from './organiser';

/** What a menu does that is nothing to the row itself. */
interface Ways {
  open(): void;
  copy(text: string, what: string): void;
  rename(): void;
  choose(): void;
}

/** What can be done with a row and, where it is one of those that are chosen, with all of them. */
export function rowMenu(row: SessionRow, entry: Entry, profile: string | undefined, organiser: Organiser | undefined, ways: Ways): MenuEntry[] {
  const path = sessionPath(entry.id, undefined, profile);
  const entries: MenuEntry[] = [
    { label: 'Open', icon: 'sessions', hint: '⏎', run: () => ways.open() },
    { label: 'Open in a new tab', icon: 'panel', run: () => void window.open(href(path), '_blank', 'noopener') },
    { label: 'Copy the link', icon: 'link', run: () => ways.copy(location.origin + href(path), 'The link') },
    { label: 'Copy the id', icon: 'copy', run: () => ways.copy(entry.id, 'The id') },
  ];
  return organiser ? [...entries, ...organising(row, entry, organiser, ways)] : entries;
}

function organising(row: SessionRow, entry: Entry, organiser: Organiser, ways: Ways): MenuEntry[] {
  const subjects = organiser.subjects(entry);
  const deed = (action: BulkAction) => () => void organiser.deed(action, subjects);
  const pinned = Boolean(entry.flags & PINNED);
  const unread = Boolean(entry.flags & UNREAD);
  return [
    null,
    { label: pinned ? 'Unpin' : 'Pin', icon: 'pin', hint: 'P', run: deed(pinned ? 'unpin' : 'pin') },
    { label: 'Rename…', icon: 'edit', hint: 'F2', run: () => ways.rename() },
    { label: 'Move to a project…', icon: 'folder', hint: 'M', run: () => organiser.move(subjects) },
    { label: 'Tag…', icon: 'tag', hint: 'T', run: () => organiser.tag(subjects) },
    { label: unread ? 'Mark as read' : 'Mark as unread', icon: 'unread', hint: 'U', run: deed(unread ? 'read' : 'unread') },
    { label: 'Choose', icon: 'check', hint: 'X', run: () => ways.choose() },
    null,
    {
      label: row.archived ? 'Take out of the archive' : 'Archive',
      icon: 'archive',
      hint: 'E',
      run: deed(row.archived ? 'unarchive' : 'archive'),
    },
    { label: row.hidden ? 'Show again' : 'Hide', icon: 'eye', run: deed(row.hidden ? 'unhide' : 'hide') },
    row.trashed_at
      ? { label: 'Restore', icon: 'undo', run: deed('restore') }
      : { label: 'Move to the trash', icon: 'trash', hint: 'Del', danger: true, run: deed('trash') },
  ];
}
