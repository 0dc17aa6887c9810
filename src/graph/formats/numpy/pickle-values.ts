/** The type of a NumPy array, as `i4`, with the byte order that BUILD adds. */
export interface PickledType {
  readonly kind: "dtype";
  code: string;
  order: string;
}

/** A name on the whitelist, before it is called. */
export interface PickledGlobal {
  readonly kind: "global";
  readonly means: "reconstruct" | "ndarray" | "dtype" | "csr_matrix" | "defaultdict" | "list";
}

/** A NumPy array, not decoded yet: `pickledArray` does that. */
export interface PickledArray {
  readonly kind: "ndarray";
  type: PickledType;
  shape: readonly number[];
  fortran: boolean;
  raw: Uint8Array | PickleValue[] | null;
}

/** A SciPy CSR matrix: `_shape`, `indptr`, `indices`, `data` by name. */
export interface PickledMatrix {
  readonly kind: "csr_matrix";
  state: Map<string | number, PickleValue>;
}

/** What a pickle can hold. Lists and tuples are arrays, dictionaries maps; strings of Python 2 are bytes. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleValue[]
  | Map<string | number, PickleValue>
  | PickledArray
  | PickledMatrix
  | PickledType
  | PickledGlobal;

/** The text of a string, which Python 2 pickles as bytes (Latin-1 here), or undefined where it is no string. */
export function asText(value: PickleValue | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array && value.length < 2 ** 16)
    return Array.from(value, (byte) => String.fromCharCode(byte)).join("");
  return undefined;
}

interface Kinds {
  global: PickledGlobal;
  dtype: PickledType;
  ndarray: PickledArray;
  csr_matrix: PickledMatrix;
}

/** Whether a value is one of the objects that a pickle can name. */
export function isKind<K extends keyof Kinds>(value: PickleValue | undefined, kind: K): value is Kinds[K] {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}
