/**
 * Files of the repository that are not pages of the site: links to them work where the repository is read, and become plain text on the
 * site.
 */
import { dirname, join, normalize } from "node:path/posix";

const PAGES = { "../benchmarks/results.md": "/benchmarks" };

/** A plugin for markdown-it. */
export function linksWithin(markdown) {
  markdown.core.ruler.push("links-within", ({ tokens, env }) => {
    for (const { children } of tokens) {
      if (children === null) continue;
      const open = [];
      for (const token of children) {
        if (token.type === "link_open") open.push(redirect(token, env.relativePath ?? ""));
        else if (token.type === "link_close" && !open.pop()) unlink(token);
      }
    }
  });
}

/** Whether a link stays one. */
function redirect(token, page) {
  const address = token.attrGet("href");
  if (/^(\w+:|#|\/)/.test(address)) return true;
  const [, path, anchor] = /^([^#]*)(#.*)?$/.exec(address);
  const target = normalize(join(dirname(page), path));
  const [, record] = /^results\/([^/]+)/.exec(target) ?? [];
  if (record !== undefined)
    token.attrSet("href", record === "README.md" ? "/experiments/" : `/experiments/${record}`);
  else if (PAGES[target] !== undefined) token.attrSet("href", PAGES[target] + (anchor ?? ""));
  else if (target.startsWith("../")) {
    unlink(token);
    return false;
  }
  return true;
}

function unlink(token) {
  token.type = "text";
  token.tag = "";
  token.nesting = 0;
  token.content = "";
  token.attrs = null;
}
