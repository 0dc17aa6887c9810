import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILER } from "./compiler.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "dist/doc-examples");

/** An example in a doc comment. */
export interface DocExample {
  /** file and line of its tag */
  readonly place: string;
  /** the content of its ```ts blocks; undefined where it has none */
  readonly code: string | undefined;
}

/** The examples of all doc comments below some folders. */
export function docExamples(folders: readonly string[]): DocExample[] {
  return folders.flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .sort()
      .flatMap((file) => examplesOf(join(name, file), readFileSync(join(root, name, file), "utf8"))),
  );
}

/** The examples of one file. */
export function examplesOf(file: string, text: string): DocExample[] {
  return Array.from(text.matchAll(/\/\*\*[\s\S]*?\*\//g)).flatMap((comment) => {
    const plain = comment[0].replace(/\*\/$/, "").replaceAll(/\n[ \t]*\* ?/g, "\n");
    return Array.from(plain.matchAll(/(?<=\n)@example\b([\s\S]*?)(?=\n@|$)/g), ([, body], k) => {
      const at = comment.index + [...comment[0].matchAll(/@example\b/g)][k].index;
      const blocks = Array.from(body.matchAll(/```ts\n([\s\S]*?)```/g), ([, code]) => code);
      return {
        place: `${file}:${text.slice(0, at).split("\n").length}`,
        code: blocks.length === 0 ? undefined : blocks.join("\n"),
      };
    });
  });
}

/** The code with a check in the place of each comment that tells a value: `x; // => 3`, `const x = f(); // => [1, 2]`, `x; // ≈ 0.693`. */
export function withChecks(code: string): { readonly code: string; readonly checks: number } {
  let checks = 0;
  const lines = code.split("\n").map((line) => {
    const found = /^(\s*)(?:const (\w+(?:: [^=]+?)?) = )?(\S.*?);?\s*\/\/ (=>|≈) (.+?)\s*$/.exec(line);
    if (found === null) return line;
    checks++;
    const [, indent, name, expression, sign, value] = found;
    const call = sign === "=>" ? "equal" : "near";
    const expected = sign === "=>" ? value : JSON.stringify(value);
    if (name === undefined) return `${indent}${call}((${expression}), (${expected}));`;
    return `${indent}const ${name} = ${expression}; ${call}(${name.split(":")[0]}, (${expected}));`;
  });
  return { code: lines.join("\n"), checks };
}

/** What the checks of {@link withChecks} call, beside `equal`, which is deepStrictEqual. */
export const HELPERS = `
function near(value, text) {
  const digits = text.split(".")[1]?.length ?? 0;
  if (!(Math.abs(value - Number(text)) <= 0.5000001 * 10 ** -digits)) throw new Error(\`expected about \${text}, got \${value}\`);
}
`;

/**
 * Runs examples against the built package, one after the other in one process, and checks their types.
 *
 * @returns by example: what went wrong, or undefined
 */
export async function runDocExamples(examples: readonly DocExample[]): Promise<(string | undefined)[]> {
  const { transform } = await import("esbuild");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [k, { code = "" }] of examples.entries()) {
    writeFileSync(join(folder, `${k}.ts`), `${code}\nexport {};\n`);
    const { code: script } = await transform(withChecks(code).code, { loader: "ts", format: "esm" });
    const head = 'import { deepStrictEqual as equal } from "node:assert/strict";\n';
    writeFileSync(join(folder, `${k}.mjs`), `${head}${script}${HELPERS}`);
  }
  writeFileSync(
    join(folder, "all.mjs"),
    `import { writeFileSync } from "node:fs";
const faults = [];
for (let k = 0; k < ${examples.length}; k++)
  faults.push(await import(\`./\${k}.mjs\`).then(() => null, (error) => error.stack ?? String(error)));
writeFileSync(new URL("faults.json", import.meta.url), JSON.stringify(faults));
process.exit(0);
`,
  );
  const { stderr } = spawnSync(process.execPath, [join(folder, "all.mjs")], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  // Examples may print, so what went wrong stands in a file.
  const result = join(folder, "faults.json");
  const faults: (string | null)[] = existsSync(result)
    ? JSON.parse(readFileSync(result, "utf8"))
    : examples.map(() => `the process ended before all examples had run: ${stderr}`);
  const types = typeErrors(folder);
  return examples.map((_, k) => faults[k] ?? types.get(k));
}

/** By example, 0.ts, 1.ts, ... in a folder below the package: the compiler's complaints, as a strict consumer under nodenext has them. */
export function typeErrors(folder: string): Map<number, string> {
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        ...{ target: "es2022", lib: ["es2023", "dom"], module: "nodenext", strict: true, noEmit: true },
        ...{ skipLibCheck: true, types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
      },
      include: ["*.ts"],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [COMPILER, "-p", folder, "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  const errors = new Map<number, string>();
  for (const line of stdout.split("\n")) {
    const found = /^(\d+)\.ts\((.*)$/.exec(line);
    if (found !== null) errors.set(Number(found[1]), `${errors.get(Number(found[1])) ?? ""}${line}\n`);
    else if (/error/.test(line) && !/^\s/.test(line)) errors.set(0, line);
  }
  return errors;
}
