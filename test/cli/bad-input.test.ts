import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "fflate";
import { expect, test } from "vitest";
import {
  declareSize,
  float32Npy,
  int64Npy,
  npzBytes,
  oneVertexNpz,
  pathGraphNpz,
  pickleNpz,
} from "../generators/npz-bytes.js";
import { lineOf, runCli } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const half = <T extends Uint8Array | string>(content: T) => content.slice(0, content.length >> 1) as T;
const edges = "a,b\nb,c\nc,a\n";
const graphml = (target: string) =>
  `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected"><node id="a"/><node id="b"/><edge source="a" target="${target}"/></graph></graphml>`;
const json = (target: string) =>
  JSON.stringify({
    attributes: {},
    options: { type: "undirected", multi: false, allowSelfLoops: true },
    nodes: [{ key: "a" }, { key: "b" }],
    edges: [{ source: "a", target }],
  });
const NaNs = float32Npy(
  Array.from({ length: 24 }, (_, k) => (k === 7 ? Number.NaN : 1)),
  [12, 2],
);
const bomb = declareSize(npzBytes({ edge_index: int64Npy(new Array(100_000).fill(0)) }), 200);

/** What a reader is given, and what the one line must say. */
const FILES: [what: string, file: string, content: string | Uint8Array, says: RegExp][] = [
  ["a malformed line", "g.csv", "source,target\n0,1\n2\n", /g\.csv:3/],
  ["an unknown vertex in GraphML", "g.graphml", graphml("nobody"), /g\.graphml.*nobody/],
  ["an unknown vertex in JSON", "g.json", json("nobody"), /g\.json.*nobody/],
  ["an unknown vertex in an npz", "g.npz", pathGraphNpz({ edges: int64Npy([0, 99], [1, 2]) }), /g\.npz.*99/],
  ["a truncated gz", "g.csv.gz", half(gzipSync(new TextEncoder().encode(edges.repeat(50)))), /g\.csv\.gz/],
  ["a truncated npz", "g.npz", half(pathGraphNpz()), /g\.npz/],
  ["a truncated array in an npz", "g.npz", pathGraphNpz({ edges: int64Npy([0, 1], [11, 2]) }), /g\.npz/],
  ["a truncated pickle", "g.npz", pickleNpz("\x80\x04\x95\x20"), /g\.npz/],
  [
    "a pickle of a forbidden global",
    "g.npz",
    pickleNpz("cposix\nsystem\n(S'id'\ntR."),
    /g\.npz.*posix.system/,
  ],
  ["an entry that inflates beyond its size", "g.npz", bomb, /g\.npz.*200/],
  ["truncated JSON", "g.json", half(json("b")), /g\.json/],
  ["truncated GraphML", "g.graphml", half(graphml("b")), /g\.graphml/],
  ["an empty file", "g.csv", "", /g\.csv/],
  ["features with NaN", "g.npz", pathGraphNpz({ node_features: NaNs }), /g\.npz.*NaN/],
  [
    "labels of the wrong length",
    "g.npz",
    pathGraphNpz({ node_labels: int64Npy([0, 1, 0]) }),
    /g\.npz.*12.*3/,
  ],
];

test.each(FILES)("%s: one line, exit code 3, no file", async (_, file, content, says) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, file), content);
  const result = await runInProcess(["convert", file, "-o", "out.json"], { folder });
  expect(lineOf(result.stderr)).toMatch(/^seprank: /);
  expect(lineOf(result.stderr)).toMatch(says);
  expect(result).toMatchObject({ code: 3, stdout: "" });
  expect(readdirSync(folder)).toEqual([file]);
});

