import DOMPurify from 'dompurify';
import { Marked, type MarkedExtension, type Tokens } from 'marked';
import { codeBlock } from './code-block';

/**
 * Markdown of a stored message as elements of the page. Nothing in it can run or phone home, by three means: markup in
 * the text is text, but for a few tags without attributes; what is made of it passes DOMPurify; and the policy of the
 * page allows no script, no style and no address of others.
 */

/** More than people read at once; the rest comes on request. */
export const LONGEST = 60_000;

const TAGS = [
  'a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'kbd', 'li',
  'mark', 'ol', 'p', 'pre', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
];
const ATTRIBUTES = ['align', 'alt', 'class', 'href', 'src', 'start', 'title'];
const PLAIN_TAG = /^<(?:br\s*\/?|\/?(?:sub|sup|kbd|mark))>$/i;
const LINK = /^(?:https?:|mailto:)/i;
const OWN_IMAGE = /^\/?api\/session\/image\?/;
const DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,[a-z0-9+/=\s]+$/i;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (it) => ESCAPES[it] ?? it);

/** Whether a picture is one that may be shown: in the message itself, or kept by this service. */
export const showable = (url: string): boolean => DATA_IMAGE.test(url) || OWN_IMAGE.test(url);

/** Formulas stay as they were written: no underscore in them means italics. */
const formula = (name: string, level: 'block' | 'inline', pattern: RegExp, ...begins: string[]) => ({
  name,
  level,
  // It is asked at each word and bracket of a text, so it looks by the quickest means there is.
  start(text: string) {
    const places = begins.map((it) => text.indexOf(it)).filter((it) => it >= 0);
    return places.length > 0 ? Math.min(...places) : undefined;
  },
  tokenizer(text: string) {
    const match = pattern.exec(text);
    return match ? { type: name, raw: match[0], text: match[0].trim() } : undefined;
  },
  renderer: (token: Tokens.Generic) =>
    `<code class="formula${level === 'block' ? ' display' : ''}">${escaped(String(token.text))}</code>`,
});

const FORMULAS: MarkedExtension = {
  extensions: [
    formula('formulaBlock', 'block', /^(?:\$\$[\s\S]{1,4000}?\$\$|\\\[[\s\S]{1,4000}?\\\])(?:\n|$)/, '$$', '\\['),
    formula('formulaParens', 'inline', /^\\\([\s\S]{1,1000}?\\\)/, '\\('),
    formula('formulaDollars', 'inline', /^\$\$[\s\S]{1,2000}?\$\$/, '$$'),
    // A dollar before a digit is mostly a price.
    formula('formulaDollar', 'inline', /^\$(?![\s\d$])[^$\n]{0,300}?[^\s$\\]\$(?![\d\w])/, '$'),
  ],
};

const RULES: MarkedExtension = {
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => (PLAIN_TAG.test(text.trim()) ? text : escaped(text)),
    code: ({ text, lang }: Tokens.Code) =>
      `<pre><code class="language-${escaped((lang ?? '').split(/\s/)[0] ?? '')}">${escaped(text)}\n</code></pre>`,
    link({ href, title, tokens, text }: Tokens.Link) {
      const words = tokens ? this.parser.parseInline(tokens) : escaped(text);
      if (!LINK.test(href)) return `<span class="nowhere" title="${escaped(href)}">${words}</span>`;
      return `<a href="${escaped(href)}" title="${escaped(title ?? href)}">${words}</a>`;
    },
    image({ href, text }: Tokens.Image) {
      const url = href.trim();
      if (showable(url)) return `<img src="${escaped(url)}" alt="${escaped(text || 'Image in the message')}">`;
      const words = escaped(text || 'An image');
      return LINK.test(url)
        ? `<a class="elsewhere" href="${escaped(url)}" title="${escaped(url)}">${words} (elsewhere, not loaded)</a>`
        : `<span class="nowhere">${words} (not shown)</span>`;
    },
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
  },
};

const plain = new Marked(RULES);
const withFormulas = new Marked(RULES, FORMULAS);
const FORMULA = /\$|\\[([]/;

/** The text as elements. Longer text than {@link LONGEST} is cut by the caller. */
export function markdown(text: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'md';
  box.append(sanitised(parsed(text)));
  box.querySelectorAll('a').forEach((it) => {
    it.target = '_blank';
    it.rel = 'noopener noreferrer nofollow';
  });
  box.querySelectorAll('pre > code').forEach((it) => {
    const language = [...it.classList].find((name) => name.startsWith('language-'))?.slice('language-'.length) ?? '';
    const code = (it.textContent ?? '').replace(/\n$/, '');
    it.parentElement?.replaceWith(codeBlock(code, language.toLowerCase()));
  });
  box.querySelectorAll('table').forEach((it) => {
    const frame = document.createElement('div');
    frame.className = 'table';
    frame.tabIndex = 0;
    frame.setAttribute('role', 'group');
    frame.setAttribute('aria-label', 'Table');
    it.replaceWith(frame);
    frame.append(it);
  });
  box.querySelectorAll('img').forEach((it) => {
    it.loading = 'lazy';
    it.decoding = 'async';
  });
  return box;
}

/** What a person wrote, as it was written; code between fences is shown as code. */
export function written(text: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'written';
  text.split(/^(```+[^\n`]*\n[\s\S]*?\n```+)[ \t]*$/m).forEach((piece) => {
    const fenced = /^```+([^\n`]*)\n([\s\S]*?)\n```+$/.exec(piece);
    if (fenced) box.append(codeBlock(fenced[2] ?? '', (fenced[1] ?? '').trim().toLowerCase()));
    else if (piece.trim()) {
      const words = document.createElement('div');
      words.className = 'words';
      words.append(...linked(piece.replace(/^\n+|\n+$/g, '')));
      box.append(words);
    }
  });
  return box;
}

function linked(text: string): (string | HTMLElement)[] {
  return text.split(/(https?:\/\/[^\s<>"'`)\]}]+[^\s<>"'`)\]},.;:!?])/g).map((piece, index) => {
    if (index % 2 === 0) return piece;
    const link = document.createElement('a');
    link.href = piece;
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
    link.textContent = piece;
    return link;
  });
}

function parsed(text: string): string {
  try {
    // Where no formula can be, none is looked for.
    return (FORMULA.test(text) ? withFormulas : plain).parse(text, { async: false });
  } catch {
    // Nested without end, which no person wrote.
    return `<p>${escaped(text)}</p>`;
  }
}

function sanitised(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    // Of other attributes it looks whether they are addresses that may be.
    ADD_URI_SAFE_ATTR: ['align', 'start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/|\/?api\/session\/image\?)/i,
    RETURN_DOM_FRAGMENT: true,
  });
}
