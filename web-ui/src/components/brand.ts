import { html, svg } from "lit";

const mark = svg`<path
    d="M6 9.5 16 25 26 9.5"
    fill="none"
    stroke="currentColor"
    stroke-width="3"
    stroke-linecap="round"
    stroke-linejoin="round"
  /><circle cx="16" cy="11" r="3.2" fill="var(--accent)" />`;

/** The product's mark, `size` CSS pixels square. */
export function brandMark(size: number) {
  return html`<svg width=${size} height=${size} viewBox="0 0 32 32" aria-hidden="true">
    ${mark}
  </svg>`;
}
