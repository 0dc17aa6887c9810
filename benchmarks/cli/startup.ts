// How long `seprank --help` takes, beside an empty Node process.
import { spawnSync } from "node:child_process";
import { type Benchmark, besides, medianTime } from "../support/measure.js";

export const run: Benchmark = async () => {
  const main = besides(import.meta.url, "../../cli/main.js");
  const node = (...args: string[]) =>
    medianTime(() => spawnSync(process.execPath, args), { repeats: 15, warmUp: 3 });
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
};
