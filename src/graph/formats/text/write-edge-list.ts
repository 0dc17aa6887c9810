import { InputError } from "../../../errors.js";
import { edgeTypeName } from "../../attributes/edge-types.js";
import { vertexName } from "../../attributes/vertex-names.js";
import type { GraphDataset } from "../../dataset.js";
import type { Separator } from "./delimited-rows.js";

/**
 * Writes a graph as a list of edges in edge order, with weights where it has them; `readEdgeList` reads it back.
 *
 * Comma, tab and semicolon get a header `source`, `target`, `weight`, `type`. Blanks, the form of SNAP, get one only where a
 * vertex name is no integer or there are edge types, so that no first row can be mistaken for a header. Names that would be misread are quoted.
 * Vertices without an edge, features, labels and attributes are not written.
 *
 * @throws InputError where a vertex name holds NUL, which no text file has, or a lone surrogate, which UTF-8 has not
 */
export function writeEdgeList(dataset: GraphDataset, separator: Separator): Uint8Array {
  const { adjacency, vertexNames } = dataset;
  const { sources, targets, weights, types, edgeCount } = adjacency;
  const special =
    separator === " " ? /^$|^[#%"]|[\s"]/ : new RegExp(`^$|^[#%"\\s]|["\\r\\n${separator}]|\\s$`);
  const quote = (name: string, what = "vertex") => {
    if (/\0|\p{Surrogate}/u.test(name))
      throw new InputError(
        `${what} ${JSON.stringify(name)}: text cannot hold NUL or half a character; write json instead`,
      );
    return special.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  };
  const names = vertexNames?.map((name) => quote(name)) ?? null;
  const lines: string[] = [];
  const typeName = (e: number) => quote(`${edgeTypeName(dataset, e)}`, "edge type");
  if (separator !== " " || types !== null || names?.some((name) => !/^\d+$/.test(name)))
    lines.push(
      ["source", "target", weights === null ? [] : "weight", types === null ? [] : "type"]
        .flat()
        .join(separator),
    );
  for (let e = 0; e < edgeCount; e++) {
    const pair = `${vertexName({ vertexNames: names }, sources[e])}${separator}${vertexName({ vertexNames: names }, targets[e])}`;
    const weighted = weights === null ? pair : `${pair}${separator}${weights[e]}`;
    lines.push(types === null ? weighted : `${weighted}${separator}${typeName(e)}`);
  }
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
}
