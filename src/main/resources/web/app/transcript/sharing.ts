import { Failure, send, url } from '../api';
import { copy } from './copy';
import type { Choice } from './hermes-menu';
import type { Conversation } from './wire';

/** Tells something, with a way back where there is one. */
export type Tell = (text: string, undo?: () => Promise<void>) => void;

/** What goes on with the conversation in a terminal; empty where the agent does not have it. */
export function resumeCommand(it: Conversation | undefined): string {
  if (!it || (it.keeper && it.keeper !== 'store')) return '';
  const quoted = (text: string): string => (/^[\w.:@/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const profile = it.profile && it.profile !== 'default' ? `-p ${quoted(it.profile)} ` : '';
  return `hermes ${profile}--resume ${quoted(it.session_id)}`;
}

/** A link that whoever has it can read, of a session of the active profile. */
export function publicLink(id: string, tell: Tell): Choice {
  return {
    group: 'Share',
    label: 'Public link',
    hint: 'A snapshot of what was said, without tools and credentials. Whoever has the link can read it.',
    icon: 'share',
    run: () => void share(id, tell),
  };
}

async function share(id: string, tell: Tell): Promise<void> {
  try {
    const made = await send<{ share: { url: string | null; expires_at: number } }>('/api/share/create', { session_id: id });
    const address = made.share.url ? new URL(url(made.share.url), location.href).href : '';
    const done = address !== '' && (await copy(address));
    const until = new Date(made.share.expires_at * 1000).toLocaleDateString(undefined, { dateStyle: 'medium' });
    tell(`${done ? 'The public link is in the clipboard' : `Shared at ${address}`}; it ends on ${until}`, async () => {
      await send('/api/share/revoke', { session_id: id });
    });
  } catch (error) {
    tell(error instanceof Failure ? `${error.message} ${error.remedy}`.trim() : 'It could not be shared');
  }
}

/** Files of a session of the active profile. */
export function files(id: string): Choice[] {
  const file = (format: string): string => url('/api/session/export', { session_id: id, format });
  return [
    { group: 'Save as', label: 'Markdown', icon: 'download', href: file('markdown') },
    { label: 'A page of its own', hint: 'HTML, without scripts', icon: 'download', href: file('html') },
    { label: 'JSON', icon: 'download', href: file('json') },
    { label: 'JSON lines', hint: 'A message a line', icon: 'download', href: file('jsonl') },
  ];
}
