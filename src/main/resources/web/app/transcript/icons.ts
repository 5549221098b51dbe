import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Signs, drawn on 16 by 16 with lines of the colour of the words beside them. */
const PATHS = {
  terminal: svg`<path d="m3 4.5 3.5 3.5L3 11.5M8 12h5" />`,
  file: svg`<path d="M4 1.8h5L12.5 5v9.2H4zM9 1.8V5h3.5" />`,
  edit: svg`<path d="m10.8 2.6 2.6 2.6L6 12.6l-3.4.8.8-3.4zM9.3 4.1l2.6 2.6" />`,
  search: svg`<circle cx="7" cy="7" r="4.3" /><path d="m10.2 10.2 3.6 3.6" />`,
  globe: svg`<circle cx="8" cy="8" r="6" /><path d="M2 8h12M8 2c4 4 4 8 0 12M8 2c-4 4-4 8 0 12" />`,
  agent: svg`<rect x="3" y="5.5" width="10" height="7.5" rx="2" /><path d="M8 5.5V3M6 9v1M10 9v1" />`,
  list: svg`<path d="M6 4h7.5M6 8h7.5M6 12h7.5M2.6 4h.8M2.6 8h.8M2.6 12h.8" />`,
  memory: svg`<path d="M4 2.5h8v11L8 10.6l-4 2.9z" />`,
  image: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="m2.5 11 3.5-3.5 3 3 1.8-1.8 2.7 2.7" /><circle cx="10.6" cy="6" r=".9" />`,
  clock: svg`<circle cx="8" cy="8" r="6" /><path d="M8 4.5V8l2.4 1.6" />`,
  wrench: svg`<path d="M13.6 4.4a3.6 3.6 0 0 1-4.8 4.7l-4.4 4.4-1.9-1.9 4.4-4.4a3.6 3.6 0 0 1 4.7-4.8L9.3 4.7l2 2z" />`,
  thought: svg`<path d="M8 2.2a4.3 4.3 0 0 1 2.4 7.9v1.7H5.6v-1.7A4.3 4.3 0 0 1 8 2.2zM6.2 13.8h3.6" />`,
  chevron: svg`<path d="m6 3.8 4.2 4.2L6 12.2" />`,
  up: svg`<path d="M3.8 10 8 5.8l4.2 4.2" />`,
  down: svg`<path d="M3.8 6 8 10.2 12.2 6" />`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8" />`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />`,
  link: svg`<path d="M6.7 9.3a2.7 2.7 0 0 0 3.8 0l2-2a2.7 2.7 0 0 0-3.8-3.8l-.8.8M9.3 6.7a2.7 2.7 0 0 0-3.8 0l-2 2a2.7 2.7 0 0 0 3.8 3.8l.8-.8" />`,
  share: svg`<path d="M8 9.5V2.2M5 5l3-3 3 3M3.2 8v5.5h9.6V8" />`,
  panel: svg`<rect x="2" y="3" width="12" height="10" rx="1.5" /><path d="M10 3v10" />`,
  back: svg`<path d="M13 8H3.5M7.5 4l-4 4 4 4" />`,
  check: svg`<path d="m3.2 8.6 3 3 6.6-7" />`,
  warn: svg`<path d="M8 2.3 14.4 13H1.6zM8 6.5v3M8 11.2v.4" />`,
  fail: svg`<circle cx="8" cy="8" r="6" /><path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4" />`,
  pass: svg`<circle cx="8" cy="8" r="6" /><path d="m5.3 8.3 2 2 3.5-4" />`,
  pause: svg`<path d="M5.5 3.5v9M10.5 3.5v9" />`,
  play: svg`<path d="m5 3.2 8 4.8-8 4.8z" />`,
  branch: svg`<circle cx="4.5" cy="3.8" r="1.6" /><circle cx="4.5" cy="12.2" r="1.6" /><circle cx="11.5" cy="5.8" r="1.6" /><path d="M4.5 5.4v5.2M11.5 7.4c0 2.4-3 2.4-5.6 3.4" />`,
  download: svg`<path d="M8 2v7.5M5 7l3 3 3-3M3 13.5h10" />`,
  expand: svg`<path d="m4.5 6 3.5-3.5L11.5 6M4.5 10 8 13.5 11.5 10" />`,
} satisfies Record<string, SVGTemplateResult>;

export type Icon = keyof typeof PATHS;

/** A sign without words of its own: what it stands for is said beside it, or by the label of its button. */
export const icon = (name: Icon, size = 16): TemplateResult => html`<svg
  class="icon"
  width=${size}
  height=${size}
  viewBox="0 0 16 16"
  fill="none"
  stroke="currentColor"
  stroke-width="1.4"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>
  ${PATHS[name]}
</svg>`;
