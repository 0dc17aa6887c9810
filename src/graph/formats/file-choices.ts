import { InputError } from "../../errors.js";
import type { GraphFormat } from "./format-names.js";
import type { EdgeColumns } from "./text/edge-list-header.js";

/** Where in a file a graph stands; each choice is for some formats only. */
export interface FileChoices {
  /**
   * where the type of an edge stands: a column of an edge list by its name or, from 1, its number; an attribute of JSON, GraphML, GEXF, GML;
   * default: edges have no types, or what seprank's own npz says
   */
  readonly edgeType?: string | undefined;
  /** of an edge list: the columns of sources, targets and weights, by name or, from 1, number; default: by their names, else places */
  readonly columns?: EdgeColumns | undefined;
  /** of an edge list: whether the first row names the columns; default: where it cannot be an edge */
  readonly header?: boolean | undefined;
  /** of GraphML: the id of the graph; needed where there are several */
  readonly graph?: string | undefined;
  /** of a MAT-file: the name of the matrix; default: `A`, else the only square sparse one */
  readonly variable?: string | undefined;
}

/** Formats of edges only, or of edges beside a table of vertices. */
const EDGE_TABLES: readonly GraphFormat[] = ["edge-list", "csv", "tsv", "parquet", "arrow"];
const EDGE_LISTS: readonly GraphFormat[] = ["edge-list", "csv", "tsv"];

const FORMATS: Readonly<Record<keyof FileChoices, { what: string; formats: readonly GraphFormat[] }>> = {
  edgeType: {
    what: "an edge type",
    formats: [...EDGE_TABLES, "json", "node-link", "graphml", "gexf", "gml"],
  },
  columns: { what: "columns", formats: EDGE_TABLES },
  header: { what: "a header", formats: EDGE_LISTS },
  graph: { what: "one graph of several", formats: ["graphml"] },
  variable: { what: "a variable", formats: ["mat"] },
};

/** @throws InputError where a table of vertices is given beside a file that holds its own, or none */
export function checkVertexTable(name: string, format: GraphFormat | null): void {
  if (format === null || !EDGE_TABLES.includes(format))
    throw new InputError(
      `${name}: expected no table of vertices beside it; one goes beside ${EDGE_TABLES.join(", ")}, this is ${format ?? "no file of one graph"}`,
    );
}

/**
 * Refuses a choice that a file has no place for.
 *
 * @param format the file's; null for what is not a file of one graph, as a data set in many files
 * @throws InputError naming the choice and the formats that it is for
 */
export function checkChoices(name: string, format: GraphFormat | null, choices: FileChoices): void {
  for (const [choice, { what, formats }] of Object.entries(FORMATS)) {
    const given = choices[choice as keyof FileChoices];
    if (given !== undefined && (format === null || !formats.includes(format)))
      throw new InputError(
        `${name}: expected no choice of ${what}, got ${JSON.stringify(given)}; it is for ${formats.join(", ")}, this is ${format ?? "no file of one graph"}`,
      );
  }
}
