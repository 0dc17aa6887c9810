import { InputError, TimeoutError } from "../../src/errors.js";
import { edgeTypeCount } from "../../src/graph/attributes/edge-type-count.js";
import { allVertexNames, vertexName } from "../../src/graph/attributes/vertex-names.js";
import type { GraphDataset } from "../../src/graph/dataset.js";
import type { NamedPartition } from "../../src/partitions/read-partitions.js";
import { createRandom } from "../../src/random.js";
import { textTable } from "../../src/report/tables/text-table.js";
import { createPrimeField } from "../../src/separation-rank/prime-field.js";
import { randomGnnWeights } from "../../src/separation-rank/random-gnn-weights.js";
import { type SeparationRank, separationRank } from "../../src/separation-rank/separation-rank.js";
import { loadGraph } from "../files/load-graph.js";
import { checkPartitionOptions, choosePartitions } from "../files/load-partitions.js";
import { checkTableFile, saveTable } from "../files/save-table.js";
import { STANDARD_OUTPUT, tellResult } from "../files/standard-output.js";
import type { Globals } from "../options/globals.js";
import type { GraphOptions } from "../options/graph-argument.js";
import type { Console } from "../terminal/console.js";
import { createDurationWarning } from "../terminal/duration-warning.js";
import { UsageError } from "../terminal/exit.js";

interface SeparationRankCliOptions extends GraphOptions {
  readonly partition?: string;
  readonly partitionsBy?: string;
  readonly parts?: number;
  readonly target?: string;
  readonly depth: number;
  readonly width: number;
  readonly features: number;
  readonly trials: number;
  readonly points: number;
  readonly timeout?: number;
  readonly out?: string;
}

/** `seprank separation-rank`: measures separation ranks of a product GNN, and compares them with the bounds of walk indices. */
export async function separationRanks(
  graph: string,
  options: SeparationRankCliOptions,
  globals: Globals,
): Promise<void> {
  const {
    partition: file,
    partitionsBy,
    parts,
    depth,
    width,
    features,
    trials,
    points,
    timeout,
    out,
  } = options;
  const { console, seed } = globals;
  if (file === undefined && partitionsBy === undefined)
    throw new UsageError("separation-rank needs --partition or --partitions-by");
  const chosen = { partitions: file, partitionsBy, parts };
  checkPartitionOptions(chosen, "partition");
  for (const [name, value] of Object.entries({ depth, width, features, trials, points }))
    if (!(Number.isSafeInteger(value) && value >= 1))
      throw new InputError(`--${name}: expected an integer >= 1, got ${value}`);
  if (timeout !== undefined && !(timeout > 0))
    throw new InputError(`--timeout: expected seconds > 0, got ${timeout}`);
  if (out !== undefined) checkTableFile(out, globals);

  const { dataset, sha256 } = await loadGraph(graph, options, globals);
  const partitions = withTarget(
    (await choosePartitions(chosen, dataset, seed)) ?? [],
    dataset,
    options.target,
  );
  const tellDone = watchTime(console, timeout, trials * partitions.length);
  const rows = partitions.map((partition, k) => {
    console.progress(`partition ${partition.name}`);
    const onProgress = (line: string) => console.progress(`partition ${partition.name}, ${line}`);
    const onNetworks = (done: number) => tellDone(trials * k + done);
    return rowOf(
      dataset,
      partition,
      measure(dataset, partition, { ...options, seed }, { onProgress, onNetworks, warn: console.warn }),
    );
  });
  console.progress(null);
  const columns = Object.fromEntries(
    Object.keys(rows[0].document).map((name) => [
      name,
      rows.map(({ document }) => document[name as keyof typeof document]),
    ]),
  );
  if (out !== undefined) await saveTable(columns, out);
  const written = out === undefined || out === STANDARD_OUTPUT ? "" : `\nwritten to ${out}`;
  tellResult(
    console,
    [out],
    `separation ranks, ${trials} ${trials === 1 ? "network" : "networks"} of depth ${depth}, width ${width}, ${features} features\n${textTable(
      HEADER,
      rows.map(({ cells }) => cells),
      { columns: console.columns },
    )}${written}`,
    {
      name: dataset.name,
      sha256,
      directed: dataset.adjacency.directed,
      depth,
      width,
      features,
      trials,
      points,
      partitions: rows.map(({ document }) => document),
      output: out ?? null,
    },
  );
}

