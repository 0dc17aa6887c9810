import type { Adjacency } from "../../src/graph/adjacency.js";

/** Layers by their definitions in float64, one vertex at a time: an oracle that shares nothing with what it checks. */
export type Rows = readonly (readonly number[])[];

/** The neighbours of every vertex, from the edge list. */
export function neighborLists({ vertexCount, sources, targets }: Adjacency): number[][] {
  const lists = Array.from({ length: vertexCount }, (): number[] => []);
  sources.forEach((source, e) => {
    lists[source].push(targets[e]);
    lists[targets[e]].push(source);
  });
  return lists;
}

/** A flat row-major matrix as rows. */
export function rowsOf(values: ArrayLike<number>, columns: number): Rows {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, c) => values[row * columns + c]),
  );
}

/** X W + b, W flat. */
export function linear(x: Rows, weights: ArrayLike<number>, bias?: ArrayLike<number>): Rows {
  const outputs = weights.length / x[0].length;
  return x.map((row) =>
    Array.from({ length: outputs }, (_, o) =>
      row.reduce((sum, value, i) => sum + value * weights[i * outputs + o], bias?.[o] ?? 0),
    ),
  );
}

export const relu = (x: Rows): Rows => x.map((row) => row.map((value) => Math.max(0, value)));

export const add = (a: Rows, b: Rows): Rows => a.map((row, v) => row.map((value, c) => value + b[v][c]));

/** Each vertex's sum over its neighbours. */
export function neighborSum(x: Rows, neighbors: readonly number[][]): Rows {
  return neighbors.map((list) => x[0].map((_, c) => list.reduce((sum, neighbor) => sum + x[neighbor][c], 0)));
}

export function layerNorm(x: Rows, gain: ArrayLike<number>, shift: ArrayLike<number>): Rows {
  return x.map((row) => normalized(row).map((value, c) => value * gain[c] + shift[c]));
}

/** By the batch's own statistics. */
export function batchNorm(x: Rows, gain: ArrayLike<number>, shift: ArrayLike<number>): Rows {
  const columns = x[0].map((_, c) => normalized(x.map((row) => row[c])));
  return x.map((row, v) => row.map((_, c) => columns[c][v] * gain[c] + shift[c]));
}

function normalized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
}

/** What a model's layers take from its parameters, one by one. */
export type Take = () => Float64Array;

/** A graph layer by its definition. */
export type ReferenceLayer = (x: Rows, neighbors: readonly number[][], take: Take) => Rows;

export const gin: ReferenceLayer = (x, neighbors, take) => {
  const [epsilon] = take();
  const own = x.map((row) => row.map((value) => (1 + epsilon) * value));
  const first = linear(add(own, neighborSum(x, neighbors)), take());
  const hidden = relu(batchNorm(first, take(), take()));
  return relu(batchNorm(linear(hidden, take()), take(), take()));
};

/** The same with epsilon zero, which is no parameter. */
export const gin0: ReferenceLayer = (x, neighbors, take) => {
  let first = true;
  return gin(x, neighbors, () => {
    if (!first) return take();
    first = false;
    return Float64Array.of(0);
  });
};

/** Each vertex's largest rectified projection over its neighbours, beside the vertex itself. */
export const sageMax: ReferenceLayer = (x, neighbors, take) => {
  const messages = relu(linear(x, take(), take()));
  const largest = messages.map((row, v) =>
    row.map((_, c) => (neighbors[v].length === 0 ? 0 : Math.max(...neighbors[v].map((u) => messages[u][c])))),
  );
  return relu(add(linear(largest, take()), linear(x, take(), take())));
};

/** Columns of W_q of weight matrices side by side, q of `channels`, as a flat matrix. */
function channelOf(weights: ArrayLike<number>, inputs: number, channels: number, q: number): Float64Array {
  const outputs = weights.length / inputs / channels;
  return Float64Array.from({ length: inputs * outputs }, (_, at) => {
    const [i, o] = [Math.floor(at / outputs), at % outputs];
    return weights[(i * channels + q) * outputs + o];
  });
}

/** Incoming edges of one type: of each vertex, where they come from. */
export type TypedNeighbors = readonly (readonly (readonly number[])[])[];

/** Sum over the types of means over the incoming neighbours, each type with its own matrix, the vertex with another. */
export function rgcn(incoming: TypedNeighbors): ReferenceLayer {
  return (x, _neighbors, take) => {
    const weights = take();
    const channels = 1 + incoming.length;
    let sum = linear(x, channelOf(weights, x[0].length, channels, 0), take());
    incoming.forEach((lists, type) => {
      const messages = linear(x, channelOf(weights, x[0].length, channels, 1 + type));
      sum = sum.map((row, v) =>
        row.map((value, c) => lists[v].reduce((total, u) => total + messages[u][c] / lists[v].length, value)),
      );
    });
    return relu(sum);
  };
}

