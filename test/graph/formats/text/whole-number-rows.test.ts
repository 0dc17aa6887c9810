import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEdgeList, readNumberedEdges } from "../../../../src/graph/formats/text/edge-list.js";
import { wholeNumberRows } from "../../../../src/graph/formats/text/whole-number-rows.js";

const encode = (text: string) => new TextEncoder().encode(text);

/** Lists with what whole-number rows may have about them, and with what they may not. */
const list = fc
  .record({
    separator: fc.constantFrom(",", "\t", ";", " "),
    header: fc.constantFrom(
      "",
      "",
      "source,target",
      "target,source",
      "a,b",
      "u,v",
      "1,x",
      "# a comment",
      '"s","t"',
      "s\u00e9,t",
    ),
    end: fc.constantFrom("\n", "\n", "\r\n"),
    rows: fc.array(
      fc.tuple(
        fc.oneof({ weight: 60, arbitrary: fc.nat(30) }, { weight: 2, arbitrary: fc.nat(2 ** 31) }),
        fc.nat(30),
        fc.oneof(
          { weight: 40, arbitrary: fc.constant("") },
          {
            weight: 1,
            arbitrary: fc.constantFrom(" ", "\t", "\n", "\n# x", "\n%", "\r", ",3", "x", ".5", "-", "\u00e9"),
          },
        ),
      ),
      { minLength: 1, maxLength: 30 },
    ),
    padding: fc.constantFrom("", "", "", " ", "0", "+"),
    last: fc.boolean(),
  })
  .map(({ separator, header, end, rows, padding, last }) => {
    const lines = rows.map(([s, t, more]) => `${s}${separator}${padding}${t}${more}`);
    const top = header === "" ? [] : [header.replace(",", separator)];
    return [...top, ...lines].join(end) + (last ? end : "");
  });

describe("readNumberedEdges", () => {
  it("reads as readEdgeList does, or leaves it to it", () => {
    let read = 0;
    fc.assert(
      fc.property(
        list,
        fc.constantFrom(undefined, undefined, true, false),
        fc.boolean(),
        (text, header, directed) => {
          const options = { name: "list", header, directed };
          const found = readNumberedEdges(encode(text), options, 0);
          if (found === undefined) return;
          read++;
          // Small lists take the ordinary way.
          expect(found).toEqual(readEdgeList(encode(text), options));
        },
      ),
      { numRuns: 600 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it.each([
    ["a header in the other direction", "target,source\n1,0\n2,0\n5,1\n", [0, 0, 1], [1, 2, 3]],
    ["comments, blank lines and blanks", "# x\n% y\n\n 0 , 3 \r\n\n3,4\n#\n4,0\n", [0, 1, 2], [1, 2, 0]],
  ])("takes %s", (_, text, sources, targets) => {
    const found = readNumberedEdges(encode(text), { name: "list", directed: true }, 0);
    expect([[...found!.adjacency.sources], [...found!.adjacency.targets]]).toEqual([sources, targets]);
    expect(found).toEqual(readEdgeList(encode(text), { name: "list", directed: true }));
  });

  it.each([
    "0,1\n01,2\n3,4\n",
    "0,1\n1,2,3\n",
    "0,1\n1\n2,3\n",
    "0,1\n-1,2\n3,4\n",
    "0,1\n4294967295,2\n0,1\n",
    "0,1\n1,2\r3,4\n",
    "0,1\r2\n1,2\n2,3\n",
    "0,1\n1,2\n#\u00e9\n",
    "a,1\nb,2\nc,3\n",
  ])("gives up on %j", (text) => {
    expect(readNumberedEdges(encode(text), { name: "list" }, 0)).toBeUndefined();
  });

  it("reads every row, wherever the bytes begin and whatever stands before a line feed", () => {
    for (let rows = 1; rows < 12; rows++)
      for (let begin = 0; begin < 5; begin++)
        for (const [before, last] of [
          ["", ""],
          ["\r", "\n\n\n"],
          [" ", "\n# \u0009\u000b\u000a%"],
        ]) {
          const lines = Array.from({ length: rows }, (_, k) => `${k},${k + 1}${before}`);
          const bytes = encode(`${"\n".repeat(begin)}${lines.join("\n")}${last}`).subarray(begin);
          const found = wholeNumberRows(bytes, ",", false);
          expect(found?.rows).toBe(rows);
          expect([...found!.ends]).toEqual(Array.from({ length: rows }, (_, k) => [k, k + 1]).flat());
        }
  });

  it("is what large files take, with the names of vertices whose numbers have gaps", () => {
    const text = Array.from({ length: 20_000 }, (_, k) => `${3 * k}\t${3 * ((k * 7) % 20_000)}\n`).join("");
    const bytes = encode(text);
    expect(bytes.length).toBeGreaterThan(2 ** 16);
    const dataset = readEdgeList(bytes, { name: "large" });
    expect(dataset).toEqual(readNumberedEdges(bytes, { name: "large" }));
    expect(dataset.vertexNames?.slice(0, 3)).toEqual(["0", "3", "6"]);
    // The same by the ordinary way, which a weight column asks for.
    const weighted = readEdgeList(encode(text.replaceAll("\n", "\t1\n")), { name: "large" });
    expect({ ...dataset.adjacency }).toEqual({ ...weighted.adjacency, weights: null });
    expect(dataset.vertexNames).toEqual(weighted.vertexNames);
  });
});
