/** The one element that a selector finds; a page without it is not ours. */
export function element<T extends Element>(parent: ParentNode, selector: string): T {
  const found = parent.querySelector<T>(selector);
  if (found === null) throw new Error(`expected ${selector} in the page`);
  return found;
}
