import { zipSync } from "fflate";

/** An array as a NumPy file of version 1.0, written down from the format's description. */
export function npyBytes(descr: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + padded.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(data, 10 + padded.length);
  return bytes;
}

export function int64Npy(values: readonly number[], shape: readonly number[] = [values.length]): Uint8Array {
  return npyBytes("<i8", shape, new Uint8Array(BigInt64Array.from(values, BigInt).buffer));
}

export function float32Npy(values: readonly number[], shape: readonly number[]): Uint8Array {
  return npyBytes("<f4", shape, new Uint8Array(Float32Array.from(values).buffer));
}

/** A path graph of 12 vertices with two features and two classes, as heterophilous-graphs keeps graphs, but for some arrays. */
export function pathGraphNpz(changed: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const vertices = Array.from({ length: 12 }, (_, t) => t);
  return npzBytes({
    edges: int64Npy(
      vertices.slice(1).flatMap((t) => [t - 1, t]),
      [11, 2],
    ),
    node_features: float32Npy(
      vertices.flatMap((t) => [t % 2, 1]),
      [12, 2],
    ),
    node_labels: int64Npy(vertices.map((t) => t % 2)),
    ...changed,
  });
}

/** One vertex, with features and a label, as heterophilous-graphs would keep it. */
export function oneVertexNpz(): Uint8Array {
  return npzBytes({
    edges: int64Npy([], [0, 2]),
    node_features: float32Npy([1, 0], [1, 2]),
    node_labels: int64Npy([0]),
  });
}

export function npzBytes(arrays: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(arrays).map(([key, bytes]) => [`${key}.npy`, bytes]);
  return zipSync(Object.fromEntries(entries), { level: 6 });
}

/** The archive with the sizes that its first entry declares replaced, in the local and in the central header. */
export function declareSize(zip: Uint8Array, size: number): Uint8Array {
  const result = zip.slice();
  const view = new DataView(result.buffer);
  const headers = [
    { signature: 0x04034b50, sizeAt: 22 },
    { signature: 0x02014b50, sizeAt: 24 },
  ];
  for (const { signature, sizeAt } of headers)
    for (let at = 0; at + 30 < result.length; at++)
      if (view.getUint32(at, true) === signature) {
        view.setUint32(at + sizeAt, size, true);
        break;
      }
  return result;
}

/** An object array holding a pickle, as GraphData keeps its matrices. */
export function pickleNpz(pickle: string): Uint8Array {
  return npzBytes({ adj_matrix: npyBytes("|O", [1], new TextEncoder().encode(pickle)) });
}
