/** Text that is HTML or SVG already. Only {@link html} makes it, so that what comes from records is always escaped. */
export class Markup {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }

  /** @param text that is known to be well-formed */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

/** What may stand in a template; null stands for nothing. */
export type Content = string | number | null | Markup | readonly Content[];

/**
 * HTML with all values escaped but those that are {@link Markup}: also in attributes, which must be quoted. Control characters, which
 * HTML cannot write, become U+FFFD.
 *
 * Not for the content of `<script>` and `<style>`, see {@link jsonData}.
 */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return Markup.trusted(literals.reduce((text, literal, k) => text + textOf(values[k - 1]) + literal));
}

/** A block of data for the page's script. As JSON allows it, "<" is written as an escape: nothing in it can end the block. */
export function jsonData(id: string, value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll("<", "\\u003c");
  return html`<script type="application/json" id="${id}">${Markup.trusted(json)}</script>`;
}

function textOf(value: Content): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return String(value).replace(/[&<>"']|(?![\t\n\r])\p{Cc}/gu, (character) => ESCAPES[character] ?? "\ufffd");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
