import { createScalarTape, type ScalarTape } from "./scalar-tape.js";

/** An image of places on a tape. */
interface Nodes {
  readonly at: readonly number[];
  readonly shape: readonly [images: number, height: number, width: number, channels: number];
}

/** A network written down number by number; `parameters` by the names that the network gives them. */
export type LiteralNetwork = (tape: ScalarTape, x: Nodes, parameters: ReadonlyMap<string, Nodes>) => number[];

interface Value {
  readonly values: ArrayLike<number>;
  readonly shape: readonly number[];
}

const sum = (tape: ScalarTape, terms: readonly number[]) =>
  terms.length === 0 ? tape.input(0) : terms.reduce((a, b) => tape.add(a, b));

function convolution(tape: ScalarTape, x: Nodes, filter: Nodes, stride: number, padding: number): Nodes {
  const [images, height, width, channels] = x.shape;
  const [window, , , filters] = filter.shape;
  const places = (size: number) => Math.floor((size + 2 * padding - window) / stride) + 1;
  const at: number[] = [];
  for (let n = 0; n < images; n++)
    for (let p = 0; p < places(height); p++)
      for (let q = 0; q < places(width); q++)
        for (let o = 0; o < filters; o++) {
          const terms: number[] = [];
          for (let i = 0; i < window; i++)
            for (let j = 0; j < window; j++) {
              const [row, column] = [p * stride + i - padding, q * stride + j - padding];
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              for (let c = 0; c < channels; c++)
                terms.push(
                  tape.multiply(
                    x.at[((n * height + row) * width + column) * channels + c],
                    filter.at[((i * window + j) * channels + c) * filters + o],
                  ),
                );
            }
          at.push(sum(tape, terms));
        }
  return { at, shape: [images, places(height), places(width), filters] };
}

function batchNorm(tape: ScalarTape, x: Nodes, gain: Nodes, shift: Nodes): Nodes {
  const channels = x.shape[3];
  const at = [...x.at];
  for (let c = 0; c < channels; c++) {
    const own = x.at.filter((_, k) => k % channels === c);
    const share = tape.input(1 / own.length);
    const minus = tape.input(-1);
    const mean = tape.multiply(sum(tape, own), share);
    const centered = own.map((k) => tape.add(k, tape.multiply(minus, mean)));
    const variance = tape.multiply(
      sum(
        tape,
        centered.map((k) => tape.multiply(k, k)),
      ),
      share,
    );
    const v = tape.value(variance) + 1e-5;
    const inverse = tape.apply(variance, v ** -0.5, -0.5 * v ** -1.5);
    centered.forEach((k, row) => {
      at[row * channels + c] = tape.add(tape.multiply(tape.multiply(k, inverse), gain.at[c]), shift.at[c]);
    });
  }
  return { at, shape: x.shape };
}

const rectify = (tape: ScalarTape, x: Nodes): Nodes => ({
  at: x.at.map((k) => (tape.value(k) > 0 ? tape.apply(k, tape.value(k), 1) : tape.apply(k, 0, 0))),
  shape: x.shape,
});

function maxPooling(tape: ScalarTape, x: Nodes): Nodes {
  const [images, height, width, channels] = x.shape;
  const places = (size: number) => Math.floor((size - 1) / 2) + 1;
  const at: number[] = [];
  for (let n = 0; n < images; n++)
    for (let p = 0; p < places(height); p++)
      for (let q = 0; q < places(width); q++)
        for (let c = 0; c < channels; c++) {
          let best = -1;
          for (let row = Math.max(0, 2 * p - 1); row <= Math.min(height - 1, 2 * p + 1); row++)
            for (let column = Math.max(0, 2 * q - 1); column <= Math.min(width - 1, 2 * q + 1); column++) {
              const k = x.at[((n * height + row) * width + column) * channels + c];
              if (best < 0 || tape.value(k) > tape.value(best)) best = k;
            }
          at.push(best);
        }
  return { at, shape: [images, places(height), places(width), channels] };
}

