import { deepFocus } from '../shell/menu';

/** Puts a text into the clipboard; also where the page came without TLS and browsers do not offer the usual way. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text);
  }
}

function byHand(text: string): boolean {
  const focused = deepFocus();
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    focused?.focus({ preventScroll: true });
  }
}

/** Says on the button itself that it has copied. */
export async function copyWith(button: HTMLElement, text: string): Promise<void> {
  const done = await copy(text);
  const words = button.textContent;
  button.textContent = done ? 'Copied' : 'Not allowed';
  button.classList.add('done');
  setTimeout(() => {
    button.textContent = words;
    button.classList.remove('done');
  }, 1_600);
}