/** Looks at the time whenever it is told how many networks are measured: says how long the rest takes, and gives up at the limit. */
function watchTime(console: Console, timeout: number | undefined, networks: number): (done: number) => void {
  const begun = performance.now();
  const advice = "fewer --trials, --points and a smaller --width are faster";
  const warn = createDurationWarning(console, "separation-rank", undefined, {
    unit: "networks measured",
    none: "none so far",
    advice,
  });
  return (done) => {
    if (timeout !== undefined && performance.now() - begun > 1000 * timeout)
      throw new TimeoutError(
        `separation-rank: ${Math.floor(done)} of ${networks} networks were measured within ${timeout} s; raise --timeout, or ask for less: ${advice}`,
      );
    warn(done, networks);
  };
}

function withTarget(
  partitions: readonly NamedPartition[],
  dataset: GraphDataset,
  name: string | undefined,
): readonly NamedPartition[] {
  if (name === undefined) return partitions;
  const target = allVertexNames(dataset).indexOf(name);
  if (target < 0) throw new InputError(`--target: expected a vertex of ${dataset.name}, got "${name}"`);
  return partitions.map((partition) => ({ ...partition, target: partition.target ?? target }));
}

/** One network after another, all with random integer weights. */
function measure(
  { adjacency }: GraphDataset,
  partition: NamedPartition,
  { depth, width, features, trials, points, seed }: SeparationRankCliOptions & Pick<Globals, "seed">,
  {
    onProgress,
    onNetworks,
    warn,
  }: Record<"onProgress" | "warn", (line: string) => void> & { readonly onNetworks: (done: number) => void },
): SeparationRank[] {
  const random = createRandom(seed, "separation-rank");
  const field = createPrimeField();
  const channels = adjacency.types === null ? 1 : 1 + edgeTypeCount(adjacency);
  const found: SeparationRank[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const weights = randomGnnWeights({ depth, width, features }, random, { field, channels });
    const { minimalCut } = found[0] ?? {};
    found.push(
      separationRank(adjacency, weights, partition, {
        random,
        maxPoints: points,
        minimalCut,
        onProgress: (line) => onProgress(`network ${trial + 1} of ${trials}: ${line}`),
        onValues: (done, most) => onNetworks(trial + Math.min(1, done / most)),
      }),
    );
  }
  const exceptional = found.filter((own) => own.exceptional).length;
  if (exceptional > 0)
    warn(
      `partition ${partition.name}: ${exceptional} of ${trials} networks have a rank below theorem 8's bound, which holds for almost all weights`,
    );
  return found;
}

const HEADER = [
  "partition",
  "size",
  "target",
  "walk index",
  "theorem 8",
  "lowest",
  "highest",
  "cut",
  "theorem 7",
];

function rowOf(
  dataset: GraphDataset,
  { name, subset, target }: NamedPartition,
  found: readonly SeparationRank[],
) {
  const ordered = found.toSorted((a, b) => a.rank - b.rank);
  const [lowest, highest] = [ordered[0], ordered[ordered.length - 1]];
  const { walkIndex, lower, minimalCut, explicitCut, upper } = found[0];
  const targetName = target === undefined ? null : vertexName(dataset, target);
  const rank = (own: SeparationRank) => `${own.decided === "no" ? ">= " : ""}${own.rank}`;
  return {
    cells: [
      name,
      `${subset.length}`,
      targetName ?? "-",
      `${walkIndex}`,
      bound(lower),
      rank(lowest),
      rank(highest),
      minimalCut === null ? "-" : bound(minimalCut),
      bound(upper),
    ],
    document: {
      partition: name,
      size: subset.length,
      target: targetName,
      walkIndex: typeof walkIndex === "bigint" ? `${walkIndex}` : walkIndex,
      lower,
      lowest: lowest.rank,
      highest: highest.rank,
      undecided: found.filter(({ decided }) => decided === "no").length,
      failure: Math.min(
        1,
        found.reduce((sum, { failure }) => sum + failure, 0),
      ),
      minimalCut,
      explicitCut,
      upper,
    },
  };
}

/** A bound's logarithm as the rank it is. */
function bound(log: number): string {
  const value = Math.exp(log);
  if (value < 1e6) return `${Number(value.toFixed(2))}`;
  return value < Number.POSITIVE_INFINITY ? value.toExponential(1) : `e^${log.toPrecision(3)}`;
}
