// `seprank`, with the arguments after the first one; at its end the file that the first one names has its processor time, and that of the processes
// it started, in milliseconds.
import { readFileSync, writeFileSync } from "node:fs";

const [, , file, ...args] = process.argv;
process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
process.once("exit", () => {
  const { user, system } = process.cpuUsage();
  // Fields 16 and 17, in ticks of 10 ms.
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const children = 10 * (Number(fields[13]) + Number(fields[14]));
  writeFileSync(file, JSON.stringify({ own: (user + system) / 1000, children }));
});
await import("../../cli/main.js");
