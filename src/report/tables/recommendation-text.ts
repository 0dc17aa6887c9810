import type { CheckedLevel, PairedDifference } from "../../evaluate/recommend/check-level.js";
import { RACE_LEVELS } from "../../evaluate/recommend/pilot-settings.js";
import type { Contestant, Recommendation } from "../../evaluate/recommend/recommend.js";
import type { MostKept, StructureRecommendation } from "../../evaluate/recommend/recommend-structure.js";
import type { LevelSearch } from "../../evaluate/recommend/search-level.js";
import { isWithinPoint } from "../../evaluate/summaries/within-point.js";
import { counted, duration, fixed, grouped, percent, percentInterval } from "../wording/numbers.js";
import { inputTitle, methodTitle, modelTitle, percentTitle } from "../wording/titles.js";
import { MEASURE_TITLES } from "./structure-table.js";
import { textTable } from "./text-table.js";

/** What an answer is about. */
export interface RecommendationContext {
  readonly input: { readonly name: string; readonly vertices: number; readonly edges: number };
  /** of a terminal */
  readonly columns: number;
}

/**
 * A pilot's answer as text: method, level, intervals, the race, what was not tried, and the command that makes sure.
 *
 * @param command that runs `answer.sure`
 */
export function recommendationText(
  answer: Recommendation,
  { input, columns, command }: RecommendationContext & { readonly command: string },
): string {
  const { model, budget, trials, full, empty } = answer;
  const inAll = trials.present === 0 ? "" : `, ${trials.present} of earlier runs taken over`;
  return [
    `${inputTitle(input.name)}: ${counted(input.vertices, "vertex", "vertices")}, ${counted(input.edges, "edge")}; ${modelTitle(model)}, ${counted(trials.run, "trial")} in ${duration(budget.spent)} of ${duration(budget.seconds)}${inAll}`,
    "",
    ...choiceLines(answer),
    ...(full === null || empty === null
      ? []
      : [
          `For comparison: ${percent(full)} % with all edges, ${percent(empty)} % without any (mean of the seeds of the race).`,
        ]),
    "",
    textTable(
      ["method", "race", "seeds", "accuracy (%)", "minus random"],
      answer.contestants.map((one) => [
        methodTitle(one.method),
        outcomeText(one),
        `${one.seeds}`,
        one.accuracy === null ? "" : percent(one.accuracy),
        one.toBaseline === null ? "" : differenceText(one.toBaseline),
      ]),
      { align: ["left", "left"], columns },
    ),
    "",
    `Accuracy: mean over ${RACE_LEVELS.map(percentTitle).join(" and ")} % of the edges removed and the seeds; methods with fewer seeds were left behind earlier. Brackets: 95 %.`,
    "These differences chose the method, which makes that of the first look larger than it is; the check above has seeds of its own.",
    ...checkLines(answer.checks),
    "",
    `Not tried: ${answer.untried.length === 0 ? "no method of the catalogue" : answer.untried.map(methodTitle).join(", ")}; other networks, other parameters of the methods, longer training.`,
    "To make sure, with seeds that nothing here has seen:",
    `  ${command}`,
  ]
    .join("\n")
    .replaceAll("\u2212", "-");
}

function choiceLines({ choice, search, checks, contestants, empty, full }: Recommendation): string[] {
  if (choice === null || search === null)
    return [
      "No answer: not one method finished its first trials. Raise --minutes, or shorten training (--epochs).",
    ];
  const { method, sparsity, removed, check, confidence } = choice;
  const name = methodTitle(method);
  const isAlone = contestants.filter(({ accuracy }) => accuracy !== null).length < 2;
  const alone = isAlone ? [`Nothing to choose from: no method but ${name} finished its first trials.`] : [];
  if (sparsity === 0 && checks.length === 0 && !search.complete) {
    const least = search.levels.find((one) => one.sparsity > 0)?.sparsity ?? 1;
    return [
      ...alone,
      `How far one can prune is not known: with ${name}, ${percentTitle(least)} % of the edges removed cost more than a point, and time ended before fewer were tried.`,
    ];
  }
  if (sparsity === 0) {
    const fallen = checks.length === 0 ? "" : ", as the check shows";
    return [
      ...alone,
      `Prune nothing for accuracy's sake: with ${name}, the best of the race, not even ${percentTitle(search.levels.find((one) => one.sparsity > 0)?.sparsity ?? 0)} % of the edges can go within a point${fallen}.`,
    ];
  }
  const lines = [
    ...alone,
    sparsity === 1
      ? "All edges can go within a point of accuracy: here the network does not need the graph."
      : `Prune with ${name}: ${percentTitle(sparsity)} % of the edges (${grouped(removed)}) can go within a point of accuracy.`,
  ];
  if (check === null)
    lines.push(
      `Not checked: time ended before one fresh seed was run. The level rests on the ${counted(search.seeds.length, "seed")} that chose it.`,
    );
  else {
    lines.push(
      `${confidence[0].toUpperCase()}${confidence.slice(1)}: ${differenceText(check.toFull)} points to all edges on ${counted(check.seeds, "fresh seed")}${confidence === "sure" ? ", the whole interval within a point" : check.toFull.interval === null ? "; one seed has no interval" : confidence === "unsure" ? "; two seeds tell little" : "; the interval reaches beyond a point"}.`,
    );
    if (check.toBaseline !== null)
      lines.push(
        `Against random removal of as many edges: ${differenceText(check.toBaseline)} points, ${comparisonText(check.toBaseline, name)}.`,
      );
    else if (sparsity < 1 && !isAlone) lines.push("No method of the race was ahead of random removal.");
  }
  const best = bestLevel(search);
  if (best !== null)
    lines.push(
      `Above all edges: ${percent(best.accuracy)} % with ${percentTitle(best.sparsity)} % removed by ${name}, the highest of the levels measured (${counted(search.seeds.length, "seed")} of the race).`,
    );
  if (!search.complete)
    lines.push("Time ended before the level was found to 5 %: more edges may be able to go.");
  if (full !== null && empty !== null && empty > full && sparsity < 1)
    lines.push("Without any edge the network is better than with all: try a network without a graph, too.");
  return lines;
}