/** Arguments after which the one line must say something; in the folder are one.npz (one vertex), path.npz and plain.csv. */
const ARGUMENTS: [args: string[], says: RegExp][] = [
  [["sparsify", "path.npz", "--method", "1-wis", "--remove", "1.5", "-o", "out.npz"], /--remove: .*got 1\.5/],
  [
    ["sparsify", "path.npz", "--method", "1-wis", "--remove", "150%", "-o", "out.npz"],
    /--remove: .*got 1\.5/,
  ],
  [
    ["sparsify", "path.npz", "--method", "1-wis", "--remove", "12", "-o", "out.npz"],
    /--remove: .*0 to 11.*got 12/,
  ],
  [["sparsify", "path.npz", "--method", "1-wis", "--remove", "-1", "-o", "out.npz"], /--remove: .*got -1/],
  [
    ["sparsify", "path.npz", "--method", "0-wis", "--remove", "1", "-o", "out.npz"],
    /walk length: expected an integer >= 1, got 0/,
  ],
  [["sparsify", "path.npz", "--method", "random", "--remove", "1", "-o", "out.npz", "--seed", "-3"], /seed/],
  [
    ["sparsify", "path.npz", "--method", "random", "--remove", "1", "-o", "out.npz", "--order", "o.json"],
    /--order o\.json/,
  ],
  [["convert", "path.npz", "-o", "out.unknown"], /out\.unknown: expected a known extension/],
  [["convert", "path.npz", "-o", "out.npz", "--to", "xlsx"], /xlsx/],
  [["convert", "path.npz", "-o", "no/such/folder.npz"], /folder no\/such does not exist/],
  [["convert", "path.npz", "-o", "plain.csv/below.npz"], /plain\.csv is not a folder/],
  [
    ["inspect", "plain.csv", "--node-label", "y"],
    /--node-label y: expected a table of vertices .*\(--nodes FILE\), got none/,
  ],
  [
    ["inspect", "path.npz", "--nodes", "plain.csv"],
    /path\.npz: expected no table of vertices beside it; .* this is npz/,
  ],
  [["inspect", "cora"], /cora: not found.*seprank datasets fetch cora/],
  [["inspect", "citation"], /did you mean citations/],
  [["inspect", "no-such-file.csv"], /no-such-file\.csv: no such file/],
  [["inspect", "."], /this is a folder/],
  [["datasets", "fetch", "nothing"], /nothing/],
  [["train", "plain.csv"], /plain\.csv: has no vertex features and labels to train on/],
  [["train", "karate"], /karate: has no vertex features to train on/],
  [["train", "one.npz"], /one\.npz: expected at least 10 labelled vertices .* got 1/],
  [["evaluate", "one.npz", "-o", "results"], /one\.npz: expected at least 10 labelled vertices/],
  [
    ["sparsify", "one.npz", "--method", "2-wis", "--remove", "1", "-o", "out.npz"],
    /--remove: .*0 to 0 edges/,
  ],
  [["train", "path.npz", "--model", "gnc"], /gcn, gin, .*got "gnc"/],
  [["train", "path.npz", "--learning-rate", "0"], /learningRate/],
  [["train", "path.npz", "--dropout", "1"], /dropout/],
  [["evaluate", "plain.csv", "-o", "results"], /no vertex features and labels/],
  [["evaluate", "path.npz", "-o", "results", "--sparsity", "0,1.5"], /sparsity: .*got 1\.5/],
  [["evaluate", "path.npz", "-o", "results", "--methods", "1-wis,nothing"], /nothing/],
  [["evaluate", "path.npz", "-o", "results", "--models", "gnc"], /gcn, gin, .*got "gnc"/],
  [["evaluate", "path.npz", "-o", "results", "--seeds", "0"], /--seeds/],
  [["evaluate", "path.npz", "-o", "results", "--jobs", "0"], /jobs/],
  [["evaluate", "path.npz", "-o", "plain.csv/results"], /plain\.csv/],
];

