import { datasetName, type LeaderboardPlan } from "../../evaluate/leaderboard/plan.js";
import {
  type BlockComparison,
  type MethodStanding,
  type Ranking,
  rankBlocks,
  type Standings,
} from "../../evaluate/leaderboard/standings.js";
import { criticalDifferenceSvg } from "../figures/critical-difference.js";
import { counted, duration, fixed, grouped, percent, percentInterval, pValue } from "../wording/numbers.js";
import { methodTitle, modelTitle, percentTitle } from "../wording/titles.js";

/** What the page tells of a data set beside its results. */
export interface PageDataset {
  readonly title: string;
  readonly vertices: number;
  readonly edges: number;
  /** share of edges within a class */
  readonly homophily: number;
  readonly planned: number;
  readonly recorded: number;
}

/** The leaderboard's page. */
export interface LeaderboardPage {
  /** Markdown */
  readonly text: string;
  /** SVG by file name */
  readonly pictures: ReadonlyMap<string, string>;
}

/** At least so many edges of a homophilous graph are within a class. */
const HOMOPHILOUS = 0.5;
const ALPHA = 0.05;

/**
 * Writes the leaderboard's page from its standings: where walk index sparsification wins, ties and loses first, then ranks, tables and how it was
 * measured.
 *
 * @param datasets by name, all of the plan that have a block
 * @param introduction Markdown on how the training rule was chosen and what is known of the run
 */
export function leaderboardPage(
  plan: LeaderboardPlan,
  standings: Standings,
  datasets: ReadonlyMap<string, PageDataset>,
  introduction: string,
): LeaderboardPage {
  const isAlike = (name: string) => (datasets.get(name)?.homophily ?? 0) >= HOMOPHILOUS;
  const { blocks, methods, rows, overall } = standings;
  const parts: [file: string, title: string, ranking: Ranking][] = [["ranks.svg", "All blocks", overall]];
  const alike = blocks.filter(({ dataset }) => isAlike(dataset));
  const mixed = blocks.filter(({ dataset }) => !isAlike(dataset));
  if (alike.length > 0 && mixed.length > 0) {
    parts.push(["ranks-homophilous.svg", "Homophilous graphs", rankBlocks(alike)]);
    parts.push(["ranks-heterophilous.svg", "Heterophilous graphs", rankBlocks(mixed)]);
  }
  const titled = methods.map(methodTitle);
  const pictures = new Map(
    parts.map(([file, title, { test, criticalDifference, blocks: own }]) => [
      file,
      criticalDifferenceSvg({
        title: `${title}: mean ranks of ${titled.length} methods over ${counted(own.length, "block")}`,
        methods: titled.map((name, m) => ({ name, meanRank: test.meanRanks[m] })),
        criticalDifference,
      }).text,
    ]),
  );
  const recorded = [...datasets.values()].reduce((sum, one) => sum + one.recorded, 0);
  const planned = [...datasets.values()].reduce((sum, one) => sum + one.planned, 0);
  const text = `# Leaderboard of sparsifiers

${grouped(recorded)} of ${grouped(planned)} trials of plan version ${plan.version}; ${blocks.length} blocks (a data set with a network) are complete for at least one
seed, ${blocks.filter(({ seeds }) => seeds.length === plan.seeds).length} for all ${plan.seeds}. Written by \`npm run leaderboard\` from [the plan](plan.yaml) and \`trials.jsonl.gz\`.

## Where walk index sparsification wins, ties and loses

${walkIndexParagraphs(standings, plan, overall)}

## Mean ranks

${parts
  .map(
    ([file, title, { test, criticalDifference, blocks: own }]) => `### ${title}

![Critical difference diagram: ${title.toLowerCase()}](${file})

Friedman's test over ${counted(own.length, "block")}: chi-square ${test.statistic.toFixed(1)} with ${methods.length - 1} degrees of freedom, p ${test.pValue < 0.001 ? "< 0.001" : `= ${pValue(test.pValue)}`}. ${
      test.pValue < ALPHA
        ? `Two methods whose mean ranks are less than ${criticalDifference.toFixed(2)} apart (Nemenyi, 0.05) are not told apart; a blue bar joins them.`
        : "The methods are not told apart, so that no difference of ranks means anything."
    }${own.length < 10 ? " The chi-square approximation is made for ten blocks and more." : ""}`,
  )
  .join("\n\n")}

Blocks of one data set share their splits and removal orders, so that they are less independent than the tests take them to be.

## Methods

Area: mean test accuracy over the levels from none to ${percentTitle(Math.max(...plan.sparsity))} % of the edges removed (trapezoid rule), mean over blocks, in percent. Difference: area minus that of
\`${plan.baseline}\`, in points. Above, wins, losses: blocks in which the mean is above \`${plan.baseline}\`'s, and in which a paired t-test over the seeds, Holm-corrected over
the methods of the block, tells it apart (p < 0.05). Within a point: the largest level up to which the accuracy stays within a point of the full
graph's, mean over blocks. To sparsify: seconds for the whole removal order, median over data sets. Epoch: of training with ${percentTitle(nearestLevel(plan.sparsity, 0.8))} % of the
edges removed, median over blocks.

| | method | mean rank | area | difference | above | wins | losses | within a point | to sparsify | epoch |
| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.map((row, k) => methodRow(row, k + 1, blocks.length)).join("\n")}
${standings.unmeasured.length === 0 ? "" : `\nIn the plan, and not measured yet: ${standings.unmeasured.map(methodTitle).join(", ")}.\n`}
| | ${parts
    .slice(1)
    .map(([, title]) => title.toLowerCase())
    .join(" | ")} |
| --- |${parts
    .slice(1)
    .map(() => " ---: |")
    .join("")}
${rows
  .map(({ method }) => {
    const m = methods.indexOf(method);
    return `| ${methodTitle(method)} | ${parts
      .slice(1)
      .map(([, , { test }]) => test.meanRanks[m].toFixed(1))
      .join(" | ")} |`;
  })
  .join("\n")}

## Blocks

Accuracy in percent, mean over the seeds that are complete. First and last: the methods of highest and lowest area.

| data set | network | vertices | edges | homophily | seeds | all edges | no edges | first | last |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
${blocks
  .map(({ dataset, model, seeds, areas, full, empty }) => {
    const facts = datasets.get(dataset);
    const means = areas.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
    const best = methods[means.indexOf(Math.max(...means))];
    const worst = methods[means.indexOf(Math.min(...means))];
    return `| ${facts?.title ?? dataset} | ${modelTitle(model)} | ${grouped(facts?.vertices ?? 0)} | ${grouped(facts?.edges ?? 0)} | ${fixed(facts?.homophily ?? 0, 2)} | ${seeds.length} | ${percent(full)} | ${empty === null ? "" : percent(empty)} | ${methodTitle(best)} ${percent(Math.max(...means))} | ${methodTitle(worst)} ${percent(Math.min(...means))} |`;
  })
  .join("\n")}

## How it was measured

${introduction.trim()}

| setting | value |
| --- | --- |
${Object.entries(plan.training)
  .map(([name, value]) => `| ${name} | ${value} |`)
  .join("\n")}
| levels | ${plan.sparsity.map(percentTitle).join(", ")} % |
| seeds | ${plan.seeds} |

| data set | trials done | of |
| --- | ---: | ---: |
${plan.datasets
  .map(datasetName)
  .flatMap((name) => {
    const one = datasets.get(name);
    return one === undefined ? [] : [`| ${one.title} | ${grouped(one.recorded)} | ${grouped(one.planned)} |`];
  })
  .join("\n")}
`;
  return { text, pictures };
}

