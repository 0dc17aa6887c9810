// How long `seprank --help` takes, beside an empty Node process.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { medianTime } from "../support/measure.js";

export async function run() {
  const main = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
  const node = (...args) => medianTime(() => spawnSync(process.execPath, args), { repeats: 15, warmUp: 3 });
  const empty = node("-e", "");
  const help = node(main, "--help");
  return {
    name: "Start",
    rows: [
      {
        case: "seprank --help",
        ms: help,
        note: `${(help / empty).toFixed(2)} times an empty Node process`,
        headline: true,
      },
      { case: "node -e ''", ms: empty, note: "" },
    ],
  };
}
