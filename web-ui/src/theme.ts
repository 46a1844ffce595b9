import { css } from "lit";

/** What the components share; colours, type scale and spaces are custom properties in theme.css. */
export const base = css`
  :host {
    box-sizing: border-box;
    font-variant-numeric: tabular-nums;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  p,
  dl,
  dd {
    margin: 0;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const buttons = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--touch);
    padding: 0 var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--text);
    font: 500 var(--text-md) / 1 var(--font);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background 120ms,
      border-color 120ms;
  }
  button:hover,
  .button:hover {
    border-color: var(--line-strong);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  .primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }
  .primary:hover:not(:disabled) {
    background: #74e0b9;
  }
  .plain {
    border-color: transparent;
    background: none;
    color: var(--text-soft);
  }
  .plain:hover {
    background: var(--raised);
    color: var(--text);
  }
  .danger {
    color: var(--bad);
  }
  .danger.primary {
    background: var(--danger);
    color: #fff;
  }
  .danger.primary:hover:not(:disabled) {
    background: #c94236;
  }
`;

export const fields = css`
  form {
    display: grid;
    gap: var(--space-4);
  }
  .field {
    display: grid;
    gap: var(--space-1);
  }
  label,
  legend {
    padding: 0;
    color: var(--text-soft);
    font-size: var(--text-sm);
    font-weight: 500;
  }
  input:not([type="checkbox"]):not([type="radio"]) {
    width: 100%;
    min-height: var(--touch);
    padding: 0 var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--text);
    /* 16 px: below that, phones zoom into the field. */
    font: 400 1rem / 1.4 var(--font);
  }
  input::placeholder {
    color: #71808d;
  }
  input[aria-invalid="true"]:not([type="checkbox"]):not([type="radio"]) {
    border-color: var(--bad);
  }
  .hint {
    color: var(--text-soft);
    font-size: var(--text-xs);
  }
  .error {
    color: var(--bad);
    font-size: var(--text-sm);
  }
  .alert {
    padding: var(--space-3);
    border: 1px solid color-mix(in srgb, var(--bad) 45%, transparent);
    border-radius: var(--radius);
    background: color-mix(in srgb, var(--bad) 12%, transparent);
    color: var(--text);
    font-size: var(--text-sm);
  }
`;

/** One of many, in a list that opens. */
export const selects = css`
  select {
    min-height: var(--touch);
    padding: 0 var(--space-3);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--ground);
    color: var(--text);
    font: 400 1rem / 1.4 var(--font);
  }
`;

/** A page that is no picture: its title, panels below each other, and how far something has come. */
export const pages = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    max-width: 64rem;
    margin: 0 auto;
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  h1 {
    flex: 1;
    font-size: var(--text-xl);
    font-weight: 600;
    letter-spacing: -0.015em;
  }
  .panel {
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--panel);
  }
  .soft {
    color: var(--text-soft);
    font-size: var(--text-sm);
  }
  progress {
    width: 100%;
    height: 0.4rem;
    accent-color: var(--accent);
  }
`;

/** Radio buttons side by side. */
export const choices = css`
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  .choices {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    margin-top: var(--space-1);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    overflow: hidden;
  }
  .choices label {
    position: relative;
    padding: var(--space-2);
    text-align: center;
    display: grid;
    place-items: center;
    min-height: var(--touch);
    cursor: pointer;
  }
  .choices label:has(:checked) {
    background: var(--line);
    color: var(--text);
  }
  .choices label:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .choices input {
    position: absolute;
    opacity: 0;
  }
`;

/** Fields side by side where there is room. */
export const pairs = css`
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
    gap: var(--space-4);
    align-items: start;
  }
`;

export const dialogs = css`
  dialog {
    width: min(30rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
    padding: var(--space-5);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius-large);
    background: var(--panel);
    color: var(--text);
    box-shadow: 0 24px 80px rgb(0 0 0 / 0.6);
  }
  dialog::backdrop {
    background: rgb(4 6 8 / 0.72);
  }
  dialog h2 {
    margin-bottom: var(--space-4);
    font-size: var(--text-lg);
    font-weight: 600;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--space-2);
    margin-top: var(--space-2);
  }
`;

/** A list of facts, each on a line: what it is at the left, its value at the right. */
export const facts = css`
  dl > div {
    display: flex;
    justify-content: space-between;
    gap: var(--space-4);
    padding: var(--space-2) 0;
    border-top: 1px solid var(--line);
    font-size: var(--text-sm);
  }
  dl > div:first-child {
    border-top: 0;
  }
  dt {
    color: var(--text-soft);
    white-space: nowrap;
  }
  dd {
    text-align: right;
    overflow-wrap: anywhere;
  }
`;
