import type { Folds } from './folds';
import type { Item } from './loaded';
import type { Hit } from './wire';

/** Opens what a hit is folded away in. */
export function unfold({ message, outputs }: Item, hit: Hit, folds: Folds): void {
  if (hit.field === 'reasoning') folds.set(`${message.id}/reasoning`, true);
  else if (hit.kind === 'note' || hit.kind === 'summary') folds.set(`${message.id}/note`, true);
  else if (hit.id !== message.id) {
    const index = outputs.findIndex((it) => it?.id === hit.id);
    folds.set(`${message.id}/${message.tool_calls?.[index]?.id ?? index}`, true);
  } else if (hit.field === 'tool_calls') {
    const wanted = hit.match.toLowerCase();
    (message.tool_calls ?? []).forEach((call, index) => {
      if (JSON.stringify(call).toLowerCase().includes(wanted)) folds.set(`${message.id}/${call.id ?? index}`, true);
    });
  } else if (message.role === 'tool') folds.set(`${message.id}/0`, true);
}

/** Where a message is long, scrolls to the place in it that has the text. */
export function bringIntoView(scroller: HTMLElement, element: HTMLElement, text: string): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.nodeValue?.toLowerCase().indexOf(text.toLowerCase()) ?? -1;
    if (at < 0) continue;
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, Math.min(at + text.length, node.nodeValue?.length ?? at));
    const box = range.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    if (box.height > 0 && (box.top < frame.top + 60 || box.bottom > frame.bottom - 60)) {
      scroller.scrollTop += box.top - frame.top - frame.height / 3;
    }
    node.parentElement?.closest('pre')?.scrollTo({ top: Math.max(0, (node.parentElement?.offsetTop ?? 0) - 120) });
    return;
  }
}
