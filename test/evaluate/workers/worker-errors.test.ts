import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { passErrors } from "../../../src/evaluate/workers/worker-errors.js";

const DUMP = `
<--- Last few GCs --->
25[11338:0x3f2beca0] 17889 ms: Mark-Compact (reduce) 119.1 (122.5) -> 119.1 (122.5) MB

<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----
 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [/usr/bin/node]
`;

/** What is handed on of a text that comes in pieces of some length. */
function passed(text: string, length: number) {
  return passedPieces(text.match(new RegExp(`[^]{1,${length}}`, "g")) ?? []);
}

async function passedPieces(pieces: readonly string[]) {
  const from = Readable.from(
    pieces.map((piece) => Buffer.from(piece)),
    { objectMode: false },
  );
  let written = "";
  const errors = passErrors(from, (line) => {
    written += line;
  });
  await finished(from);
  return { written, isHeapFull: errors.isHeapFull };
}

test.each([1, 7, 100, 10_000])(
  "in pieces of %i, lines are handed on, and V8's dump of a full heap is not",
  async (length) => {
    expect(await passed("one\ntwo\n", length)).toEqual({ written: "one\ntwo\n", isHeapFull: false });
    expect(await passed("no end of line", length)).toEqual({ written: "no end of line", isHeapFull: false });
    expect(await passed(`one\n${DUMP}`, length)).toEqual({ written: "one\n", isHeapFull: true });
    expect(await passed(DUMP, length)).toEqual({ written: "", isHeapFull: true });
    // A dump for another reason is told whole, but for the empty line before it.
    const other = DUMP.replace("JavaScript heap out of memory", "something else");
    expect(await passed(other, length)).toEqual({ written: other.slice(1), isHeapFull: false });
  },
);

test("a dump may begin with a piece", async () => {
  expect(await passedPieces(["one\n\n", DUMP.slice(1)])).toEqual({ written: "one\n", isHeapFull: true });
});
