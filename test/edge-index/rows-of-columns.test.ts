import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EdgeColumns } from "../../src/edge-index/edge-columns.js";
import { BASE_BYTES, rowsOfColumns } from "../../src/edge-index/rows-of-columns.js";
import { InputError } from "../../src/errors.js";

type Pair = readonly [number, number];

/** Columns in memory, in pieces of three; counts how often they are read. */
function columnsOf(pairs: readonly Pair[]): EdgeColumns & { readonly readings: () => number } {
  let readings = 0;
  return {
    count: pairs.length,
    type: "<i8",
    fileBytes: 16 * pairs.length,
    *pieces() {
      readings++;
      for (let first = 0; first < pairs.length; first += 3) {
        const some = pairs.slice(first, first + 3);
        yield {
          first,
          count: some.length,
          sources: Int32Array.from(some, ([s]) => s),
          targets: Int32Array.from(some, ([, t]) => t),
        };
      }
    },
    close: () => undefined,
    readings: () => readings,
  };
}

/** What the columns are, counted from the definitions with sets of names. */
function literal(pairs: readonly Pair[]) {
  const arcs = new Set(pairs.filter(([s, t]) => s !== t).map(([s, t]) => `${s} ${t}`));
  const edges = new Set(
    [...arcs].map((arc) => arc.split(" ").map(Number)).map(([s, t]) => `${Math.min(s, t)} ${Math.max(s, t)}`),
  );
  const selfLoops = pairs.filter(([s, t]) => s === t).length;
  const vertexCount = pairs.flat().reduce((most, t) => Math.max(most, t + 1), 0);
  const rows = Array.from({ length: vertexCount }, (_, t) =>
    [...edges]
      .map((edge) => edge.split(" ").map(Number))
      .flatMap(([a, b]) => (a === t ? [b] : b === t ? [a] : []))
      .sort((a, b) => a - b),
  );
  return {
    rows,
    edgeCount: edges.size,
    selfLoops,
    reversed: arcs.size - edges.size,
    repeated: pairs.length - selfLoops - arcs.size,
  };
}

const multigraph = fc
  .integer({ min: 1, max: 12 })
  .chain((n) => fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 120, size: "max" }));

describe("rowsOfColumns", () => {
  it("makes the rows of the literal graph and counts loops, reversed and repeated columns, in any room", () => {
    fc.assert(
      fc.property(multigraph, fc.double({ min: 0, max: 1, noNaN: true }), (pairs, share) => {
        const expected = literal(pairs);
        const columns = columnsOf(pairs);
        const beside = BASE_BYTES + 12 * expected.rows.length + pairs.length / 8;
        // Room for anything from nothing to all ends of all columns.
        const memory = beside + Math.floor(share * 8 * pairs.length);
        try {
          const {
            rows,
            checksum: _,
            ...counts
          } = rowsOfColumns(columns, { memory, perVertex: 0, perEdge: 0 });
          expect(
            expected.rows.map((_, t) => [...rows.neighbors.subarray(rows.offsets[t], rows.offsets[t + 1])]),
          ).toEqual(expected.rows);
          expect(rows.edgeCount).toBe(expected.edgeCount);
          const { selfLoops, reversed, repeated } = expected;
          expect(counts).toEqual({ selfLoops, reversed, repeated });
          expect(columns.readings()).toBeLessThanOrEqual(18);
        } catch (error) {
          // Refused only where there is not even room for the graph and the largest row, or a sixteenth.
          expect(error).toBeInstanceOf(InputError);
          expect((error as Error).message).toContain(
            `${expected.rows.length} vertices and ${expected.edgeCount} edges`,
          );
          const degrees = expected.rows.map(
            (_, t) => pairs.filter(([a, b]) => a !== b && (a === t || b === t)).length,
          );
          const window = Math.max(...degrees, Math.ceil((pairs.length - expected.selfLoops) / 8));
          expect(memory).toBeLessThan(beside + 4 * (2 * expected.edgeCount + window));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("reads a file of both directions two more times where there is room for the graph and little else", () => {
    const ring = Array.from({ length: 1000 }, (_, t): Pair => [t, (t + 1) % 1000]);
    const both = [...ring, ...ring.map(([s, t]): Pair => [t, s])];
    const columns = columnsOf(both);
    const memory = BASE_BYTES + 12_000 + 250 + 4 * 3000;
    const { rows, reversed } = rowsOfColumns(columns, { memory, perVertex: 0, perEdge: 0 });
    expect([rows.edgeCount, reversed]).toEqual([1000, 1000]);
    expect(columns.readings()).toBe(3);
  });

  it("says the least memory that does, and does with it", () => {
    const ring = Array.from({ length: 5000 }, (_, t): Pair => [t, (t + 1) % 5000]);
    const build = (memory: number) => rowsOfColumns(columnsOf(ring), { memory, perVertex: 500, perEdge: 4 });
    const message = (() => {
      try {
        build(1);
      } catch (error) {
        return (error as Error).message;
      }
      return "";
    })();
    const [, least] = /--memory (\d+)M suffices$/.exec(message) ?? [];
    expect(message).toMatch(
      /^expected a graph that can be ordered in 0 MiB, got one of 5000 vertices and 5000 edges, which needs/,
    );
    expect(build(Number(least) * 2 ** 20).rows.edgeCount).toBe(5000);
    expect(() => build((Number(least) - 1) * 2 ** 20)).toThrow(InputError);
  });
});
