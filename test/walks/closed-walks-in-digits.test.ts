import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedWalks } from "../../src/walks/closed-walks.js";
import { closedWalksInDigits } from "../../src/walks/closed-walks-in-digits.js";
import { incomingRows, outgoingRows } from "../../src/walks/neighbor-sets.js";
import { graphOf, star } from "../generators/graphs.js";
import { arbitraryAnyGraph, matrixOf, power } from "../oracles/walks.js";

describe("closedWalksInDigits", () => {
  it("is the diagonal of the matrix power, for short walks and for counts of many digits", () => {
    fc.assert(
      fc.property(arbitraryAnyGraph(9), fc.nat(160), (graph, length) => {
        const forward = outgoingRows(graph);
        const backward = graph.directed ? incomingRows(graph) : forward;
        expect(closedWalksInDigits(forward, backward, length)).toEqual(
          power(matrixOf(graph), length).map((row, t) => row[t]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([500, 501])("counts exactly around a hub of %i neighbours", (leaves) => {
    // At a star's centre: ((1 + sqrt n)^l + (1 - sqrt n)^l) / 2.
    const length = 23;
    let expected = 0n;
    let choices = 1n; // l over 2k
    for (let k = 0; 2 * k <= length; k++) {
      expected += choices * BigInt(leaves) ** BigInt(k);
      choices =
        (choices * BigInt((length - 2 * k) * (length - 2 * k - 1))) / BigInt((2 * k + 1) * (2 * k + 2));
    }
    expect(closedWalks(graphOf(leaves + 1, star(leaves)), length)[0]).toBe(expected);
  });
});
