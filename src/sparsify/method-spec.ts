import { InputError } from "../errors.js";
import { nearestName } from "../graph/nearest-name.js";
import { PARTITION_WAYS, type PartitionWayName, partitionWayNamed } from "../partitions/partitions-by.js";
import { type BuiltInMethod, type MethodFacts, methodFacts, methodNames } from "./catalog.js";
import { checkWisLength } from "./orders/simple-graph.js";

type PartitionNotation = PartitionWayName | `cut:${number}`;

/** The names of methods as they are written: those of the catalogue, and those that tell a walk length or partitions. */
export type MethodName =
  | BuiltInMethod
  | `${number}-wis`
  | `${number}-gwis`
  | `gwis@${PartitionNotation}`
  | `${number}-gwis@${PartitionNotation}`;

/** A method, parsed: made once, where a name comes in, and passed on. Plain data. */
export interface MethodSpec {
  /** as it was written, for records and messages: "2-gwis@cut:16" */
  readonly name: string;
  /** its name in the catalogue: "gwis" */
  readonly method: string;
  readonly facts: MethodFacts;
  /** L - 1, where the name tells it; default the method's own */
  readonly walkLength?: number;
  /** of gwis: how partitions are made, see {@link PARTITION_WAYS} */
  readonly partitionsBy?: PartitionWayName;
  /** of a cut: how many */
  readonly parts?: number;
  /** whether it takes the labels of vertices to make partitions */
  readonly labelled: boolean;
}

/** How {@link parseMethod} reads what is no plain name; for help texts and messages. */
export const METHOD_NOTATION = "K-wis, or gwis@WAY, K-gwis@WAY, gwis@cut:PARTS";

/**
 * Parses a method's name with its walk length and its way to make partitions: "3-wis" is wis with walks of length 3, "gwis@community"
 * is gwis with communities as partitions, "1-gwis@cut:16" both, with a cut into 16 parts.
 *
 * @throws InputError for an unknown name, with the nearest one; for walks of no step in WIS, a way that is unknown, a number of parts
 *   that no cut has, and partitions of a method that takes none
 *
 * @example
 * ```ts
 * import { parseMethod } from "seprank";
 *
 * const { method, walkLength, parts } = parseMethod("1-gwis@cut:16");
 * [method, walkLength, parts]; // => ["gwis", 1, 16]
 * ```
 */
export function parseMethod(name: MethodName | (string & {})): MethodSpec {
  const facts = methodFacts(name);
  // 1-wis and 2-wis are methods of their own.
  if (facts !== undefined) return { name, method: name, facts, labelled: false };
  const plain = /^(\d+)-(wis|gwis)$/.exec(name);
  if (plain !== null) {
    const [, digits, method] = plain;
    if (method === "wis") checkWisLength(Number(digits));
    return { name, method, facts: factsOf(method), walkLength: Number(digits), labelled: false };
  }
  if (name.includes("@")) return parsePartitions(name);
  throw new InputError(
    `method: expected one of ${methodNames().join(", ")}, ${METHOD_NOTATION}, got "${name}"; did you mean ${nearestName(name, methodNames())}?`,
  );
}

function parsePartitions(name: string): MethodSpec {
  const parts = /^(?:(\d+)-)?([^@]*)@([^@:]*)(?::(\d+))?$/.exec(name);
  if (parts === null || parts[2] !== "gwis")
    throw new InputError(`method: expected a name, ${METHOD_NOTATION}, got ${JSON.stringify(name)}`);
  const [, walkLength, method, way, count] = parts;
  const partitionsBy = partitionWayNamed(way);
  const { randomised, labelled } = PARTITION_WAYS[partitionsBy];
  if (count !== undefined && partitionsBy !== "cut")
    throw new InputError(`method: expected a number of parts after cut only, got ${JSON.stringify(name)}`);
  return {
    name,
    method,
    // Labels to train on are those of a seed's split.
    facts: { ...factsOf(method), randomised: randomised || labelled },
    partitionsBy,
    labelled,
    ...(walkLength === undefined ? {} : { walkLength: Number(walkLength) }),
    ...(count === undefined ? {} : { parts: Number(count) }),
  };
}

function factsOf(method: string): MethodFacts {
  const facts = methodFacts(method);
  if (facts === undefined) throw new Error(`no method ${method} in the catalogue`);
  return facts;
}
