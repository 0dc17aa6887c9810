import { fetchDataset } from "../../datasets/store/fetch.js";
import type { Globals } from "../options/globals.js";
import { interruptSignal } from "../terminal/interrupt.js";
import { bytesText, createProgress } from "../terminal/progress.js";

/** `seprank datasets fetch`: downloads a data set of the catalogue into the cache folder. */
export async function fetchDatasetByName(
  name: string,
  { trustFirst }: { readonly trustFirst?: boolean },
  { console, dataDir }: Globals,
): Promise<void> {
  const progress = new Map<string, ReturnType<typeof createProgress>>();
  const files = await fetchDataset(name, {
    folder: dataDir,
    trustFirst,
    signal: interruptSignal(),
    onProgress: ({ url, received, bytes }) => {
      const show = progress.get(url) ?? createProgress(console, { what: url, unit: "", format: bytesText });
      progress.set(url, show);
      show(received, bytes ?? received);
    },
  });
  console.progress(null);
  const lines = files.map(
    ({ path, bytes, downloaded, pinned }) =>
      `${path} (${bytes} bytes${downloaded ? "" : ", was there already"}${pinned === undefined ? "" : `; trusted as it is, SHA-256 ${pinned} pinned`})`,
  );
  const text =
    lines.length === 0 ? `${name} comes with seprank: there is nothing to fetch` : lines.join("\n");
  console.result(text, { name, files });
}
