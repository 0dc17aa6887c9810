// How benchmarks measure.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The median time of some calls, in milliseconds, after some that do not count. */
export function medianTime(call, { repeats, warmUp = 1 }) {
  for (let k = 0; k < warmUp; k++) call();
  const times = Array.from({ length: repeats }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[times.length >> 1];
}

/** The JSON that a Python peer prints, or the reason why there is none. */
export function pythonPeer(script, input = "", arguments_ = []) {
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync("python3", [path, ...arguments_], {
    input,
    maxBuffer: 2 ** 29 - 2 ** 25,
    encoding: "utf8",
  });
  if (status !== 0) return { absent: (stderr ?? "").trim().split("\n").pop() || "python3 is not installed" };
  return JSON.parse(stdout);
}
