import type { Command } from "commander";
import { readGlobals } from "../options/globals.js";
import { addMakeDataset } from "./make-dataset.js";

/** Declares `seprank datasets`: its arguments, options and help. */
export function addDatasets(program: Command): void {
  const command = program
    .command("datasets")
    .description("list the known data sets and where they were found, fetch one, or make images")
    .addHelpText(
      "after",
      `
Looked for, in this order: --data-dir, $SEPRANK_DATA, the user's cache folder.

Examples:
  $ seprank datasets
  $ seprank datasets --json
  $ seprank datasets fetch cora
  $ seprank datasets make pathfinder --length 9 -o pathfinder.npz`,
    )
    .action(async () => {
      const { listDatasets } = await import("../actions/list-datasets.js");
      await listDatasets(readGlobals(command));
    });
  const fetch = command
    .command("fetch")
    .description("download a data set, check its size and SHA-256, and keep it")
    .argument("<name>", "as listed by seprank datasets")
    .option(
      "--trust-first",
      "take files that the catalogue has no SHA-256 of as they come, and pin them: later ones must be the same",
    )
    .addHelpText(
      "after",
      `
Kept in --data-dir, else in the user's cache folder.

Of some data sets (roman-empire, amazon-ratings, questions, coauthor-cs, a file of pubmed) the catalogue has no SHA-256: nobody has checked
those files here, and their counts are the published ones. --trust-first trusts the first download; size and SHA-256 are kept beside the file in
FILE.pin.json, and checked whenever it is read or fetched again. A file that was put there by hand is pinned as it is.

Examples:
  $ seprank datasets fetch cora
  $ seprank datasets fetch roman-empire --trust-first
  $ seprank datasets fetch chameleon --data-dir ./data`,
    )
    .action(async (name: string, options: { readonly trustFirst?: boolean }) => {
      const { fetchDatasetByName } = await import("../actions/fetch-dataset.js");
      await fetchDatasetByName(name, options, readGlobals(fetch));
    });
  addMakeDataset(command);
}
