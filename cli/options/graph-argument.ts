import type { Command } from "commander";
import type { EdgeColumns } from "../../src/graph/formats/text/edge-list-header.js";
import { parseByteSize, parseColumns, parseInteger } from "./option-values.js";
import { requireOptions } from "./required-options.js";

/** Options of every command that reads a graph. */
export interface GraphOptions {
  readonly format?: string;
  readonly directed?: boolean;
  readonly edgeType?: string;
  readonly columns?: EdgeColumns;
  readonly header?: boolean;
  readonly graph?: string;
  readonly variable?: string;
  /** a table of vertices, and which of its columns are what */
  readonly nodes?: string;
  readonly nodeId?: string;
  readonly nodeLabel?: string;
  readonly nodeFeatures?: readonly string[];
  /** bytes */
  readonly memory?: number;
  readonly maxVertices?: number;
}

/** Options of every command that writes one. */
export interface OutputOptions {
  readonly out: string;
  readonly to?: string;
}

export function addGraphArgument(command: Command): Command {
  command.argument("<GRAPH>", "name of a data set, file, or - for standard input");
  return addReaderOptions(command);
}

/** What the options of reading are under in a command's help, after its own. */
export const READING = "How GRAPH is read:";

/** How a graph's file is read. */
export function addReaderOptions(command: Command): Command {
  return command
    .optionsGroup(READING)
    .option("--format <name>", "the file's format; default: by its name and content")
    .option(
      "--columns <names>",
      "columns of an edge list, by name or, from 1, number: source=a,target=b,weight=w; default: by their names, else the first",
      parseColumns,
    )
    .option(
      "--header",
      "the first row of an edge list names its columns; default: where it cannot be an edge",
    )
    .option("--no-header", "the first row of an edge list is an edge")
    .option("--graph <id>", "of a GraphML file with several graphs, the one to read")
    .option("--variable <name>", "of a MAT-file, the matrix; default: A, or the only square sparse one")
    .option(
      "--nodes <file>",
      "a table of the vertices, beside one of edges: csv, parquet or arrow; default: GRAPH.nodes.parquet or .arrow where it is there",
    )
    .option(
      "--node-id <column>",
      "of --nodes, the column of the vertices' names; default: id, node, name, else the first",
    )
    .option("--node-label <column>", "of --nodes, the column of their classes; default: label, class or y")
    .option(
      "--node-features <columns>",
      "of --nodes, the columns of numbers, such as f1,f2 or f*, or one of lists; default: lists named x or features",
      (value: string) => value.split(","),
    )
    .option(
      "--memory <size>",
      "the most that reading a file may take, such as 4G; default: 512M and 256 bytes a byte of it, at most half of the machine's",
      parseByteSize,
    )
    .option(
      "--max-vertices <count>",
      "the most vertices that a number in a file may claim; default: 1,000,000 and 16 a byte of it",
      parseInteger,
    )
    .optionsGroup("");
}

/** For commands that know what to do with directions and edge types; the others drop them. */
export function addRelationOptions(command: Command): Command {
  return command
    .optionsGroup(READING)
    .option("--directed", "keep the directions of edges; default: they are dropped")
    .option(
      "--edge-type <column>",
      "edges have types: a column of an edge list (by name or, from 1, number) or an attribute of JSON, GraphML, GEXF, GML",
    )
    .optionsGroup("");
}

export function addOutputOptions(command: Command): Command {
  return requireOptions(command, "--out")
    .option("-o, --out <file>", "file to write, - for standard output")
    .option("--to <name>", "format to write; default: by the file's name, edge-list for standard output");
}