/** A residual network, see resnet. */
export const literalResnet =
  (stemStride: number, pool: boolean, widths: readonly number[], blocks: readonly number[]): LiteralNetwork =>
  (tape, images, parameters) => {
    const own = (name: string) => parameters.get(name) as Nodes;
    const convolve = (x: Nodes, name: string, stride: number) => {
      const filter = own(`${name}.weight`);
      return convolution(tape, x, filter, stride, (filter.shape[0] - 1) / 2);
    };
    const normalize = (x: Nodes, name: string) =>
      batchNorm(tape, x, own(`${name}.weight`), own(`${name}.bias`));
    let x = rectify(tape, normalize(convolve(images, "conv1", stemStride), "bn1"));
    if (pool) x = maxPooling(tape, x);
    let inputs = widths[0];
    widths.forEach((filters, stage) => {
      for (let block = 0; block < blocks[stage]; block++) {
        const name = `layer${stage + 1}.${block}`;
        const stride = stage > 0 && block === 0 ? 2 : 1;
        const first = rectify(tape, normalize(convolve(x, `${name}.conv1`, stride), `${name}.bn1`));
        const inner = normalize(convolve(first, `${name}.conv2`, 1), `${name}.bn2`);
        const around =
          stride === 1 && inputs === filters
            ? x
            : normalize(convolve(x, `${name}.downsample.0`, stride), `${name}.downsample.1`);
        x = rectify(tape, { at: inner.at.map((k, n) => tape.add(k, around.at[n])), shape: inner.shape });
        inputs = filters;
      }
    });
    const [count, height, width, channels] = x.shape;
    const share = tape.input(1 / (height * width));
    return Array.from({ length: count }, (_, n) => {
      const terms = own("fc.weight").at.map((weight, c) => {
        const places = x.at.filter(
          (_, k) => k % channels === c && Math.floor(k / (height * width * channels)) === n,
        );
        return tape.multiply(tape.multiply(sum(tape, places), share), weight);
      });
      return tape.add(sum(tape, terms), own("fc.bias").at[0]);
    });
  };

/** A product pooling network over square patches, see productPooling; recursively, from the root down. */
export const literalProductPooling =
  (patch: number): LiteralNetwork =>
  (tape, x, parameters) => {
    const [images, height, width, channels] = x.shape;
    const levels = [...parameters.values()];
    const power = (size: number) => 2 ** Math.ceil(Math.log2(size / patch));
    const linear = (level: number, node: number, h: readonly number[]) => {
      const [, from, to] = levels[level].shape;
      return Array.from({ length: to }, (_, s) =>
        sum(
          tape,
          h.map((value, r) => tape.multiply(value, levels[level].at[(node * from + r) * to + s])),
        ),
      );
    };
    const output = (n: number, level: number, node: number, area: readonly number[]): number[] => {
      const [top, left, rows, columns] = area;
      if (rows * columns > 1) {
        const wide = columns >= rows;
        const half = wide ? [top, left, rows, columns / 2] : [top, left, rows / 2, columns];
        const rest = wide
          ? [top, left + columns / 2, rows, columns / 2]
          : [top + rows / 2, left, rows / 2, columns];
        const [a, b] = [half, rest].map((part, k) => output(n, level - 1, 2 * node + k, part));
        return linear(
          level,
          node,
          a.map((value, r) => tape.multiply(value, b[r])),
        );
      }
      const vector = [tape.input(1)];
      for (let i = top * patch; i < (top + 1) * patch; i++)
        for (let j = left * patch; j < (left + 1) * patch; j++)
          for (let c = 0; c < channels; c++)
            vector.push(
              i < height && j < width ? x.at[((n * height + i) * width + j) * channels + c] : tape.input(0),
            );
      return linear(level, node, vector);
    };
    return Array.from(
      { length: images },
      (_, n) => output(n, levels.length - 1, 0, [0, 0, power(height), power(width)])[0],
    );
  };

/** The loss and the regulariser as they are defined, by differentiating f once, number by number. */
export function literalLoss(
  network: LiteralNetwork,
  parameters: ReadonlyMap<string, Value>,
  images: Value,
  exchanged: Value,
  labels: readonly number[],
  region: readonly number[],
): { loss: number; penalty: number } {
  const [count, height, width, channels] = images.shape;
  const pass = ({ values }: Value) => {
    const tape = createScalarTape();
    const place = (value: Value): Nodes => ({
      at: Array.from(value.values, (number) => tape.input(number)),
      shape: value.shape as unknown as Nodes["shape"],
    });
    const x = place({ values, shape: images.shape });
    const weights = new Map([...parameters].map(([name, value]) => [name, place(value)]));
    const outputs = network(tape, x, weights);
    const gradient = tape.gradient(sum(tape, outputs));
    const rows = Array.from({ length: count }, (_, n) =>
      region.flatMap((pixel) =>
        Array.from(
          { length: channels },
          (_, c) => gradient[x.at[(n * height * width + pixel) * channels + c]],
        ),
      ),
    );
    return { logits: outputs.map((k) => tape.value(k)), rows };
  };
  const [plain, other] = [pass(images), pass(exchanged)];
  const inner = (u: readonly number[], v: readonly number[]) =>
    u.reduce((s, value, k) => s + value * v[k], 0);
  const penalty =
    plain.rows.reduce((s, u, n) => {
      const v = other.rows[n];
      return s + Math.abs(inner(u, v)) / Math.sqrt(inner(u, u) * inner(v, v));
    }, 0) / count;
  const loss =
    plain.logits.reduce((s, z, n) => s + Math.log(1 + Math.exp(labels[n] === 1 ? -z : z)), 0) / count;
  return { loss, penalty };
}
