import { colour } from '../theme';

/** The colours of the page as canvas can take them, which knows no custom properties. */
export interface Palette {
  ink: string;
  soft: string;
  muted: string;
  line: string;
  surface: string;
  overlay: string;
  series: string[];
  heat: string[];
  sans: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return {
    ink: colour('--ink'),
    soft: colour('--soft'),
    muted: colour('--muted'),
    line: colour('--line'),
    surface: colour('--surface'),
    overlay: colour('--overlay'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((it) => colour(`--series-${it}`)),
    heat: [colour('--raised'), colour('--accent-line'), colour('--series-1')],
    sans: style.getPropertyValue('--sans').trim() || 'sans-serif',
  };
}