test.each(ARGUMENTS)("%s: one line, exit code 3, nothing written", async (args, says) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "one.npz"), oneVertexNpz());
  writeFileSync(join(folder, "path.npz"), pathGraphNpz());
  writeFileSync(join(folder, "plain.csv"), edges);
  const result = await runInProcess(args, { folder });
  expect(lineOf(result.stderr)).toMatch(/^seprank: /);
  expect(lineOf(result.stderr)).toMatch(says);
  expect(result).toMatchObject({ code: 3, stdout: "" });
  expect(readdirSync(folder).sort()).toEqual(["one.npz", "path.npz", "plain.csv"]);
});

test("a folder that may not be written to; what was there before stays", async (context) => {
  if (process.getuid?.() === 0) context.skip("the superuser may write everywhere");
  const folder = join(temporaryFolder(), "locked");
  mkdirSync(folder);
  writeFileSync(join(folder, "out.csv"), "before");
  chmodSync(folder, 0o555);
  const result = await runInProcess(["convert", "karate", "-o", join(folder, "out.csv"), "--quiet"]);
  chmodSync(folder, 0o755);
  expect(result.code).toBe(3);
  expect(result.stderr).toMatch(/cannot be written to; choose another folder/);
  expect(readFileSync(join(folder, "out.csv"), "utf8")).toBe("before");
});

test("a full disk", async (context) => {
  if (!existsSync("/dev/full")) context.skip("needs /dev/full");
  const result = await runInProcess(["convert", "karate", "-o", "/dev/full", "--to", "npz"]);
  expect(result.code).toBe(3);
  expect(result.stderr).toMatch(/seprank: \/dev\/full: the disk is full/);
});

/** Command lines that cannot be understood. */
const USAGE: [args: string[], says: RegExp][] = [
  [["frobnicate"], /unknown command 'frobnicate'/],
  [["inspect"], /inspect needs GRAPH/],
  [["inspect", "karate", "--frobnicate"], /unknown option '--frobnicate'/],
  [["inspect", "karate", "cora"], /too many arguments/],
  [["sparsify", "karate", "--method", "1-wis", "--remove", "half", "-o", "x.csv"], /half.*fraction/],
  [["sparsify", "karate", "--remove", "1", "-o", "x.csv"], /--method/],
  [["convert", "karate", "-o", "-", "--json"], /--json and -o -/],
  [["train", "citations", "--epochs", "many"], /many.*integer/],
  [["evaluate", "citations", "-o", "x", "--sparsity", "0:1:0"], /first:last:step/],
  [["evaluate", "citations", "-o", "x", "--methods", "1-wis,"], /names/],
];

test.each(USAGE)("%s: one line, exit code 2", async (args, says) => {
  const folder = temporaryFolder();
  const result = await runInProcess(args, { folder });
  expect(lineOf(result.stderr)).toMatch(/^seprank: /);
  expect(lineOf(result.stderr)).toMatch(says);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(readdirSync(folder)).toEqual([]);
});

test("a backend that does not exist here fails the sweep once, before any trial", async (context) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "path.npz"), pathGraphNpz());
  const args = [
    "evaluate",
    "path.npz",
    "--epochs",
    "1",
    "--seeds",
    "1",
    "--backend",
    "tensorflow",
    "-o",
    "results",
    "--quiet",
  ];
  const result = await runCli(args, { folder });
  if (result.code === 0) context.skip("the tensorflow backend is here");
  expect(result.code).toBe(1);
  expect(lineOf(result.stderr)).toMatch(/^seprank: .*use "wasm"/);
  expect(readFileSync(join(folder, "results", "results.jsonl"), "utf8")).toBe("");
});

test("--verbose adds the stack below the line", async () => {
  const { code, stderr } = await runInProcess(["inspect", "no-such-file.csv", "--verbose"]);
  expect(code).toBe(3);
  const [line, ...stack] = stderr.trimEnd().split("\n");
  expect(line).toMatch(/^seprank: no-such-file\.csv/);
  expect(stack.some((entry) => /^\s+at /.test(entry))).toBe(true);
});
