import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bareDataset } from "../src/graph/bare-dataset.js";
import { writeGraph } from "../src/graph/formats/formats.js";
import { smallTask } from "./generators/small-task.js";
import { runShell } from "./support/run-example.js";
import { temporaryFolder } from "./support/temporary-folder.js";

/**
 * The recipe of docs/guide/pytorch-geometric.md. `SEPRANK_PYTHON` names an interpreter with PyTorch Geometric; with any other that has NumPy
 * the two functions that the recipe calls are stood in for.
 */
const python = process.env.SEPRANK_PYTHON ?? "python3";
const has = (module: string) => spawnSync(python, ["-c", `import ${module}`]).status === 0;
const hasNumpy = has("numpy");
const hasGeometric = hasNumpy && has("torch_geometric");
if (!hasNumpy)
  process.stdout.write("no Python with NumPy: the recipe for PyTorch Geometric is not run; SEPRANK_PYTHON\n");

/** Two triangles joined by an edge, in both directions; a vertex without edges. */
const DATA = `
import numpy
pairs = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5)]
edge_index = numpy.array(pairs + [(t, s) for s, t in pairs]).T
x, y = numpy.eye(7, dtype="float32"), numpy.array([0, 0, 0, 1, 1, 1, 1])
`;
const GEOMETRIC = `
import torch, torch_geometric.data
data = torch_geometric.data.Data(
    x=torch.from_numpy(x), edge_index=torch.from_numpy(edge_index.copy()), y=torch.from_numpy(y))
`;
const STAND_IN = `
import sys, types
data = types.SimpleNamespace(x=x, edge_index=edge_index, y=y)
torch, geometric = types.ModuleType("torch"), types.ModuleType("torch_geometric")
torch.from_numpy = lambda array: array
geometric.utils = types.SimpleNamespace(
    to_undirected=lambda edges: numpy.unique(numpy.concatenate([edges, edges[::-1]], axis=1), axis=1))
sys.modules["torch"], sys.modules["torch_geometric"] = torch, geometric
`;

it.runIf(hasNumpy)(
  "a graph goes from PyTorch Geometric to seprank and back, its vertices in their places",
  async () => {
    const page = readFileSync(
      fileURLToPath(new URL("../docs/guide/pytorch-geometric.md", import.meta.url)),
      "utf8",
    );
    const [there, back] = Array.from(page.matchAll(/```python\n([\s\S]*?)```/g), ([, code]) => code);
    const [, command] = /```sh\n([\s\S]*?)```/.exec(page) ?? [];
    const head = DATA + (hasGeometric ? GEOMETRIC : STAND_IN);
    const folder = temporaryFolder();
    const run = (code: string) => spawnSync(python, ["-c", head + code], { cwd: folder, encoding: "utf8" });

    expect(run(there)).toMatchObject({ status: 0, stderr: "" });
    const { code, stderr } = await runShell(command as string, folder);
    expect(code).toBe(0);
    expect(stderr).toContain("left out 7 repeated edges");
    const after = run(`import numpy\n${back}
print(sorted(map(tuple, numpy.asarray(data.edge_index).T.tolist())), numpy.asarray(data.x).shape, len(data.y))`);
    expect(after.stderr).toBe("");
    // Four of seven go. By hand: the edge between the two vertices of degree 3, then those that leave the least degrees largest, lowest first:
    // (0, 1) and (3, 4), after which each triangle is a path, and (0, 2).
    expect(after.stdout.trim()).toBe("[(1, 2), (2, 1), (3, 5), (4, 5), (5, 3), (5, 4)] (7, 7) 7");
  },
);

it.runIf(hasGeometric)(
  "a file of seprank's becomes a Data by the guide's lines, its features dense or sparse",
  async () => {
    const page = readFileSync(
      fileURLToPath(new URL("../docs/guide/pytorch-geometric.md", import.meta.url)),
      "utf8",
    );
    const recipe = Array.from(page.matchAll(/```python\n([\s\S]*?)```/g), ([, code]) => code).find((code) =>
      code.includes("x_indptr"),
    );
    const folder = temporaryFolder();
    for (const kind of ["sparse", "dense"] as const) {
      const { adjacency, features, labels } = smallTask(kind);
      const dataset = {
        ...bareDataset({ name: "small", adjacency, dropped: { selfLoops: 0, duplicates: 0 } }),
        features,
        labels,
      };
      writeFileSync(join(folder, "half.npz"), await writeGraph(dataset, "npz"));
      const code = `import numpy, torch, torch_geometric.data, torch_geometric.utils\n${recipe}
print(list(data.x.shape), float(data.x.sum()), data.edge_index.shape[1], data.y.tolist(), "x" in file)`;
      const { stdout, stderr } = spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
      const [, shape, sum, edges, classes, isDense] = /^(\[.*?\]) (\S+) (\d+) (\[.*\]) (\w+)\n$/.exec(
        stdout,
      ) ?? [stderr];
      expect([shape, edges, classes, isDense]).toEqual([
        `[${features.rows}, ${features.columns}]`,
        `${2 * adjacency.edgeCount}`,
        `[${[...labels].join(", ")}]`,
        kind === "dense" ? "True" : "False",
      ]);
      expect(Number(sum)).toBeCloseTo(
        features.values.reduce((total, value) => total + value, 0),
        2,
      );
    }
  },
);
