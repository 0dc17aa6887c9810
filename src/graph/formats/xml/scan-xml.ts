import { FormatError } from "../../../errors.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";

/** A start tag. */
export interface XmlElement {
  /** without its namespace prefix */
  readonly name: string;
  /** by name as written */
  readonly attributes: ReadonlyMap<string, string>;
  /** where its tag begins in the text, for {@link xmlPlace} */
  readonly at: number;
}

export interface XmlHandler {
  open(element: XmlElement): void;
  text(content: string): void;
  close(name: string): void;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const NAME = /[^\s/<>="'&?!]+/y;
const ATTRIBUTE = /\s+([^\s/<>="'&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
/** A document type that declares nothing of its own: what it points to is not fetched. */
const PLAIN_DOCTYPE = /<!DOCTYPE\s+[^\s[\]<>"']+(?:\s+(?:"[^"<]*"|'[^'<]*'|SYSTEM|PUBLIC))*\s*>/iy;
const TAG_END = /\s*(\/?)>/y;

/**
 * Walks through an XML document: the part of XML 1.0 that graph files need.
 *
 * Start and end tags have to match; comments and processing instructions are skipped; CDATA is text. A document type that
 * declares something is refused, and with it every entity but the five that XML knows, so that no text can expand. Nothing is built: a handler
 * sees one element after the other, which reads files that a document tree would not fit into memory for.
 *
 * Source: XML 1.0 (Fifth Edition). Complexity: O(characters), memory O(depth).
 *
 * @throws FormatError with line and column where the document is not well-formed or has a document type
 */
export function scanXml(text: string, handler: XmlHandler): void {
  const open: string[] = [];
  let at = 0;
  let roots = 0;
  const fail = (reason: string, place = at) => new FormatError(`xml: ${reason}`, xmlPlace(text, place));
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const skipPast = (mark: string, what: string): number => {
    const end = text.indexOf(mark, at);
    if (end < 0) throw fail(`the ${what} is not closed`);
    at = end + mark.length;
    return end;
  };
  const characters = (content: string, place: number) => {
    takeObjects(1, 2 * OBJECT_BYTES.text, "pieces of text");
    if (open.length > 0) handler.text(content);
    else if (content.trim() !== "") throw fail("expected an element, got text", place);
  };
  const endTag = () => {
    const tag = at;
    at += 2;
    const name = match(NAME)?.[0];
    const expected = open.pop();
    if (name === undefined || name !== expected || match(TAG_END)?.[1] !== "")
      throw fail(expected === undefined ? "an end tag without a start tag" : `expected </${expected}>`, tag);
    handler.close(localName(name));
  };
  const startTag = () => {
    const tag = at++;
    takeObjects(1, OBJECT_BYTES.map + OBJECT_BYTES.record, "elements");
    const name = match(NAME)?.[0];
    if (name === undefined) throw fail("expected the name of an element", tag);
    const attributes = new Map<string, string>();
    for (let found = match(ATTRIBUTE); found !== null; found = match(ATTRIBUTE)) {
      const [, key, double, single] = found;
      takeObjects(1, 2 * OBJECT_BYTES.entry, "attributes");
      if (attributes.has(key)) throw fail(`the attribute ${key} appears twice`, tag);
      attributes.set(
        key,
        decode((double ?? single).replace(/[\t\r\n]/g, " "), (reason) => fail(reason, tag)),
      );
    }
    const end = match(TAG_END);
    if (end === null) throw fail(`expected an attribute or the end of <${name}>`);
    if (open.length === 0 && roots++ > 0) throw fail("expected a single root element", tag);
    handler.open({ name: localName(name), attributes, at: tag });
    if (end[1] === "/") handler.close(localName(name));
    else open.push(name);
  };

  while (at < text.length) {
    const tag = text.indexOf("<", at);
    const end = tag < 0 ? text.length : tag;
    if (end > at) {
      const place = at;
      characters(
        decode(text.slice(at, end).replaceAll("\r\n", "\n"), (reason) => fail(reason, place)),
        place,
      );
    }
    at = end;
    if (tag < 0) break;
    if (text.startsWith("<!--", at)) skipPast("-->", "comment");
    else if (text.startsWith("<?", at)) skipPast("?>", "processing instruction");
    else if (text.startsWith("<![CDATA[", at))
      characters(text.slice(at + 9, skipPast("]]>", "CDATA section")), at);
    else if (match(PLAIN_DOCTYPE) !== null) continue;
    else if (text.startsWith("<!", at))
      throw fail("a document type (<!DOCTYPE>) with declarations is refused; remove it");
    else if (text.startsWith("</", at)) endTag();
    else startTag();
  }
  if (open.length > 0)
    throw fail(`expected </${open[open.length - 1]}>, got the end of the file (truncated?)`);
  if (roots === 0) throw fail("expected an element, got none");
}

/** Line and column of a place in a text, counted from 1. O(characters before). */
export function xmlPlace(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decode(text: string, fail: (reason: string) => FormatError): string {
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]{0,12}(;?))/g, (_whole, reference: string) => {
    const [, hexadecimal, decimal, name] = /^(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));$/.exec(reference) ?? [];
    const code = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    const entity = name !== undefined && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (entity === undefined && !(code <= 0x10ffff)) throw fail(`refused the entity &${reference}`);
    return entity ?? String.fromCodePoint(code);
  });
}
