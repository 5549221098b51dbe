/**
 * Addresses of the page. Every state has one, so that it can be kept, passed on and gone back to. The filter of the list
 * (`q`, `group`, `view`) stands on all of them; on /search, whose own text is `q`, the list's text is `filter`.
 */

export type View = 'list' | 'session' | 'search' | 'insights' | 'service' | 'settings' | 'unknown';

export interface Address {
  view: View;
  /** The session of /session/<id>; else empty. */
  id: string;
  /** The path without the prefix, such as `/session/abc`. */
  path: string;
  query: URLSearchParams;
}

/** What window hears after each change of the address that is made here; the browser's own are popstate. */
export const ADDRESS_EVENT = 'hermes:address';

/** The path that the service stands behind, such as `/sessions`; empty at the root. The bundle knows where it lies. */
export const base: string = new URL(import.meta.url).pathname.replace(/\/static\/bundle\/.*$/, '');

const LIST_PARAMETERS = ['q', 'group', 'view', 'all'] as const;
const NAMED: Record<string, View> = {
  '/': 'list',
  '/search': 'search',
  '/insights': 'insights',
  '/service': 'service',
  '/settings': 'settings',
};

/** Where the page is now. */
export function address(): Address {
  const path = location.pathname.slice(base.length).replace(/\/+$/, '') || '/';
  const query = new URLSearchParams(location.search);
  const session = /^\/session\/([^/]+)$/.exec(path);
  if (session?.[1]) return { view: 'session', id: decoded(session[1]), path, query };
  return { view: NAMED[path] ?? 'unknown', id: '', path, query };
}

/** The filter of the list that stands in an address. */
export function listQuery(at: Address = address()): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of LIST_PARAMETERS) {
    const value = at.query.get(at.view === 'search' && name === 'q' ? 'filter' : name);
    if (value) kept.set(name, value);
  }
  return kept;
}

/**
 * A link to a path of the page, with the prefix, and with the filter of the list as it is now where the path says
 * nothing of it.
 *
 * @param path such as `/session/abc?message=7`
 */
export function href(path: string): string {
  const [plain = '/', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  const onSearch = plain === '/search';
  listQuery().forEach((value, name) => {
    const key = onSearch && name === 'q' ? 'filter' : name;
    if (!query.has(key)) query.set(key, value);
  });
  // What is given as empty is meant to be left out.
  [...query].filter(([, value]) => value === '').forEach(([name]) => query.delete(name));
  const text = query.toString();
  return base + plain + (text ? `?${text}` : '');
}

/** Goes to a path of the page; `replace` leaves no step to go back to, such as for each letter that is typed. */
export function go(path: string, { replace = false } = {}): void {
  const target = href(path);
  if (target !== location.pathname + location.search) {
    if (replace) history.replaceState(history.state, '', target);
    else history.pushState(null, '', target);
  }
  window.dispatchEvent(new CustomEvent(ADDRESS_EVENT));
}

/** Changes parameters of the present address; empty or null removes one. */
export function goWith(changes: Record<string, string | null>, { replace = false } = {}): void {
  const at = address();
  Object.entries(changes).forEach(([name, value]) => at.query.set(name, value ?? ''));
  go(`${at.path}?${at.query}`, { replace });
}

/** What the filter of the list is called in the present address. */
export function filterName(): 'q' | 'filter' {
  return address().view === 'search' ? 'filter' : 'q';
}

/** Gives the list another filter, or a saved view, and leaves open what is open. */
export function goList(filter: string, view: string): void {
  const { path, query } = address();
  query.set(filterName(), filter);
  query.set('view', view);
  go(`${path}?${query}`);
}

/** The path of a session. */
export function sessionPath(id: string, message?: number | string, profile?: string): string {
  const query = new URLSearchParams();
  if (message !== undefined && message !== '') query.set('message', String(message));
  if (profile) query.set('profile', profile);
  const text = query.toString();
  return `/session/${encodeURIComponent(id)}${text ? `?${text}` : ''}`;
}

/** Whether a click is to be followed here, and not in another tab or window. */
export function plainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
