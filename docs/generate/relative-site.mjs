/**
 * Makes a built site work from any folder. VitePress writes addresses that begin at the server's root: the site is built for a
 * placeholder in place of the root, and the placeholder is then replaced, in pages and style sheets by relative addresses, in scripts
 * by the place that the page was loaded from.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import ts from "typescript";

export const PLACEHOLDER = "/__SITE_ROOT__/";
const ROOT = "__SITE_ROOT";

/** Rewrites all pages, scripts and style sheets of a folder. */
export async function makeRelative(folder) {
  const rewriters = { ".html": relativePage, ".js": relativeScript, ".css": relativeText };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const rewrite = rewriters[extname(entry.name)];
    if (!entry.isFile() || rewrite === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const depth = relative(folder, file).split(sep).length - 1;
    const text = await readFile(file, "utf8");
    const rewritten = rewrite(text, depth === 0 ? "./" : "../".repeat(depth));
    if (rewritten.includes(PLACEHOLDER)) throw new Error(`${file}: an address that was not made relative`);
    if (rewritten !== text) await writeFile(file, rewritten);
  }
}

function relativeText(text, up) {
  return text.replaceAll(PLACEHOLDER, up);
}

/** A page tells its scripts first where the site's root is; what VitePress hands to its client names it, too. */
function relativePage(html, up) {
  const script = `<script>window.${ROOT}=new URL(${JSON.stringify(up)},location.href).pathname</script>`;
  return html
    .replace("<head>", `<head>${script}`)
    .replaceAll(`\\"base\\":\\"${PLACEHOLDER}\\"`, `\\"base\\":\\""+${ROOT}+"\\"`)
    .replaceAll(PLACEHOLDER, up);
}

/** Cuts every string of a script at the placeholder and puts the root's variable there. */
function relativeScript(code, up) {
  if (!code.includes(PLACEHOLDER)) return code;
  const source = ts.createSourceFile("script.js", code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const edits = [];
  const visit = (node) => {
    const start = node.getStart(source);
    const text = () => code.slice(start, node.end);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (!text().includes(PLACEHOLDER)) return;
      const quote = code[start];
      const isSpecifier = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
      const joined = `(${text().replaceAll(PLACEHOLDER, `${quote}+${ROOT}+${quote}`)})`;
      edits.push([start, node.end, isSpecifier ? text().replaceAll(PLACEHOLDER, up) : joined]);
    } else if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
      if (text().includes(PLACEHOLDER))
        edits.push([start, node.end, text().replaceAll(PLACEHOLDER, `\${${ROOT}}`)]);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return edits.reduceRight((all, [start, end, text]) => all.slice(0, start) + text + all.slice(end), code);
}
