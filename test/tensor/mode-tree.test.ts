import { describe, expect, it } from "vitest";
import { interiorNodes, modeTree, perfectModeTree, shallowModeTree } from "../../src/tensor/index.js";
import { SAMPLE_TREES } from "../generators/tensors.js";

describe("modeTree", () => {
  it.each(SAMPLE_TREES.map((nested) => [JSON.stringify(nested), nested] as const))(
    "%s: a rooted tree, labels the unions of the children's",
    (_, nested) => {
      const { order, nodes } = modeTree(nested);
      for (let mode = 0; mode < order; mode++)
        expect(nodes[mode]).toMatchObject({ modes: [mode], children: [] });
      nodes.forEach(({ modes, parent, children }, place) => {
        expect(parent).toSatisfy((p: number) => (place === nodes.length - 1 ? p === -1 : p > place));
        if (parent >= 0) expect(nodes[parent].children).toContain(place);
        if (place >= order)
          expect(modes).toEqual(children.flatMap((child) => [...nodes[child].modes]).sort((a, b) => a - b));
      });
      expect(nodes.at(-1)!.modes).toEqual(Array.from({ length: order }, (_, mode) => mode));
    },
  );

  it("has the shallow and the perfect trees", () => {
    expect(shallowModeTree(3)).toEqual(modeTree([0, 1, 2]));
    expect(perfectModeTree(4, 2)).toEqual(
      modeTree([
        [0, 1],
        [2, 3],
      ]),
    );
    const ternary = perfectModeTree(9, 3);
    expect(interiorNodes(ternary).map((place) => ternary.nodes[place].modes)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  it.each([[[0, 0]], [[0, 2]], [[0, 1.5]], [0], [[]], [[0]]])(
    "refuses %j, no tree over the modes",
    (nested) => {
      expect(() => modeTree(nested)).toThrow("expected nested lists holding each mode 0 .. N - 1 once");
    },
  );

  it("refuses a list of one member and orders that are no power", () => {
    expect(() => modeTree([[0], 1])).toThrow("expected at least two members in every list, got [0]");
    expect(() => perfectModeTree(6, 2)).toThrow("expected an order that is a power of 2, got 6");
    expect(() => perfectModeTree(1, 2)).toThrow("expected an order that is a power of 2, got 1");
    expect(() => perfectModeTree(4, 1)).toThrow("expected an integer >= 2, got 1");
  });
});
