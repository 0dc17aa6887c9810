import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sha256Hex } from "../../src/files.js";
import { writeGraph } from "../../src/graph/formats/formats.js";
import { writeNpy } from "../../src/graph/formats/numpy/npy.js";
import { decodeModel } from "../../src/nn/models/model-file.js";
import { createRandom, type Random } from "../../src/random.js";
import { smallDataset } from "../generators/small-dataset.js";
import { killAtRandom, type Resumable } from "./kills.js";
import {
  digest,
  endOf,
  expectSame,
  fail,
  filesBelow,
  killGroup,
  newFolder,
  startNode,
  timeless,
  timelessLines,
} from "./processes.js";
import type { Scenario } from "./scenarios.js";

export async function withSmallGraph(folder: string, vertexCount = 60): Promise<void> {
  writeFileSync(join(folder, "small.npz"), await writeGraph(smallDataset(vertexCount), "npz"));
}

/** What of a folder must be there and the same; what is left over of writing is a fault. */
function tidyFolder(folder: string): string[] {
  const files = filesBelow(folder);
  const left = files.filter(
    (file) => /\.tmp$|(^|\/)run\.lock$|checkpoint/.test(file) && file !== "checkpoint.npz",
  );
  if (left.length > 0) fail(`${folder}: left over: ${left.join(", ")}`);
  return files;
}

/** Trials that take some seconds, small. */
export const SWEEP = [
  ...["evaluate", "small.npz", "--methods", "1-wis,random", "--sparsity", "0,0.5,1", "--seeds", "2"],
  ...[
    "--layers",
    "1",
    "--hidden",
    "4",
    "--epochs",
    "60",
    "--jobs",
    "2",
    "--backend",
    "wasm",
    "-o",
    "results",
  ],
];

const evaluate: Resumable = {
  args: SWEEP,
  prepare: withSmallGraph,
  result: (folder) => ({
    files: tidyFolder(join(folder, "results")),
    records: timelessLines(join(folder, "results", "results.jsonl")),
    structure: timelessLines(join(folder, "results", "structure.jsonl")),
    curves: readFileSync(join(folder, "results", "curves.csv"), "utf8"),
  }),
};

function weightsOf(path: string): string {
  const { trained } = decodeModel(new Uint8Array(readFileSync(path)));
  return JSON.stringify([...trained.parameters, ...trained.statistics].map(({ values }) => [...values]));
}

const train: Resumable = {
  args: [
    ...[
      "train",
      "small.npz",
      "--model",
      "gin",
      "--dropout",
      "0.2",
      "--patience",
      "100000",
      "--epochs",
      "1500",
    ],
    ...["--layers", "2", "--hidden", "8", "--checkpoint", "state.safetensors", "--checkpoint-every", "50"],
    ...["--backend", "wasm", "--save", "model.safetensors", "--json"],
  ],
  prepare: withSmallGraph,
  result: (folder, { stdout }) => ({
    // The folder is the user's and not locked: what a kill left there unfinished stays.
    files: filesBelow(folder).filter((file) => !file.endsWith(".tmp")),
    // Its header says how long the training took; the digits of that may move what comes after.
    model: weightsOf(join(folder, "model.safetensors")),
    printed: timeless(stdout),
  }),
};

const factorize: Resumable = {
  args: [
    ...[
      "factorize",
      "tensor",
      "--input",
      "tensor.npy",
      "--observe",
      "0.5",
      "--rank",
      "20",
      "--stop-below",
      "0",
    ],
    ...["--iterations", "20000", "--optimizer", "adam", "-o", "out"],
  ],
  async prepare(folder) {
    const random = createRandom(4);
    const [a, b, c] = [6, 5, 4].map((size) => Array.from({ length: size }, () => random.normal()));
    const tensor = a.flatMap((x) => b.flatMap((y) => c.map((z) => 20 * x * y * z)));
    writeFileSync(join(folder, "tensor.npy"), writeNpy("<f8", [6, 5, 4], tensor));
  },
  result: (folder) => ({
    files: tidyFolder(join(folder, "out")),
    digests: ["completed.npy", "factors.npz", "trajectory.arrow", "checkpoint.npz"].map((file) =>
      digest(join(folder, "out", file)),
    ),
    summary: timeless(readFileSync(join(folder, "out", "summary.json"), "utf8")),
  }),
};

