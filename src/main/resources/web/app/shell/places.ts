import type { View } from '../router';
import type { Icon } from './icons';

/** Where one can go, in the order of the rail. */
export const PLACES: readonly [view: View, path: string, name: string, sign: Icon][] = [
  ['list', '/', 'Sessions', 'sessions'],
  ['search', '/search', 'Search', 'search'],
  ['insights', '/insights', 'Insights', 'insights'],
  ['service', '/service', 'Service', 'service'],
  ['settings', '/settings', 'Settings', 'settings'],
];

/** What is loaded when it is gone to, and not before. */
export const LOADERS: Partial<Record<View, () => Promise<unknown>>> = {
  session: () => import('../transcript/hermes-transcript'),
  search: () => import('../search/hermes-search'),
  insights: () => import('../insights/hermes-insights'),
  service: () => import('../service/hermes-service'),
  settings: () => import('../settings/hermes-settings'),
};

/** The title of the window there. */
export function windowTitle(view: View): string {
  const place = view === 'list' ? undefined : PLACES.find((it) => it[0] === view);
  return place ? `${place[2]} · Hermes` : 'Hermes';
}
