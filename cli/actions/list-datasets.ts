import { dirname } from "node:path";
import { findOgbFolder } from "../../datasets/graphs/open-ogb.js";
import { COUNTING_RULE, catalog } from "../../datasets/store/catalog.js";
import { findFiles } from "../../datasets/store/find-files.js";
import { textTable } from "../../src/report/tables/text-table.js";
import type { Globals } from "../options/globals.js";

/** `seprank datasets list`: lists the data sets of the catalogue, and which of them are on this machine. */
export async function listDatasets({ console, dataDir }: Globals): Promise<void> {
  const listed = await Promise.all(
    catalog.map(async ({ name, title, task, licence, citation, counts, format, files, folder }) => {
      const entry = { name, title, task, licence, citation, counts };
      if (format === "embedded") return { ...entry, found: "embedded" };
      if (format === "ogb") return { ...entry, found: await findOgbFolder({ name, folder }, dataDir) };
      const paths = await findFiles({ files }, dataDir);
      return { ...entry, found: paths === null ? null : dirname(paths[0]) };
    }),
  );
  const rows = listed.map(({ name, counts, found, licence }) => [
    name,
    ...[counts.vertices, counts.edges, counts.features, counts.classes].map(String),
    found ?? "not here",
    licence,
  ]);
  const header = ["name", "vertices", "edges", "features", "classes", "found in", "licence"];
  const text = [
    textTable(header, rows, {
      align: ["left", "right", "right", "right", "right", "left", "left"],
      columns: console.columns,
    }),
    `Edges: ${COUNTING_RULE}. What is not here comes with: seprank datasets fetch NAME`,
  ];
  console.result(text.join("\n\n"), listed);
}
