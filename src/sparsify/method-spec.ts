import { InputError } from "../errors.js";
import { type PartitionWay, partitionWayNamed } from "../partitions/partitions-by.js";
import { checkWisLength } from "./orders/simple-graph.js";

/** A method as it is written: a name of the registry, with what else says which method it is. */
export interface MethodSpec {
  /** the name in the registry */
  readonly method: string;
  /** L - 1; default the method's own */
  readonly walkLength?: number;
  /** for gwis: how partitions are made, see {@link PARTITION_WAYS} */
  readonly way?: PartitionWay;
  readonly wayName?: string;
  /** of a cut: how many */
  readonly parts?: number;
}

/** How {@link parseMethod} reads what is no plain name; for help texts and messages. */
export const METHOD_NOTATION = "K-wis, or gwis@WAY, K-gwis@WAY, gwis@cut:PARTS";

/**
 * Reads a method with its walk length and its way to make partitions: "3-wis" is wis with walks of length 3, "gwis@community" is gwis
 * with communities as partitions, "1-gwis@cut:16" both, with a cut into 16 parts. All other texts are names.
 *
 * So a text tells all that a sweep's record must hold of a method.
 *
 * @throws InputError for walks of no step in WIS, a way that is unknown, a number of parts that no cut has, and partitions of a method that takes none
 */
export function parseMethod(text: string): MethodSpec {
  const plain = /^(\d+)-(wis|gwis)$/.exec(text);
  // 1-wis and 2-wis are methods of their own.
  if (plain !== null && !/^[12]-wis$/.test(text)) {
    if (plain[2] === "wis") checkWisLength(Number(plain[1]));
    return { method: plain[2], walkLength: Number(plain[1]) };
  }
  if (!text.includes("@")) return { method: text };
  const parts = /^(?:(\d+)-)?([^@]*)@([^@:]*)(?::(\d+))?$/.exec(text);
  if (parts === null || parts[2] !== "gwis")
    throw new InputError(`method: expected a name, ${METHOD_NOTATION}, got ${JSON.stringify(text)}`);
  const way = partitionWayNamed(parts[3]);
  if (parts[4] !== undefined && parts[3] !== "cut")
    throw new InputError(`method: expected a number of parts after cut only, got ${JSON.stringify(text)}`);
  return {
    method: "gwis",
    way,
    wayName: parts[3],
    ...(parts[1] === undefined ? {} : { walkLength: Number(parts[1]) }),
    ...(parts[4] === undefined ? {} : { parts: Number(parts[4]) }),
  };
}