function methodRow(row: MethodStanding, place: number, blocks: number): string {
  const { method, meanRank, area, difference, above, wins, losses, withinPoint, orderSeconds, epochSeconds } =
    row;
  const isBaseline = difference === null;
  const cells = [
    String(place),
    methodTitle(method),
    meanRank.toFixed(1),
    percent(area),
    isBaseline ? "" : percent(difference, "+"),
    isBaseline ? "" : `${above} of ${blocks}`,
    isBaseline ? "" : String(wins),
    isBaseline ? "" : String(losses),
    `${percent(withinPoint)} %`,
    orderSeconds === null ? "" : duration(orderSeconds),
    epochSeconds === null ? "" : duration(epochSeconds),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A paragraph for each of the walk index methods. */
function walkIndexParagraphs(
  { rows, comparisons, methods, blocks }: Standings,
  plan: LeaderboardPlan,
  overall: Ranking,
): string {
  const own = rows.filter(({ method }) => /^(\d+-)?g?wis(@|$)/.test(method));
  if (own.length === 0) return "The plan has no such method.";
  const paragraphs = own.map((row) => {
    const { method, meanRank, difference, above, wins, losses } = row;
    const place = rows.indexOf(row) + 1;
    const apart = (sign: 1 | -1) =>
      rows
        .filter((other) => sign * (other.meanRank - meanRank) >= overall.criticalDifference)
        .map((other) => methodTitle(other.method));
    const [behind, before] = [apart(1), apart(-1)];
    const lost = comparisons.filter((one) => one.method === method && one.difference < 0);
    const told = lost.filter(({ pValue }) => pValue !== null && pValue < ALPHA);
    return `**${methodTitle(method)}** has mean rank ${meanRank.toFixed(1)}, place ${place} of ${methods.length}. By Nemenyi's test it is told apart from ${
      behind.length === 0 ? "no method behind it" : `${behind.join(", ")} behind it`
    } and from ${before.length === 0 ? "none before it" : `${before.join(", ")} before it`}.${
      difference === null
        ? ""
        : ` Against ${plan.baseline}: ${percent(difference, "+")} points of area; above in ${above} of ${blocks.length} blocks, a win told apart in ${wins}, a loss told apart in ${losses}, a tie in the rest. ${
            lost.length === 0
              ? "It is below in none."
              : `Below${told.length === 0 ? ", though never told apart," : ""} on ${lost.map(blockText).join("; ")}.`
          }`
    }`;
  });
  return paragraphs.join("\n\n");
}

function blockText({ dataset, model, difference, interval, pValue: p }: BlockComparison): string {
  return `${dataset} with ${modelTitle(model)} (${percent(difference, "+")}${interval === null ? "" : ` ${percentInterval(interval, "+")}`}${p === null ? "" : `, p ${p < 0.001 ? "< 0.001" : `= ${pValue(p)}`}`})`;
}

function nearestLevel(levels: readonly number[], wanted: number): number {
  return levels.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a));
}
