import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { SessionRow } from '../api';

/** The list in which a row gets another title. */
interface Rows {
  rename(row: SessionRow, title: string): void;
  focusRow(key: string): void;
  /** Whether rows are being made anew, so that a field that loses the focus is not left by anybody. */
  moving(): boolean;
}

/** A row that gets another title where it stands. */
export class RowRename {
  /** The key of the row; empty where none gets another. */
  key = '';
  /** As it was when that began: what is typed stays while the row itself is read again. */
  #before?: SessionRow;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly rows: Rows,
  ) {}

  start(key: string, row: SessionRow | undefined): void {
    this.key = key;
    this.#before = row;
    this.host.requestUpdate();
  }

  /** The row that a field is shown for, if it is the one of this key. */
  of(key: string, row: SessionRow | undefined): SessionRow | undefined {
    return this.key === key ? (row ?? this.#before) : undefined;
  }

  render(row: SessionRow): TemplateResult {
    const field = (event: Event): HTMLInputElement => event.target as HTMLInputElement;
    return html`<div class="row">
      <input
        type="text"
        aria-label="New title; empty for the agent’s own"
        maxlength="200"
        .value=${this.#before?.title ?? row.title}
        @keydown=${(event: KeyboardEvent) => {
          event.stopPropagation();
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            this.rows.focusRow(this.#end(event.key === 'Enter', row, field(event)));
          }
        }}
        @blur=${(event: FocusEvent) => !this.rows.moving() && this.#end(true, row, field(event))}
      />
    </div>`;
  }

  /** Answers the key of the row. */
  #end(keep: boolean, row: SessionRow, input: HTMLInputElement): string {
    const { key } = this;
    // The field tells that it lost the focus also when it is taken away.
    if (!key) return '';
    this.key = '';
    this.host.requestUpdate();
    if (keep && input.value !== row.title) this.rows.rename(row, input.value);
    return key;
  }
}
