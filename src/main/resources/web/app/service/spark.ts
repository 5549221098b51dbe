import { html, svg, type TemplateResult } from 'lit';

/** A small line of how something went, with no axes: the figure beside it says how much it is now. */
export function spark(values: number[], label: string, most = Math.max(1, ...values)): TemplateResult {
  const width = 120;
  const height = 28;
  if (values.length < 2) return html`<svg class="spark" viewBox="0 0 ${width} ${height}" aria-hidden="true"></svg>`;
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * width;
    const y = height - 2 - (Math.min(value, most) / most) * (height - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${svg`<polygon points="0,${height} ${points.join(' ')} ${width},${height}" /><polyline points=${points.join(' ')} />`}
  </svg>`;
}

export interface Share {
  name: string;
  value: number;
  /** Number of the colour, 1 to 8. */
  tone: number;
}

/** Parts of a whole, side by side; what is left is free. */
export function bar(shares: Share[], whole: number, label: string): TemplateResult {
  let x = 0;
  return html`<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=${label}>
    ${shares
      .filter((it) => it.value > 0)
      .map((it) => {
        const width = Math.min(1000 - x, (it.value / Math.max(1, whole)) * 1000);
        const part = svg`<rect class="tone-${it.tone}" x=${x} y="0" width=${Math.max(1.5, width - 1)} height="10" />`;
        x += width;
        return part;
      })}
  </svg>`;
}
