import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { explain, fieldErrors, ProblemError, type FieldErrors } from "../problem";
import { choices, pairs } from "../theme";
import { DialogElement } from "./dialog-element";

const noErrors: FieldErrors = { byField: {}, general: "" };

/** How a field looks where it is no plain line of text. */
interface Extras {
  readonly placeholder?: string;
  readonly hint?: string;
  readonly type?: string;
  readonly inputMode?: string;
}

/** A dialog with a form, and with what the box says is wrong beside the field that it is wrong in. */
export abstract class FormDialogElement<Form extends object> extends DialogElement {
  static formStyles = [...DialogElement.dialogStyles, choices, pairs];

  /** What is typed so far. */
  @state() protected form!: Form;
  @state() protected errors = noErrors;
  @state() protected busy = false;

  /** The fields that an error can stand beside, by the names that the box gives them. */
  protected abstract readonly fieldNames: readonly string[];

  protected type(change: Partial<Form>): void {
    this.form = { ...this.form, ...change };
  }

  /** Does what the form is for, or shows why it could not be done; one such thing at a time. */
  protected async attempt(action: () => Promise<void>): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.errors = noErrors;
    try {
      await action();
    } catch (error) {
      this.errors =
        error instanceof ProblemError
          ? fieldErrors(error.problem, this.fieldNames)
          : { byField: {}, general: explain(error) };
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    } finally {
      this.busy = false;
    }
  }

  protected text(
    field: string,
    label: string,
    value: string,
    change: (value: string) => Partial<Form>,
    extras: Extras = {},
  ): TemplateResult {
    const wrong = this.errors.byField[field] !== undefined;
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        name=${field}
        type=${extras.type ?? "text"}
        inputmode=${extras.inputMode ?? "text"}
        autocomplete=${extras.type === "password" ? "new-password" : "off"}
        autocapitalize="none"
        spellcheck="false"
        placeholder=${extras.placeholder ?? ""}
        aria-invalid=${wrong}
        aria-describedby="${field}-${wrong ? "error" : "hint"}"
        .value=${value}
        @input=${(event: Event) => this.type(change((event.target as HTMLInputElement).value))}
      />
      ${
        wrong
          ? this.error(field)
          : extras.hint
            ? html`<span class="hint" id="${field}-hint">${extras.hint}</span>`
            : nothing
      }
    </div>`;
  }

  /** One of several, all of them in sight. */
  protected choice<Value extends string | number>(
    field: string,
    options: readonly { readonly value: Value; readonly word: string }[],
    chosen: Value,
    change: (value: Value) => Partial<Form>,
  ): TemplateResult {
    return html`<div class="choices">
        ${options.map(
          ({ value, word }) =>
            html`<label>
              <input
                type="radio"
                name=${field}
                value=${value}
                .checked=${chosen === value}
                @change=${() => this.type(change(value))}
              />${word}
            </label>`,
        )}
      </div>
      ${this.error(field)}`;
  }

  protected error(field: string): TemplateResult | typeof nothing {
    const detail = this.errors.byField[field];
    return detail ? html`<span class="error" id="${field}-error">${detail}</span>` : nothing;
  }

  /** What is wrong with no field in particular; a way out, and the button that does what `action` says. */
  protected renderEnd(action: string): TemplateResult {
    return html`${
        this.errors.general
          ? html`<p class="alert" role="alert">${this.errors.general}</p>`
          : nothing
      }
      <div class="actions">
        <button type="button" class="plain" @click=${this.close}>Cancel</button>
        <button type="submit" class="primary" ?disabled=${this.busy}>
          ${this.busy ? "Saving…" : action}
        </button>
      </div>`;
  }
}
