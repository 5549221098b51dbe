import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import './hermes-menu';
import type { Choice } from './hermes-menu';
import { files, publicLink, resumeCommand, type Share, shareOf, type Tell } from './sharing';
import type { Conversation } from './wire';

/** The conversation that is shared, and how. */
interface Shared {
  sessionId(): string;
  conversation(): Conversation | undefined;
  /** Whether it belongs to another profile than the active one: the service then makes neither links nor files of it. */
  foreign(): boolean;
  /** Whether the caller may make it public. */
  mayOrganise(): boolean;
  link(): string;
  copy(text: string, what: string): void;
  tell: Tell;
}

/** The menu in which a conversation is copied, made public, and exported. */
export class ShareMenu {
  /** The snapshot of it that is public, as far as it is known. */
  #share?: Share;
  /** Which conversation is open, by number. */
  #turn = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly shared: Shared,
  ) {}

  /** Another conversation is open. */
  forget(): void {
    this.#share = undefined;
    this.#turn++;
  }

  render(): TemplateResult {
    return html`<hermes-menu label="Share and export" .icon=${'share'} .choices=${this.#choices()} @menu-open=${this.#look}></hermes-menu>`;
  }

  /** Looks whether it is public: it may have been shared long ago, or elsewhere. */
  #look = async (): Promise<void> => {
    const { shared } = this;
    if (shared.foreign() || !shared.mayOrganise()) return;
    const turn = this.#turn;
    const share = await shareOf(shared.conversation()?.conversation_id ?? '');
    if (turn !== this.#turn) return;
    this.#share = share;
    this.host.requestUpdate();
  };

  #choices(): Choice[] {
    const { shared } = this;
    const resume = resumeCommand(shared.conversation());
    const choices: Choice[] = [{ group: 'Copy', label: 'Link to this session', icon: 'link', run: () => shared.copy(shared.link(), 'The link') }];
    if (resume) choices.push({ label: 'Command to resume it', hint: resume, icon: 'terminal', run: () => shared.copy(resume, 'The command') });
    if (shared.foreign()) return choices;
    if (shared.mayOrganise()) choices.push(...publicLink(shared.sessionId(), this.#share, shared.tell));
    choices.push(...files(shared.sessionId()));
    return choices;
  }
}
