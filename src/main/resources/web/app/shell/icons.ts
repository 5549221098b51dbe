import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Signs on a grid of 24, drawn with lines of the colour of the text beside them. */
const PATHS = {
  sessions: svg`<path d="M4 6h16M4 12h16M4 18h10" />`,
  search: svg`<circle cx="11" cy="11" r="6.5" /><path d="m20 20-4.3-4.3" />`,
  insights: svg`<path d="M4 20V10M10 20V4M16 20v-7M21 20H3" />`,
  service: svg`<path d="M3 12h4l2.5-6 4.5 12 2.5-6H21" />`,
  settings: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="2.6" />`,
  pin: svg`<path d="M9 3h6l-1 7 3.5 4h-11L10 10 9 3ZM12 14v7" />`,
  archive: svg`<path d="M4 5h16v4H4zM6 9v10h12V9M10 13h4" />`,
  trash: svg`<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13" />`,
  folder: svg`<path d="M3 6h6l2 2.5h10V19H3z" />`,
  tag: svg`<path d="M4 4h8l8 8-8 8-8-8V4Z" /><path d="M8 8h.01" stroke-width="2.6" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  chevron: svg`<path d="m9 6 6 6-6 6" />`,
  back: svg`<path d="M19 12H5M11 6l-6 6 6 6" />`,
  edit: svg`<path d="M4 20h4L19.5 8.5l-4-4L4 16v4Z" />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" /><circle cx="12" cy="12" r="2.8" />`,
  unread: svg`<circle cx="12" cy="12" r="4" fill="currentColor" /><circle cx="12" cy="12" r="8.5" />`,
  help: svg`<circle cx="12" cy="12" r="9" /><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.7M12 16.8h.01" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  group: svg`<path d="M4 5h6v6H4zM14 5h6v6h-6zM4 15h16M4 19h10" />`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2" />`,
  copy: svg`<path d="M9 9h11v11H9zM15 9V4H4v11h5" />`,
  user: svg`<circle cx="12" cy="8" r="3.5" /><path d="M5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5" />`,
  moon: svg`<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z" />`,
  panel: svg`<path d="M4 5h16v14H4zM9.5 5v14" />`,
  undo: svg`<path d="M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-3" />`,
  bookmark: svg`<path d="M6 4h12v16l-6-4.5L6 20V4Z" />`,
  key: svg`<circle cx="8" cy="15" r="4" /><path d="m11 12 8-8M16 7l3 3" />`,
} satisfies Record<string, SVGTemplateResult>;

export type Icon = keyof typeof PATHS;

/** A sign beside a text that says the same. */
export function icon(name: Icon, size = 18): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${PATHS[name]}
  </svg>`;
}
