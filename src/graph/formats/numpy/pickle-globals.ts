import { FormatError } from "../../../errors.js";
import { asText, isKind, type PickledGlobal, type PickleValue } from "./pickle-values.js";

/** The whitelist: every other global is refused. None of them runs code here; they only shape data. */
const GLOBALS: ReadonlyMap<string, PickledGlobal["means"]> = new Map([
  ["numpy.core.multiarray _reconstruct", "reconstruct"],
  ["numpy._core.multiarray _reconstruct", "reconstruct"],
  ["numpy ndarray", "ndarray"],
  ["numpy dtype", "dtype"],
  ["scipy.sparse.csr csr_matrix", "csr_matrix"],
  ["scipy.sparse._csr csr_matrix", "csr_matrix"],
  ["collections defaultdict", "defaultdict"],
  ["__builtin__ list", "list"],
  ["builtins list", "list"],
]);

/** @throws FormatError where the global is not on the whitelist */
export function findGlobal(module: string, name: string, byte: number): PickledGlobal {
  const means = GLOBALS.get(`${module} ${name}`);
  if (means === undefined)
    throw new FormatError(
      `pickle: refused the global ${JSON.stringify(`${module}.${name}`.slice(0, 100))}: only NumPy arrays, SciPy CSR matrices and plain collections are read`,
      { byte },
    );
  return { kind: "global", means };
}

/** What REDUCE and NEWOBJ give: an empty object of the global's kind, which BUILD or SETITEMS fills. */
export function construct(callable: PickleValue, parameters: PickleValue, byte: number): PickleValue {
  const means = isKind(callable, "global") ? callable.means : undefined;
  if (Array.isArray(parameters)) {
    if (means === "reconstruct" && isKind(parameters[0], "global") && parameters[0].means === "ndarray")
      return {
        kind: "ndarray",
        type: { kind: "dtype", code: "", order: "" },
        shape: [],
        fortran: false,
        raw: null,
      };
    if (means === "dtype" && parameters.length >= 1) {
      const code = asText(parameters[0]);
      if (code !== undefined) return { kind: "dtype", code, order: "=" };
    }
    if (means === "csr_matrix" && parameters.length === 0) return { kind: "csr_matrix", state: new Map() };
    if (means === "defaultdict") return new Map();
    if (means === "list" && parameters.length === 0) return [];
  }
  throw new FormatError("pickle: expected the parameters of a NumPy array, type, CSR matrix or collection", {
    byte,
  });
}

/** What BUILD does: gives an object its state. */
export function build(target: PickleValue, state: PickleValue, byte: number): void {
  if (isKind(target, "csr_matrix") && state instanceof Map) target.state = state;
  else if (isKind(target, "dtype") && Array.isArray(state) && asText(state[1]) !== undefined)
    target.order = asText(state[1]) as string;
  else if (isKind(target, "ndarray") && Array.isArray(state) && state.length === 5) {
    const [, shape, type, fortran, raw] = state;
    if (
      !Array.isArray(shape) ||
      !shape.every((size): size is number => Number.isSafeInteger(size) && (size as number) >= 0) ||
      !isKind(type, "dtype") ||
      typeof fortran !== "boolean" ||
      !(raw instanceof Uint8Array || Array.isArray(raw))
    )
      throw new FormatError("pickle: expected an array's version, shape, type, order and data", { byte });
    Object.assign(target, { shape, type, fortran, raw });
  } else throw new FormatError("pickle: expected a state for an array, a type or a CSR matrix", { byte });
}
