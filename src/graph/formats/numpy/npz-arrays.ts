import { FormatError } from "../../../errors.js";
import { checkSplit } from "../../attributes/split.js";
import type { CsrMatrix } from "../../csr.js";
import { checkCsr } from "../../csr.js";
import type { Split } from "../../dataset.js";
import type { NumberArray } from "../../dtype.js";
import type { Npz } from "./npz.js";

/** What a reader of an NPZ layout is told. */
export interface NpzReadOptions {
  readonly name: string;
  /** default: what the archive says, else false */
  readonly directed?: boolean | undefined;
}

/** @throws FormatError where the array `key` is not numbers with so many axes (any where not given) */
export function numbersOf(npz: Npz, key: string, axes?: number): NumberArray {
  const array = npz.read(key);
  if (array.kind !== "numbers")
    throw new FormatError(`npz array ${key}: expected numbers, got ${array.kind}`);
  if (axes !== undefined && array.shape.length !== axes)
    throw new FormatError(`npz array ${key}: expected ${axes} axes, got shape (${array.shape.join(", ")})`);
  return array;
}

/** The strings of the array `key`, or null where there is none. @throws FormatError where it holds something else */
export function textsOf(npz: Npz, key: string, count?: number): readonly string[] | null {
  if (!npz.keys.has(key)) return null;
  const { kind, values } = npz.read(key);
  const texts: readonly unknown[] = kind === "numbers" ? [] : values;
  if (kind === "numbers" || !texts.every((text) => typeof text === "string"))
    throw new FormatError(`npz array ${key}: expected strings`);
  if (count !== undefined && texts.length !== count)
    throw new FormatError(`npz array ${key}: expected ${count} strings, got ${texts.length}`);
  return texts as readonly string[];
}

/** The CSR matrix kept as the four arrays `PREFIXdata`, `PREFIXindices`, `PREFIXindptr`, `PREFIXshape`. */
export function csrOf(npz: Npz, prefix: string): CsrMatrix {
  return checkCsr(
    `npz matrix ${prefix === "" ? "of the archive" : prefix}`,
    numbersOf(npz, `${prefix}shape`, 1).values,
    {
      data: numbersOf(npz, `${prefix}data`, 1).values,
      indices: numbersOf(npz, `${prefix}indices`, 1).values,
      indptr: numbersOf(npz, `${prefix}indptr`, 1).values,
    },
  );
}

/**
 * The splits kept as masks `train_masks`, `val_masks`, `test_masks` of shape [S, V]; none where there are no masks.
 *
 * @throws FormatError where a mask has another shape, or one vertex is in two masks of a split
 */
export function splitsOf(npz: Npz, vertexCount: number): Split[] {
  const keys = ["train_masks", "val_masks", "test_masks"];
  if (!keys.some((key) => npz.keys.has(key))) return [];
  const masks = keys.map((key) => numbersOf(npz, key, 2));
  const count = masks[0].shape[0];
  masks.forEach(({ shape }, k) => {
    if (shape[0] !== count || shape[1] !== vertexCount)
      throw new FormatError(
        `npz array ${keys[k]}: expected shape (${count}, ${vertexCount}), got (${shape.join(", ")})`,
      );
  });
  return Array.from({ length: count }, (_, split) => {
    const parts = masks.map(({ values }) => values.subarray(split * vertexCount, (split + 1) * vertexCount));
    const [train, validation, test] = parts.map(verticesOf);
    return checkSplit({ train, validation, test }, vertexCount, `split ${split}`);
  });
}

/**
 * The splits kept as PyTorch Geometric keeps them: `train_mask`, `val_mask`, `test_mask` of shape [V], or [V, S] for S splits. None where
 * one of the three is missing, or a vertex is in two: such masks are no split, and are left aside with a notice.
 *
 * @throws FormatError where a mask has another shape
 */
export function pygSplitsOf(npz: Npz, vertexCount: number): { splits: Split[]; notices: string[] } {
  const keys = ["train_mask", "val_mask", "test_mask"];
  if (!keys.every((key) => npz.keys.has(key))) return { splits: [], notices: [] };
  const masks = keys.map((key) => numbersOf(npz, key));
  const count = masks[0].shape[1] ?? 1;
  masks.forEach(({ shape }, k) => {
    const [rows, columns = 1] = shape;
    if (shape.length > 2 || rows !== vertexCount || columns !== count)
      throw new FormatError(
        `npz array ${keys[k]}: expected shape (${vertexCount}) or (${vertexCount}, ${count}), got (${shape.join(", ")})`,
      );
  });
  try {
    const splits = Array.from({ length: count }, (_, split) => {
      const parts = masks.map(({ values }) => values.filter((_, k) => k % count === split));
      const [train, validation, test] = parts.map(verticesOf);
      return checkSplit({ train, validation, test }, vertexCount, `split ${split}`);
    });
    return { splits, notices: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { splits: [], notices: [`npz arrays ${keys.join(", ")} are left aside: ${error.message}`] };
  }
}

function verticesOf(mask: ArrayLike<number>): Uint32Array {
  const vertices: number[] = [];
  for (let vertex = 0; vertex < mask.length; vertex++) if (mask[vertex] !== 0) vertices.push(vertex);
  return Uint32Array.from(vertices);
}
