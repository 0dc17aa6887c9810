import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGraph } from "../../src/graph/formats/formats.js";
import { readPartitions } from "../../src/partitions/read-partitions.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const graphOfNames = (names: readonly string[]) =>
  readGraph(
    bytes(
      names
        .slice(1)
        .map((name, k) => `${names[k]},${name}\n`)
        .join(""),
    ),
    { name: "g.csv", format: "csv" },
  );

describe("readPartitions", () => {
  it("reads the same subsets from rows and from JSON, in the order they are named", async () => {
    const names = [..."abcdefgh"];
    const dataset = await graphOfNames(names);
    const subset = fc.subarray([...names.keys()], { minLength: 1, maxLength: 7 });
    const target = fc.option(fc.nat(7), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.record({ subset, target }), { minLength: 1, maxLength: 5 }), (partitions) => {
        const named = partitions.map((partition, m) => ({ name: `p${m}`, ...partition }));
        const rows = named.flatMap(({ name, subset: set, target: t }) =>
          set.map((v) => `${name},${names[v]}${t === undefined ? "" : `,${names[t]}`}`),
        );
        const document = Object.fromEntries(
          named.map(({ name, subset: set, target: t }) => {
            const vertices = set.map((v) => names[v]);
            return [name, t === undefined ? vertices : { vertices, target: names[t] }];
          }),
        );
        const expected = named.map((partition) => ({
          ...partition,
          subset: Uint32Array.from(partition.subset),
        }));
        expect(readPartitions(bytes(rows.join("\n")), dataset)).toEqual(expected);
        expect(readPartitions(bytes(`partition,vertex,target\n${rows.join("\n")}\n`), dataset)).toEqual(
          expected,
        );
        expect(readPartitions(bytes(JSON.stringify(document)), dataset)).toEqual(expected);
      }),
    );
  });

  it("takes a vertex that is named again once, and numbers as names", async () => {
    const dataset = await graphOfNames(["5", "6", "7"]);
    expect(readPartitions(bytes("x,6\nx,6\n"), dataset)[0].subset).toEqual(Uint32Array.of(1));
    expect(readPartitions(bytes('{"x": [7, "5"]}'), dataset)[0].subset).toEqual(Uint32Array.of(0, 2));
  });

  it("reads a million rows", async () => {
    const dataset = await graphOfNames(["a", "b", "c"]);
    const rows = Array.from({ length: 1_000_000 }, (_, k) => `p${k >> 1},${"ab"[k & 1]}`).join("\n");
    expect(readPartitions(bytes(rows), dataset)).toHaveLength(500_000);
  });

  it.each([
    ["", "expected at least one, got none"],
    ["p\n", "1: expected partition, vertex and maybe a target, got 1 fields"],
    ["p,a\np,z\n", '2: partition "p": expected vertices of g.csv, got "z"'],
    ["p,a,b\np,b,c\n", '2: partition "p": expected one target, got a second, "c"'],
    ["p,a\np,b\np,c\n", 'partition "p": expected a part of the 3 vertices, got all of them'],
    ["[1]", "expected an object such as"],
    ['{"p": 3}', 'partition "p": expected a list of vertices'],
    ['{"p": [null]}', 'partition "p": expected the name of a vertex, got null'],
    ['{"p": [}', "expected JSON"],
  ])("refuses %j", async (text, message) => {
    const dataset = await graphOfNames(["a", "b", "c"]);
    expect(() => readPartitions(bytes(text), dataset)).toThrow(message);
  });
});