/** Product over the incoming edges and the vertex itself, each type with its own matrix, scaled as {@link product}. */
export function relationalProduct(incoming: TypedNeighbors): ReferenceLayer {
  return (x, _neighbors, take) => {
    const weights = take();
    const bias = take();
    const channels = 1 + incoming.length;
    const messages = Array.from({ length: channels }, (_, q) =>
      linear(x, channelOf(weights, x[0].length, channels, q), bias),
    );
    return x.map((_, v) => {
      const row = messages[0][v].map((own, c) =>
        incoming.reduce(
          (value, lists, type) => lists[v].reduce((product, u) => product * messages[1 + type][u][c], value),
          own,
        ),
      );
      const largest = Math.max(...row.map(Math.abs));
      return largest === 0 ? row : row.map((value) => value / 2 ** Math.floor(Math.log2(largest)));
    });
  };
}

export const sage: ReferenceLayer = (x, neighbors, take) => {
  const means = neighborSum(x, neighbors).map((row, v) =>
    row.map((value) => value / Math.max(1, neighbors[v].length)),
  );
  return relu(add(linear(means, take()), linear(x, take(), take())));
};

/** Products over the neighbours and the vertex itself, each row divided so that its largest element lies in [1, 2). */
export const product: ReferenceLayer = (x, neighbors, take) => {
  const factors = linear(x, take(), take());
  return neighbors.map((list, v) => {
    const row = factors[v].map((own, c) =>
      list.reduce((value, neighbor) => value * factors[neighbor][c], own),
    );
    const largest = Math.max(...row.map(Math.abs));
    return largest === 0 ? row : row.map((value) => value / 2 ** Math.floor(Math.log2(largest)));
  });
};

/** Sums over the neighbours j and the vertex i itself of rows[j] times the softmax of score(i, j, head), rectified. */
function attend(
  rows: Rows,
  neighbors: readonly number[][],
  heads: number,
  score: (i: number, j: number, columns: readonly number[]) => number,
  bias: ArrayLike<number>,
): Rows {
  const share = rows[0].length / heads;
  return rows.map((row, i) => {
    const sources = [i, ...neighbors[i]];
    return row.map((_, c) => {
      const first = share * Math.floor(c / share);
      const columns = Array.from({ length: share }, (_, k) => first + k);
      const powers = sources.map((j) => Math.exp(score(i, j, columns)));
      const total = powers.reduce((sum, power) => sum + power, 0);
      return Math.max(
        0,
        sources.reduce((sum, j, k) => sum + (powers[k] / total) * rows[j][c], bias[c]),
      );
    });
  });
}

const leakyRelu = (value: number): number => (value > 0 ? value : 0.2 * value);

export const gat: ReferenceLayer = (x, neighbors, take) => {
  const rows = linear(x, take());
  const [ofSource, ofTarget, bias] = [take(), take(), take()];
  const score = (i: number, j: number, columns: readonly number[]) =>
    leakyRelu(columns.reduce((sum, c) => sum + ofTarget[c] * rows[i][c] + ofSource[c] * rows[j][c], 0));
  return attend(rows, neighbors, 4, score, bias);
};

export const gatv2: ReferenceLayer = (x, neighbors, take) => {
  const [sources, targets] = [linear(x, take()), linear(x, take())];
  const [vector, bias] = [take(), take()];
  const score = (i: number, j: number, columns: readonly number[]) =>
    columns.reduce((sum, c) => sum + vector[c] * leakyRelu(targets[i][c] + sources[j][c]), 0);
  return attend(sources, neighbors, 4, score, bias);
};

/** (X + max over the neighbours of relu(X)) W + b */
export const gen: ReferenceLayer = (x, neighbors, take) => {
  const messages = x.map((row, v) =>
    row.map((_, c) => Math.max(0, ...neighbors[v].map((neighbor) => x[neighbor][c]))),
  );
  return linear(add(x, messages), take(), take());
};

/** Logits of DeeperGCN with blocks of batch norm, ReLU and convolution. */
export function resgcn(depth: number) {
  return (x: Rows, neighbors: readonly number[][], take: Take): Rows => {
    let rows = gen(linear(x, take(), take()), neighbors, take);
    for (let k = 1; k < depth; k++)
      rows = add(rows, gen(relu(batchNorm(rows, take(), take())), neighbors, take));
    return linear(relu(batchNorm(rows, take(), take())), take(), take());
  };
}

/** Logits of graph layers, each followed by layer norm, and a linear head. */
export function classifier(layer: ReferenceLayer, depth: number) {
  return (x: Rows, neighbors: readonly number[][], take: Take): Rows => {
    let rows = x;
    for (let k = 0; k < depth; k++) rows = layerNorm(layer(rows, neighbors, take), take(), take());
    return linear(rows, take(), take());
  };
}
