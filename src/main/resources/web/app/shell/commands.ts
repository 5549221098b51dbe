import { go, goWith } from '../router';
import { GROUPINGS } from '../sidebar/groups';
import type { Surroundings } from '../sidebar/surroundings';
import { theme } from '../theme';
import type { Command } from './palette';
import { PLACES } from './places';

/** What commands have the page do. */
interface Deeds {
  goTo(path: string): void;
  openWhy(): void;
  fold(): void;
  openSheet(): void;
  /** Has the list asked for again. */
  refresh(): void;
  /** Tells that something was refused. */
  refused(error: unknown): void;
}

/** All that can be called by its name. */
export function commands(surroundings: Surroundings, folded: boolean, deeds: Deeds): Command[] {
  return [
    ...PLACES.map(([, path, name, sign]): Command => ({ name: path === '/' ? 'All sessions' : name, icon: sign, run: () => deeds.goTo(path) })),
    { name: 'Unread sessions', icon: 'unread', words: 'filter', run: () => go('/?q=is%3Aunread&view=') },
    { name: 'Archived sessions', icon: 'archive', words: 'filter', run: () => go('/?q=is%3Aarchived&view=') },
    { name: 'Trash', icon: 'trash', words: 'deleted filter', run: () => go('/?q=is%3Atrashed&view=') },
    { name: 'Why don’t I see a session?', icon: 'eye', words: 'missing hidden explain not listed', run: () => deeds.openWhy() },
    ...GROUPINGS.map((it): Command => ({ name: `Group the list by ${it}`, icon: 'group', run: () => goWith({ group: it }) })),
    { name: folded ? 'Show the list' : 'Fold the list away', icon: 'panel', hint: '[', run: () => deeds.fold() },
    ...looks(surroundings, deeds),
    ...profiles(surroundings, deeds),
    { name: 'Keys', icon: 'help', words: 'shortcuts help', hint: '?', run: () => deeds.openSheet() },
  ];
}

function looks(surroundings: Surroundings, deeds: Deeds): Command[] {
  const { settings, mayAdminister } = surroundings;
  if (!settings || !mayAdminister) return [];
  const choose = (changes: Parameters<Surroundings['choose']>[0]): void => {
    surroundings.choose(changes).catch((error: unknown) => deeds.refused(error));
  };
  const dark = theme() === 'dark';
  return [
    { name: dark ? 'Light colours' : 'Dark colours', icon: 'moon', words: 'theme', run: () => choose({ theme: dark ? 'light' : 'dark' }) },
    { name: 'Colours of the system', icon: 'moon', words: 'theme', run: () => choose({ theme: 'system' }) },
    settings.sidebar_density === 'compact'
      ? { name: 'Detailed rows', icon: 'sessions', words: 'density', run: () => choose({ sidebar_density: 'detailed' }) }
      : { name: 'Compact rows', icon: 'sessions', words: 'density', run: () => choose({ sidebar_density: 'compact' }) },
  ];
}

function profiles(surroundings: Surroundings, deeds: Deeds): Command[] {
  if (surroundings.profiles.length <= 1) return [];
  const switchTo = async (name: string): Promise<void> => {
    try {
      await surroundings.switchProfile(name);
    } catch (error) {
      deeds.refused(error);
      return;
    }
    goWith({ all: '' });
    deeds.refresh();
  };
  return [
    { name: 'All profiles', icon: 'user', run: () => goWith({ all: '1' }) },
    ...surroundings.profiles.map((it): Command => ({ name: `Profile ${it.name}`, icon: 'user', run: () => void switchTo(it.name) })),
  ];
}
