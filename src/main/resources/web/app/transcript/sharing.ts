import { ask, Failure, send, url } from '../api';
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

/** A snapshot of a conversation that is public. */
export interface Share {
  /** The id of the conversation. */
  session_id: string;
  /** Null where nobody can be told it any more. */
  url: string | null;
  expires_at: number;
}

/** The snapshot of a conversation of the active profile that is public, if it can be known. */
export async function shareOf(conversation: string): Promise<Share | undefined> {
  try {
    const answer = await ask<{ shares: Share[] }>('/api/shares', {}, AbortSignal.timeout(10_000));
    return answer?.body.shares.find((it) => it.session_id === conversation);
  } catch {
    // Then it is not told, and can be looked at again.
    return undefined;
  }
}

/** A link that whoever has it can read, of a session of the active profile; and its end, where there is one. */
export function publicLink(id: string, share: Share | undefined, tell: Tell): Choice[] {
  const run = (): void => void make(id, tell);
  if (!share) {
    return [
      { group: 'Share', label: 'Public link', hint: 'A snapshot of what was said, without tools and credentials. Whoever has the link can read it.', icon: 'share', run },
    ];
  }
  return [
    { group: 'Share', label: 'Public link, made anew', hint: `It is public until ${day(share.expires_at)}. Made anew it has what was said since.`, icon: 'share', run },
    { label: 'End the public link', hint: 'Whoever has it reads nothing any more.', icon: 'close', run: () => void end(id, tell) },
  ];
}

async function make(id: string, tell: Tell): Promise<void> {
  try {
    const { share } = await send<{ share: Share }>('/api/share/create', { session_id: id });
    const address = share.url ? new URL(url(share.url), location.href).href : '';
    const done = address !== '' && (await copy(address));
    tell(`${done ? 'The public link is in the clipboard' : `Shared at ${address}`}; it ends on ${day(share.expires_at)}`, () => revoke(id));
  } catch (error) {
    tell(told(error, 'It could not be shared'));
  }
}

async function end(id: string, tell: Tell): Promise<void> {
  try {
    await revoke(id);
    tell('The public link opens nothing any more');
  } catch (error) {
    tell(told(error, 'The public link could not be ended'));
  }
}

async function revoke(id: string): Promise<void> {
  await send('/api/share/revoke', { session_id: id });
}

const told = (error: unknown, otherwise: string): string =>
  error instanceof Failure ? `${error.message} ${error.remedy}`.trim() : otherwise;

const day = (seconds: number): string => new Date(seconds * 1000).toLocaleDateString(undefined, { dateStyle: 'medium' });

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
