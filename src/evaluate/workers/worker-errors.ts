import type { Readable } from "node:stream";

/** How V8 begins what it writes before it ends a process whose heap is full: some twenty lines of numbers and addresses. */
const DUMP = "<--- Last few GCs --->";
/** Characters of a dump that are kept. */
const MOST = 65_536;

/** What a worker process writes to its standard error. */
export interface WorkerErrors {
  /** whether V8 ended the process because its heap was full; known when the stream has ended */
  readonly isHeapFull: boolean;
}

/** Hands on what a worker process writes to standard error, line by line, but for V8's dump of a full heap. */
export function passErrors(from: Readable, write: (text: string) => void): WorkerErrors {
  let [rest, dump] = ["", ""];
  let isHeapFull = false;
  from.setEncoding("utf8");
  from.on("data", (text: string) => {
    if (dump !== "") {
      dump = `${dump}${text}`.slice(0, MOST);
      return;
    }
    rest += text;
    const start = rest.indexOf(DUMP);
    const end = start >= 0 ? start : rest.lastIndexOf("\n") + 1;
    // An empty line comes before the dump, and may be all of this text.
    const whole = rest.slice(0, end).replace(/^\n+$/, "");
    if (whole !== "") write(whole.replace(/\n\n$/, "\n"));
    dump = start >= 0 ? rest.slice(start) : "";
    rest = start >= 0 ? "" : rest.slice(end);
  });
  from.on("end", () => {
    isHeapFull = dump.includes("heap out of memory");
    // Of a dump for another reason nothing is held back.
    if (!isHeapFull && rest + dump !== "") write(rest + dump);
  });
  return {
    get isHeapFull() {
      return isHeapFull;
    },
  };
}
