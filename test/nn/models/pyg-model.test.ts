import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { selectBackend } from "../../../src/nn/backend/backend.js";
import { decodeModel, encodePygModel } from "../../../src/nn/models/model-file.js";
import { MODEL_NAMES, PYG_MODELS } from "../../../src/nn/models/model-names.js";
import { readSafetensors, writeSafetensors } from "../../../src/nn/models/safetensors.js";
import { applyModel } from "../../../src/nn/models/trained-model.js";
import { trainVertexClassifier } from "../../../src/nn/training/train.js";
import { smallTask } from "../../generators/small-task.js";
import { distance } from "../../support/kernel-harness.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const OPTIONS = { hidden: 8, layers: 2, learningRate: 1e-2, epochs: 6, backend: "wasm" };
const NOTES = { classNames: ["a", "b", "c"], about: { seed: 3 } };

test.each(PYG_MODELS)(
  "%s: through a file with PyTorch Geometric's names, it predicts the same to the bit",
  async (model) => {
    const task = smallTask();
    const { trained, predictions, scores } = await trainVertexClassifier(task, { ...OPTIONS, model });
    const bytes = encodePygModel(trained, NOTES);
    const { tensors } = readSafetensors(bytes);
    expect(tensors.has("lin.weight") && tensors.has("norms.1.bias")).toBe(true);
    const { trained: read, notes } = decodeModel(bytes);
    expect(notes).toEqual(NOTES);
    expect(read).toEqual(trained);
    // Without our header, the names tell the model.
    const { trained: bare } = decodeModel(writeSafetensors({ tensors, metadata: {} }));
    expect(bare.model).toBe(model === "gin-0" ? "gin" : model);
    expect(applyModel(bare, task)).toEqual({ predictions, scores });
  },
);

describe("what does not fit", () => {
  test.each(MODEL_NAMES.filter((name) => !(PYG_MODELS as readonly string[]).includes(name)))(
    "%s has no names there",
    async (model) => {
      const { trained } = await trainVertexClassifier(smallTask(), { ...OPTIONS, epochs: 1, model });
      expect(() => encodePygModel(trained, NOTES)).toThrow(
        `pyg: expected a model that PyTorch Geometric has, gcn, gin, gin-0, gat, gatv2, sage, got ${model}`,
      );
    },
  );

  test("a tensor too few, one too many, one of another shape, a bias that is not here, a header of other sizes", async () => {
    await selectBackend("wasm");
    const { trained } = await trainVertexClassifier(smallTask(), { ...OPTIONS, epochs: 1, model: "gatv2" });
    const { tensors, metadata } = readSafetensors(encodePygModel(trained, NOTES));
    const changed = (
      change: (tensors: Map<string, { shape: readonly number[]; values: Float32Array }>) => void,
      header = {},
    ) => {
      const copy = new Map(tensors);
      change(copy);
      return () => decodeModel(writeSafetensors({ tensors: copy, metadata: header }));
    };
    expect(changed((copy) => copy.delete("norms.1.bias"))).toThrow(
      'pyg: expected a tensor norms.1.bias of a gatv2 of 2 layers with normalisation and jk="last", got none',
    );
    expect(changed((copy) => copy.set("convs.0.other", { shape: [1], values: new Float32Array(1) }))).toThrow(
      "pyg: tensor convs.0.other: expected the tensors of a gatv2 of 2 layers",
    );
    expect(changed((copy) => copy.set("lin.weight", { shape: [24], values: new Float32Array(24) }))).toThrow(
      "pyg: tensor lin.weight: expected a matrix, got shape [24]",
    );
    expect(
      changed((copy) =>
        copy.set("convs.1.lin_l.bias", { shape: [8], values: new Float32Array(8).fill(0.5) }),
      ),
    ).toThrow("pyg: tensor convs.1.lin_l.bias: expected zeros, as gatv2 has no such bias here");
    const header = {
      "seprank.model": (metadata["seprank.model"] as string).replace('"layers":2', '"layers":3'),
    };
    expect(changed(() => undefined, header)).toThrow("a model: expected 3 layers, as its header says, got 2");
  });
});

