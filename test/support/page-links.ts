/** Where a page of Markdown leads within its own tree: addresses of other hosts and those within code are left out. */
export function linksOf(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "");
  return Array.from(
    prose.matchAll(/\]\(([^()\s]+)[^()]*\)|^\[[^\]]+\]: (\S+)|\b(?:src|href)="([^"]+)"/gm),
    ([, inline, reference, attribute]) => inline ?? reference ?? attribute,
  ).filter((address) => !/^\w+:/.test(address));
}

/** The addresses of a page's headings, as the sites that show Markdown make them. */
export function headingsOf(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}