/** The level of highest accuracy, where it is a point or more above those of all edges and of none. */
function bestLevel({ levels }: LevelSearch): { sparsity: number; accuracy: number } | null {
  const known = levels.flatMap(({ sparsity, accuracy }) =>
    accuracy === null ? [] : [{ sparsity, accuracy }],
  );
  const ends = known.filter(({ sparsity }) => sparsity === 0 || sparsity === 1);
  const [best] = [...known].sort((a, b) => b.accuracy - a.accuracy);
  const isAbove = ends.every(({ accuracy }) => !isWithinPoint(accuracy - best.accuracy));
  return best === undefined || ends.length < 2 || !isAbove ? null : best;
}

function comparisonText({ interval }: PairedDifference, name: string): string {
  if (interval === null) return "one seed, no interval";
  if (interval.low > 0) return `${name} is better`;
  return interval.high < 0
    ? `${name} is worse: prune at random`
    : "not told apart: random removal may do as well";
}

function checkLines(checks: readonly CheckedLevel[]): string[] {
  return checks.length < 2
    ? []
    : [
        `Levels checked: ${checks.map((one) => `${percentTitle(one.sparsity)} % ${differenceText(one.toFull)}`).join(", ")} points; the first that stayed within a point stands.`,
      ];
}

function outcomeText({ outcome, round }: Contestant): string {
  return round === null ? outcome : `${outcome}, round ${round}`;
}

function differenceText({ mean, interval }: PairedDifference): string {
  return [percent(mean, "+"), percentInterval(interval, "+")].filter((part) => part !== "").join(" ");
}

/**
 * What methods keep of a graph's structure, as text.
 *
 * @param missing what the graph has not, so that no network can be trained: "features", "labels"
 */
export function structureRecommendationText(
  { rows, most, untried, budget }: StructureRecommendation,
  { input, missing, columns }: RecommendationContext & { readonly missing: readonly string[] },
): string {
  const measures = [...new Set(most.map(({ measure }) => measure))];
  const cell = (value: number | null, measure: MostKept["measure"]) => {
    const { factor = 1, decimals } = MEASURE_TITLES[measure];
    return value === null ? "" : fixed(factor * value, decimals);
  };
  return [
    `${inputTitle(input.name)}: ${counted(input.vertices, "vertex", "vertices")}, ${counted(input.edges, "edge")}; ${duration(budget.spent)} of ${duration(budget.seconds)}`,
    "",
    `By structure alone: the graph has no ${missing.join(" and no ")}, so that no network can be trained. What is kept says nothing of a network's accuracy.`,
    ...RACE_LEVELS.flatMap((sparsity) => {
      const best = most.filter((one) => one.sparsity === sparsity);
      if (best.length === 0) return [];
      return [
        "",
        `With ${percentTitle(sparsity)} % of the edges removed, most is kept of`,
        ...best.map(
          ({ measure, value, methods }) =>
            `  ${MEASURE_TITLES[measure].title.replace(" kept (%)", "")}: ${methods.map(methodTitle).join(", ")} (${cell(value, measure)})`,
        ),
      ];
    }),
    "",
    textTable(
      ["method", "removed (%)", ...measures.map((measure) => MEASURE_TITLES[measure].title), "seconds"],
      rows.map((row) => [
        methodTitle(row.method),
        percentTitle(row.sparsity),
        ...measures.map((measure) => cell(row[measure], measure)),
        row.orderSeconds.toFixed(2),
      ]),
      { columns },
    ),
    "",
    "Largest component: more is better, as for walk indices and triangles; of all else less is. One seed.",
    ...untried.map(({ method, reason }) => `Not tried: ${methodTitle(method)} (${reason})`),
    "With --nodes FILE, a table of labels and features, networks can be trained and accuracy compared.",
  ]
    .join("\n")
    .replaceAll("\u2212", "-");
}
