import { expect, test } from "vitest";
import type { TrainingCurve } from "../../../src/evaluate/summaries/training-curves.js";
import { methodStyles } from "../../../src/report/figures/method-style.js";
import { trainingFigure } from "../../../src/report/figures/training-figure.js";

const curve = (method: string, removed: number, epochs = 400, last = 0.1): TrainingCurve => ({
  ...{ model: "gcn", method, removed, sparsity: removed / 100, seeds: 2 },
  loss: Float64Array.from({ length: epochs }, (_, k) => last ** ((k + 1) / epochs)),
  validationAccuracy: Float64Array.from({ length: epochs }, (_, k) => k / epochs),
});

test("a pair of panels a level, a line a method in its colour and mark, the full graph dotted, one legend", () => {
  const methods = ["1-wis", "random", "my-own"];
  const curves = [
    curve("any", 0),
    ...[30, 60].flatMap((level) => methods.map((method) => curve(method, level))),
  ];
  const figure = trainingFigure(curves, 0)!.text;
  expect(figure.match(/<svg class="panel-chart"/g)).toHaveLength(4);
  expect(figure.match(/<li/g)).toHaveLength(3);
  expect(figure.match(/<path class="full"/g)).toHaveLength(4);
  const [first] = figure.split("</svg>").filter((text) => text.includes("panel-chart"));
  const drawn = [...first.matchAll(/<g class="(\w+)">/g)].map(([, name]) => name);
  expect(drawn).toEqual(
    methodStyles(methods).map(({ colour }) => (colour === null ? "baseline" : `c${colour}`)),
  );
  // Six markers a line, each of which says where it is.
  expect(first.match(/<title>1-WIS: /g)).toHaveLength(6);
  expect(figure).toContain("up to the epoch in which the first of them stopped. Dotted: the full graph.");
  // Long lines are thinned.
  for (const [, path] of figure.matchAll(/class="(?:line|full)"[^>]*d="([^"]*)"/g))
    expect(path.split("L").length).toBeLessThanOrEqual(165);
  expect(figure).not.toMatch(/NaN|Infinity|undefined/);
});

test("losses over two decades are on a logarithmic axis; one of 0 stands at its foot", () => {
  expect(trainingFigure([curve("random", 50, 50, 1e-4)], 0)!.text).toMatch(/>0\.001<[\s\S]*>0\.1</);
  const zero = { ...curve("random", 50, 3), loss: Float64Array.of(1, 0.5, 0) };
  expect(trainingFigure([zero], 0)!.text).not.toMatch(/NaN|Infinity|undefined/);
});

test("one epoch, equal values, the full graph alone, no validation, and histories that could not be read", () => {
  for (const curves of [
    [curve("random", 50, 1)],
    [curve("any", 0)],
    [{ ...curve("random", 50, 2), loss: Float64Array.of(0, 0), validationAccuracy: Float64Array.of(1, 1) }],
    [{ ...curve("random", 50), validationAccuracy: null }],
  ])
    expect(trainingFigure(curves, 0)!.text).not.toMatch(/NaN|Infinity|undefined/);
  expect(trainingFigure([curve("random", 50)], 1)!.text).toContain(
    "1 history could not be read and is left out",
  );
  expect(trainingFigure([], 0)).toBeNull();
});
