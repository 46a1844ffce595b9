import { LitElement, html, type TemplateResult } from "lit";
import { query } from "lit/decorators.js";
import { base, buttons, dialogs, fields } from "../theme";

/** A modal dialog, named by the element in it that is called `title`; on the page only while it is open. Fires `closed`. */
export abstract class DialogElement extends LitElement {
  static dialogStyles = [base, buttons, fields, dialogs];

  @query("dialog") private dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event("closed"))}
    >
      ${this.content()}
    </dialog>`;
  }

  protected abstract content(): TemplateResult;

  protected readonly close = (): void => {
    this.dialog.close();
  };
}
