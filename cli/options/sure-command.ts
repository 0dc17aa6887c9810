import type { SweepGrid } from "../../src/evaluate/trials/trial.js";
import { flagOf } from "./flag-of.js";
import type { Globals } from "./globals.js";
import type { GraphOptions } from "./graph-argument.js";
import type { HyperparameterOptions } from "./hyperparameter-options.js";

/** What of a command's options is for `evaluate`, too. */
type Shared = GraphOptions & HyperparameterOptions & { readonly split: string; readonly plugin?: string };

/** The `seprank evaluate` that runs a grid of consecutive seeds on the graph of another command, read and trained as there. */
export function sureCommand(
  graph: string,
  options: Shared,
  { models, methods, sparsities, seeds }: SweepGrid,
  { dataDir, folder }: Pick<Globals, "dataDir"> & { readonly folder: string },
): string {
  const { columns, header } = options;
  const flags: readonly (readonly [flag: string, value: string | number | undefined])[] = [
    ["--models", models.join(",")],
    ["--methods", methods.join(",")],
    ["--sparsity", sparsities.join(",")],
    ["--seeds", seeds.length],
    ["--seed", seeds[0]],
    ["--split", options.split === "random" ? undefined : options.split],
    ["--backend", options.backend === "auto" ? undefined : options.backend],
    ...SHARED.map((name) => [flagOf(name), options[name]] as const),
    [
      "--columns",
      columns &&
        Object.entries(columns)
          .flatMap(([name, column]) => (column === undefined ? [] : [`${name}=${column}`]))
          .join(","),
    ],
    ["--node-features", options.nodeFeatures?.join(",")],
    ["--data-dir", dataDir],
    ["-o", folder],
  ];
  const words = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, quoted(`${value}`)]));
  const rowOfNames = header === undefined ? [] : [header ? "--header" : "--no-header"];
  return ["seprank", "evaluate", quoted(graph), ...words, ...rowOfNames].join(" ");
}

/** Options whose value stands on the command line as it is. */
const SHARED = [
  ...(["epochs", "patience", "minImprovement", "learningRate", "weightDecay", "layers", "hidden"] as const),
  ...(["dropout", "plugin", "format", "graph", "variable", "nodes", "nodeId", "nodeLabel"] as const),
  ...(["memory", "maxVertices"] as const),
] as const;

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
