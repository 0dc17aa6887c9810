import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { HELPERS, withChecks } from "./doc-examples.js";
import { CLI } from "./run-cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How an example ended. */
export interface ExampleResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs an example in TypeScript as it stands in documentation, against the built package, in a process of its own. A line that tells a
 * value, `expression; // => value`, fails where it has another one: see {@link withChecks}.
 *
 * @param folder where it runs: files it names are looked for there
 */
export async function runExample(code: string, folder: string): Promise<ExampleResult> {
  const script = await transform(withChecks(code).code, { loader: "ts", format: "esm", target: "es2022" });
  const head = 'import { deepStrictEqual as equal } from "node:assert/strict";\n';
  // Below the package, so that its entry points are found by their names.
  const place = await mkdtemp(join(root, "dist/example-"));
  try {
    await writeFile(join(place, "example.mjs"), `${head}${script.code}${HELPERS}`);
    return await run(process.execPath, [join(place, "example.mjs")], folder, {});
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Runs an example for a shell, in which `seprank` is the built command. */
export async function runShell(code: string, folder: string): Promise<ExampleResult> {
  const command = `seprank() { "${process.execPath}" "${CLI}" "$@"; }; export -f seprank;\n${code}`;
  return run("bash", ["-euo", "pipefail", "-c", command], folder, { COLUMNS: "120" });
}

async function run(
  command: string,
  args: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>>,
): Promise<ExampleResult> {
  const { SEPRANK_DATA: _, ...env } = process.env;
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...env, CI: "true", NO_COLOR: "1", SEPRANK_CACHE: join(folder, "no-such-cache"), ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
