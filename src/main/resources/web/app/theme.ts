/** How the page looks. The service keeps it; this browser remembers it, so that it looks so from the first moment. */

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'detailed';

/** What window hears when colours have changed, such as for plots on canvas. */
export const THEME_EVENT = 'hermes:theme';

const KEY = 'hermes.theme';

export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function applyTheme(chosen: Theme): void {
  if (chosen === theme()) return;
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Remembered by the service alone then.
  }
  window.dispatchEvent(new CustomEvent(THEME_EVENT));
}

/** A colour of tokens.css as it is now, as rgb(): for what is drawn on canvas. */
export function colour(token: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  if (theme() === 'system') window.dispatchEvent(new CustomEvent(THEME_EVENT));
});
