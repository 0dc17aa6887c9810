import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.js";

const has = (shell: string) => spawnSync(shell, ["--version"]).error === undefined;

describe.skipIf(!has("bash"))("bash", () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "seprank-completion-"));
    writeFileSync(join(folder, "script"), (await runCli(["completion", "bash"])).stdout);
    writeFileSync(join(folder, "own graph.csv"), "a,b\n");
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** What is offered for the last word. */
  const offered = (...words: string[]): string[] => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const lines = [
      "compopt() { :; }", // there is no line that is being edited
      `source ./script; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _seprank`,
      `printf '%s\\n' "\${COMPREPLY[@]}"`,
    ];
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", lines.join("\n")], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    return stdout.trimEnd().split("\n");
  };

  test("commands, and those below them", () => {
    expect(offered("seprank", "sp")).toEqual(["sparsify"]);
    expect(offered("seprank", "datasets", "")).toEqual(["fetch", "make"]);
    expect(offered("seprank", "datasets", "make", "p")).toEqual(["pathfinder"]);
  });

  test("a command's own options and the global ones", () => {
    expect(offered("seprank", "sparsify", "karate", "--met")).toEqual(["--method"]);
    expect(offered("seprank", "sparsify", "karate", "--js")).toEqual(["--json"]);
    expect(offered("seprank", "inspect", "--meth")).toEqual([""]);
  });

  test("names of methods, models, choices; several after commas; data sets and files", () => {
    expect(offered("seprank", "sparsify", "karate", "--method", "jac")).toEqual(["jaccard"]);
    expect(offered("seprank", "evaluate", "karate", "--methods", "1-wis,jac")).toEqual(["1-wis,jaccard"]);
    expect(offered("seprank", "train", "karate", "--split", "g")).toEqual(["given"]);
    expect(offered("seprank", "inspect", "kar")).toEqual(["karate"]);
    expect(offered("seprank", "inspect", "own")).toEqual(["own graph.csv"]);
  });
});

test.each(["zsh", "fish"])("%s: the script is one that the shell reads", async (shell) => {
  const { code, stdout } = await runCli(["completion", shell]);
  expect(code).toBe(0);
  for (const name of ["sparsify", "walk-length", "pathfinder", "jaccard", "karate"])
    expect(stdout).toContain(name);
  if (!has(shell)) return;
  const checked = spawnSync(shell, ["-n"], { input: stdout, encoding: "utf8" });
  expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: "" });
});
