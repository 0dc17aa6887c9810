/** The doc comment of an exported function, as Markdown. */
import { readFile } from "node:fs/promises";
import ts from "typescript";
import { escaped, fence } from "./markdown.mjs";

/** Reads the comment above a declaration: prose, formulas (indented lines) as blocks of code, tags as a list. */
export async function docComment(file, identifier) {
  const code = await readFile(file, "utf8");
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const node = source.statements.find(
    (statement) =>
      statement.name?.text === identifier ||
      statement.declarationList?.declarations.some(({ name }) => name.text === identifier),
  );
  const comment = node?.jsDoc?.at(-1);
  if (comment === undefined) throw new Error(`${file}: expected ${identifier} with a doc comment`);
  const lines = code
    .slice(comment.pos, comment.end)
    .replaceAll(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  return markdown(lines.join("\n").replace(/^\n+|\n+$/g, ""));
}

function markdown(text) {
  const parts = [];
  for (const block of text.split(/\n(?:\s*\n)+/)) {
    const lines = block.split("\n");
    const tag = lines.findIndex((line) => line.startsWith("@"));
    if (block.startsWith("@example")) break;
    if (lines.every((line) => /^ {2,}/.test(line)))
      parts.push(fence("text", lines.map((line) => line.trim()).join("\n")));
    else if (tag >= 0) {
      if (tag > 0) parts.push(prose(lines.slice(0, tag).join(" ")));
      parts.push(tags(lines.slice(tag)));
    } else if (lines[0].startsWith("- ")) parts.push(lines.map(prose).join("\n"));
    else parts.push(prose(lines.join(" ")));
  }
  return parts.join("\n\n");
}

const TAG = { returns: "gives", throws: "errors" };

function tags(lines) {
  const items = [];
  for (const line of lines) {
    if (line.startsWith("@")) items.push(line);
    else items.push(`${items.pop()} ${line.trim()}`);
  }
  return items
    .map((item) => {
      const [, tag, rest] = /^@(\w+)\s*(.*)$/.exec(item);
      const [, name, meaning] = /^(\S+)\s*(.*)$/.exec(rest) ?? [];
      return tag === "param" ? `- \`${name}\`: ${prose(meaning)}` : `- ${TAG[tag] ?? tag}: ${prose(rest)}`;
    })
    .join("\n");
}

/** Code spans stay as they are; links become the names they link to. */
function prose(text) {
  return text
    .replaceAll(/(?<=\S) {2,}/g, " ")
    .replaceAll(/\{@link ([^}|\s]+)[^}]*\}/g, "`$1`")
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : escaped(part)))
    .join("");
}
