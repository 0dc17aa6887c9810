import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DenseFeatures, GraphDataset, Split } from "../../src/graph/dataset.js";

/** Writes a data set in the layout of the Open Graph Benchmark, with a folder `split/NAME` for each split. */
export function writeOgbFolder(
  folder: string,
  { adjacency, features, labels }: GraphDataset,
  splits: Readonly<Record<string, Split>>,
): string {
  const { values, columns } = features as DenseFeatures;
  const lines = (of: ArrayLike<number>) => Array.from(of, (value) => `${value}\n`).join("");
  const files: Record<string, string> = {
    "raw/edge.csv": Array.from(adjacency.sources, (s, e) => `${s},${adjacency.targets[e]}\n`).join(""),
    "raw/num-node-list.csv": `${adjacency.vertexCount}\n`,
    "raw/node-feat.csv": Array.from(
      labels!,
      (_, t) => `${values.slice(t * columns, (t + 1) * columns).join(",")}\n`,
    ).join(""),
    "raw/node-label.csv": Array.from(labels!, (label) => `${label < 0 ? "nan" : label}\n`).join(""),
    ...Object.fromEntries(
      Object.entries(splits).flatMap(([name, { train, validation, test }]) => [
        [`split/${name}/train.csv`, lines(train)],
        [`split/${name}/valid.csv`, lines(validation)],
        [`split/${name}/test.csv`, lines(test)],
      ]),
    ),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
