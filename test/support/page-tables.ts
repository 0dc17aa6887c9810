/** A cell as the page has it: its text, and what the column is sorted by. */
export interface PageCell {
  readonly text: string;
  readonly value: number | null;
}

/** The rows of the page's table whose caption begins so; the first is the header. */
export function tableOf(page: string, caption: string): PageCell[][] {
  const table = [...page.matchAll(/<table.*?<\/table>/gs)]
    .map(([text]) => text)
    .find((text) => unescaped(/<caption>(.*?)<\/caption>/s.exec(text)?.[1] ?? "").startsWith(caption));
  if (table === undefined) throw new Error(`no table ${caption}`);
  return [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row.matchAll(/<t[hd]([^>]*)>(.*?)<\/t[hd]>/gs)].map(([, attributes, content]) => {
      const value = /data-value="([^"]*)"/.exec(attributes)?.[1];
      return {
        text: unescaped(content.replace(/<[^>]*>/g, "")),
        value: value === undefined ? null : Number(value),
      };
    }),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