const python = process.env.SEPRANK_PYTHON ?? "python3";
const hasGeometric =
  spawnSync(python, [
    "-c",
    "import importlib.util as u, sys; sys.exit(not (u.find_spec('torch_geometric') and u.find_spec('safetensors')))",
  ]).status === 0;
if (!hasGeometric)
  process.stdout.write(
    "no Python with PyTorch Geometric and safetensors: weights are not loaded there; SEPRANK_PYTHON\n",
  );

test.runIf(hasGeometric)(
  "PyTorch Geometric loads the weights by the guide's code, with the same scores, and trains on; what it saves is read back",
  async () => {
    const folder = temporaryFolder();
    const task = smallTask();
    const { adjacency, features } = task;
    const dense = new Float32Array(features.rows * features.columns);
    if (features.kind === "dense") dense.set(features.values);
    else
      for (let row = 0; row < features.rows; row++)
        for (let k = features.offsets[row]; k < features.offsets[row + 1]; k++)
          dense[row * features.columns + features.indices[k]] = features.values[k];
    const given = {
      x: [...dense],
      shape: [features.rows, features.columns],
      edges: [[...adjacency.sources], [...adjacency.targets]],
    };
    writeFileSync(join(folder, "task.json"), JSON.stringify(given));
    const scoresOf = new Map<string, Float32Array>();
    for (const model of PYG_MODELS) {
      const { trained, scores } = await trainVertexClassifier(task, { ...OPTIONS, model });
      scoresOf.set(model, scores);
      writeFileSync(join(folder, `${model}.safetensors`), encodePygModel(trained, NOTES));
    }
    const page = readFileSync(
      fileURLToPath(new URL("../../../docs/guide/pytorch-geometric.md", import.meta.url)),
      "utf8",
    );
    const blocks = Array.from(page.matchAll(/```python\n([\s\S]*?)```/g), ([, code]) => code).filter((code) =>
      /def (load|save)/.test(code),
    );
    expect(blocks).toHaveLength(2);
    const code = `${blocks.join("\n")}
import json
task = json.load(open("task.json"))
x = torch.tensor(task["x"]).reshape(task["shape"])
edges = torch.tensor(task["edges"]); edges = torch.cat([edges, edges.flip(0)], 1)
result = {}
for name in MODELS:
    model = load(name + ".safetensors", name)
    before = model(x, edges).softmax(1).flatten().tolist()
    # One step of training, of all but the biases that seprank's GATv2 does not have.
    model.train()
    model(x, edges).log_softmax(1)[:, 0].sum().backward()
    with torch.no_grad():
        for key, value in model.named_parameters():
            if not (name == "gatv2" and key.endswith(("lin_l.bias", "lin_r.bias"))) and not (name == "gin-0" and key.endswith("eps")):
                value -= 0.01 * value.grad
    save(model, name + ".back.safetensors")
    result[name] = [before, model.eval()(x, edges).softmax(1).flatten().tolist()]
print(json.dumps(result))`;
    const run = spawnSync(python, ["-c", code], { cwd: folder, encoding: "utf8" });
    expect(run.status, run.stderr).toBe(0);
    const result = JSON.parse(run.stdout) as Record<string, [number[], number[]]>;
    expect(Object.keys(result).sort()).toEqual([...PYG_MODELS].sort());
    for (const [model, [before, after]] of Object.entries(result)) {
      expect(distance(scoresOf.get(model) as Float32Array, before), model).toBeLessThan(1e-4);
      const { trained } = decodeModel(
        new Uint8Array(readFileSync(join(folder, `${model}.back.safetensors`))),
      );
      expect(distance(applyModel(trained, task).scores, after), `${model}, trained on`).toBeLessThan(1e-4);
      expect(distance(Float32Array.from(before), after), `${model} changed`).toBeGreaterThan(1e-3);
    }
  },
);
