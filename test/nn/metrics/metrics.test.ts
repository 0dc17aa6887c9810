import fc from "fast-check";
import { expect, test } from "vitest";
import { softmax } from "../../../src/nn/losses/predictions.js";
import {
  classificationMetrics,
  confusionMatrix,
  macroF1,
} from "../../../src/nn/metrics/classification-metrics.js";
import { rocAuc } from "../../../src/nn/metrics/roc-auc.js";

const all = (count: number) => Uint32Array.from({ length: count }, (_, k) => k);

/** Rows of three classes with predictions and coarse scores, so that ties are frequent. */
const rows = fc.array(
  fc.record({
    label: fc.nat(2),
    predicted: fc.nat(2),
    scores: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
  }),
  { minLength: 1, maxLength: 25 },
);

test("confusion matrix and macro-F1 by counting", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const labels = Int32Array.from(given, ({ label }) => label);
      const predicted = Int32Array.from(given, ({ predicted: p }) => p);
      const count = (holds: (label: number, predicted: number) => boolean) =>
        given.filter(({ label, predicted }) => holds(label, predicted)).length;
      const matrix = confusionMatrix(predicted, labels, all(given.length), 3);
      for (let i = 0; i < 3; i++)
        for (let j = 0; j < 3; j++) expect(matrix[i][j]).toBe(count((l, s) => l === i && s === j));
      const scores = [0, 1, 2].flatMap((c) => {
        const truePositives = count((l, s) => l === c && s === c);
        const falsePositives = count((l, s) => l !== c && s === c);
        const falseNegatives = count((l, s) => l === c && s !== c);
        if (truePositives + falsePositives + falseNegatives === 0) return [];
        const precision = truePositives / (truePositives + falsePositives || 1);
        const recall = truePositives / (truePositives + falseNegatives || 1);
        return [precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)];
      });
      const mean = scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
      expect(macroF1(predicted, labels, all(given.length), 3)).toBeCloseTo(mean, 12);
    }),
  );
});

test("AUC by comparing every pair", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const labels = Int32Array.from(given, ({ label }) => label);
      const scores = Float32Array.from(given.flatMap(({ scores: own }) => own));
      const areas = [0, 1, 2].flatMap((c) => {
        const ofClass = given.filter(({ label }) => label === c);
        const others = given.filter(({ label }) => label !== c);
        if (ofClass.length === 0 || others.length === 0) return [];
        let sum = 0;
        for (const a of ofClass)
          for (const b of others)
            sum += a.scores[c] > b.scores[c] ? 1 : a.scores[c] === b.scores[c] ? 0.5 : 0;
        return [sum / (ofClass.length * others.length)];
      });
      const area = rocAuc(scores, labels, all(given.length), 3);
      if (areas.length === 0) expect(area).toBeNull();
      else expect(area).toBeCloseTo(areas.reduce((sum, a) => sum + a, 0) / areas.length, 12);
    }),
  );
});

test("AUC of two classes is that of class 1", () => {
  const labels = Int32Array.of(0, 0, 1, 1);
  // scikit-learn's own example: 0.75
  const scores = Float32Array.of(0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8);
  expect(rocAuc(scores, labels, all(4), 2)).toBe(0.75);
});

test("only the rows that count count; none of them gives null", () => {
  const predictions = Int32Array.of(0, 1, 1, 0);
  const scores = Float32Array.of(1, 0, 0, 1, 0, 1, 1, 0);
  const labels = Int32Array.of(0, 1, -1, 1);
  const classified = { predictions, scores };
  expect(classificationMetrics(classified, labels, Uint32Array.of(0, 1, 3), 2)).toEqual({
    count: 3,
    accuracy: 2 / 3,
    macroF1: 2 / 3,
    rocAuc: 0.75,
    confusionMatrix: [
      [1, 0],
      [1, 1],
    ],
  });
  expect(classificationMetrics(classified, labels, new Uint32Array(0), 2)).toBeNull();
});

test("softmax of rows, of large logits too", () => {
  const result = softmax(Float32Array.of(0, Math.log(3), 1000, 1000), 2);
  expect([...result].map((value) => Number(value.toFixed(6)))).toEqual([0.25, 0.75, 0.5, 0.5]);
});