const locality: Resumable = {
  args: [
    ...[
      "locality",
      "--data",
      "pathfinder",
      "--canvas",
      "48x48",
      "--train",
      "8",
      "--test",
      "8",
      "--epochs",
      "2",
    ],
    ...["--distance", "3", "--batch", "4", "--seeds", "2", "--backend", "wasm", "-o", "out"],
  ],
  prepare: async () => {},
  result: (folder) => ({
    files: tidyFolder(join(folder, "out")),
    runs: timelessLines(join(folder, "out", "runs.jsonl")),
    table: readFileSync(join(folder, "out", "accuracy.txt"), "utf8"),
  }),
};

const reproduce: Resumable = {
  args: ["reproduce", "figure-1.1", "--jobs", "2", "-o", "out"],
  prepare: async () => {},
  result: (folder) => ({
    files: tidyFolder(join(folder, "out")),
    compared: timeless(readFileSync(join(folder, "out", "compare.json"), "utf8")),
    trajectories: filesBelow(join(folder, "out", "trajectories")).map((file) =>
      digest(join(folder, "out", "trajectories", file)),
    ),
  }),
};

const sparsify: Resumable = {
  args: [
    "sparsify",
    "small.npz",
    "--method",
    "2-wis",
    "--remove",
    "50%",
    "-o",
    "less.csv",
    "--order",
    "order.csv",
  ],
  prepare: (folder) => withSmallGraph(folder, 4000),
  result: (folder) => ({ less: digest(join(folder, "less.csv")), order: digest(join(folder, "order.csv")) }),
  inspect(folder) {
    // Whole or not there: a half file would be taken for a graph.
    const lines = { "less.csv": 6001, "order.csv": 12_001 };
    for (const [file, expected] of Object.entries(lines)) {
      if (digest(join(folder, file)) === "none") continue;
      const found = readFileSync(join(folder, file), "utf8").split("\n").length - 1;
      if (found !== expected) fail(`${folder}: ${file} has ${found} lines of ${expected}`);
    }
  },
};

/** A download from a server that sends slowly; killed, the file is whole or not there. */
async function download(times: number, random: Random): Promise<string> {
  const content = new Uint8Array(300_000).map((_, k) => (k * 7919) % 251);
  const server = createServer(async (_request, response) => {
    response.writeHead(200, { "content-length": content.length });
    for (let at = 0; at < content.length; at += 10_000) {
      if (!response.write(content.subarray(at, at + 10_000))) await setTimeout(1);
      await setTimeout(5);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const file = {
    path: "file.bin",
    url: `http://127.0.0.1:${port}/x`,
    bytes: content.length,
    sha256: sha256Hex(content),
  };
  const script = fileURLToPath(new URL("./download-process.js", import.meta.url));
  const folder = newFolder();
  const path = join(folder, "file.bin");
  const args = [script, JSON.stringify(file), path];
  const began = Date.now();
  expectSame("an undisturbed download", (await endOf(startNode(args, { folder }))).code, 0);
  const duration = Date.now() - began;
  let killed = 0;
  while (killed < times) {
    rmSync(path, { force: true });
    const child = startNode(args, { folder });
    const ending = endOf(child);
    await Promise.race([ending, setTimeout(random.uniform() * 1.05 * duration)]);
    killGroup(child);
    if ((await ending).signal === "SIGKILL") killed++;
    const found = digest(path);
    if (found !== "none" && found !== file.sha256) fail(`${path}: half of the download`);
  }
  const last = await endOf(startNode(args, { folder }));
  expectSame("the download after kills", [last.code, digest(path)], [0, file.sha256]);
  const left = filesBelow(folder);
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  return `${killed} kills, never half a file; ${left.length - 1} temporary files left beside it`;
}

const killed = (about: string, command: Resumable): Scenario => ({
  about: `SIGKILL at random moments of ${about}; started again, the same result`,
  run: (times, random) => killAtRandom(command, times, random),
});

export const killScenarios: Readonly<Record<string, Scenario>> = {
  evaluate: killed("a sweep", evaluate),
  train: killed("a training with a checkpoint", train),
  factorize: killed("a completion", factorize),
  locality: killed("a sweep on images", locality),
  reproduce: killed("an experiment", reproduce),
  sparsify: killed("writing a graph and an order", sparsify),
  download: {
    about: "SIGKILL at random moments of a download; the file is whole or not there",
    run: download,
  },
};
