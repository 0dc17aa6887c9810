import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { karate } from "../../../datasets/graphs/karate.js";
import type { RemovalPicture } from "../../../src/evaluate/structure/removal-picture.js";
import { summarizeInputs } from "../../../src/evaluate/summaries/input-summary.js";
import type { TrialRecord } from "../../../src/evaluate/trials/record.js";
import { COLOURS } from "../../../src/report/figures/theme.js";
import { htmlReport } from "../../../src/report/page/html-report.js";
import { pageStyle } from "../../../src/report/page/page.generated.js";
import { removalOrder } from "../../../src/sparsify/order-by-method.js";
import { sweepRecords } from "../../generators/sweep-records.js";
import { failedRecord, finishedRecord } from "../../generators/trial-records.js";
import { tableOf } from "../../support/page-tables.js";

const HOSTILE = `</script><img src=x onerror="alert('1')"><!--&amp;`;
const NO_PICTURE = "The graph is not drawn: no reason.";

function pageOf(records: readonly TrialRecord[], picture: RemovalPicture | string = NO_PICTURE): string {
  return htmlReport(summarizeInputs(records).map((part) => ({ ...part, picture, structure: [] })));
}

/** The page without its own script and style. */
function contentOf(page: string): string {
  return page.replace(/<style>.*?<\/style>/s, "").replace(/<script>.*?<\/script>/s, "");
}

test("equal records in another order give equal bytes", () => {
  const records = [...sweepRecords(), ...sweepRecords({ model: "gin" })];
  expect(pageOf(records.toReversed())).toBe(pageOf(records));
});

test("the page names its input's hash, versions, backend, options, seeds and what is compared", () => {
  const page = contentOf(pageOf(sweepRecords()));
  for (const text of [
    "ab".repeat(32),
    "0.0.0",
    "20.0.0",
    "wasm",
    "learningRate",
    "0.0005",
    "0, 1, 2",
    "train 0.8, validation 0.1, test 0.1",
  ])
    expect(page).toContain(text);
  expect(page).toContain(NO_PICTURE);
});

test("the configuration tells given splits, and the l1 of a method that trains a mask, where records have them", () => {
  const { options } = finishedRecord();
  const page = (given: number) =>
    contentOf(
      pageOf([
        ...sweepRecords({ options: { ...options, split: { given } } }),
        ...sweepRecords({ options: { ...options, split: { given } }, l1: 0.01 }, { methods: ["ugs"] }),
      ]),
    );
  expect(page(1)).toContain(">given with the data<");
  expect(page(10)).toContain(">the 10 given with the data, in turn by seed<");
  expect(page(1)).toMatch(
    /l1 of UGS&#39;s edge mask<\/th><td[^>]*>0\.01<\/td>|l1 of UGS's edge mask<\/th><td[^>]*>0\.01<\/td>/,
  );
  expect(contentOf(pageOf(sweepRecords()))).not.toContain("l1 of");
});

test("a section for each input, a part of it for each model; nothing is mixed", () => {
  const other = { name: "dblp", sha256: "cd".repeat(32), vertices: 100, edges: 500 };
  const page = pageOf([
    ...sweepRecords(),
    ...sweepRecords({ input: other }),
    ...sweepRecords({ model: "gin" }),
  ]);
  expect([...page.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(["cora", "dblp"]);
  expect([...page.matchAll(/<h3>(.*?) on (.*?)<\/h3>/g)].map(([, model, input]) => [model, input])).toEqual([
    ["GCN", "cora"],
    ["GIN", "cora"],
    ["GCN", "dblp"],
  ]);
  expect(tableOf(page, "GCN on cora: test accuracy (%)")[2][1].value).toBe(300);
  expect(page).toContain('<a href="#input-1">dblp</a>');
});

test("whatever the records say, it stays text", () => {
  const input = { ...finishedRecord().input, name: HOSTILE, sha256: HOSTILE };
  const { adjacency } = karate();
  const picture = {
    graph: {
      adjacency,
      labels: Int32Array.from({ length: adjacency.vertexCount }, (_, t) => t % 2),
      classNames: [HOSTILE, "plain"],
    },
    orders: [{ ...removalOrder("1-wis", adjacency), method: HOSTILE, model: null, seed: null }],
    missing: [{ method: HOSTILE, reason: HOSTILE }],
  };
  const fields = { input, model: HOSTILE, seprank: HOSTILE, node: HOSTILE, backend: HOSTILE };
  const records = [
    ...sweepRecords(fields),
    finishedRecord({ ...fields, method: HOSTILE }),
    failedRecord({ input, error: HOSTILE, method: "spanner" }),
  ];
  const page = contentOf(pageOf(records, picture));
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<!--");
  expect(page).not.toMatch(/\son\w+="/);
  // The only scripts left are blocks of data, each ended once.
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<\/script/g)).toHaveLength(1);
  expect(page).toContain(
    "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&lt;!--&amp;amp;",
  );
});

test("its policy lets in its own script and style, by their hashes, and nothing else", () => {
  const page = pageOf(sweepRecords());
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/
    .exec(page)![1]
    .replaceAll("&#39;", "'");
  const hash = (tag: string) =>
    createHash("sha256")
      .update(new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(page)![1])
      .digest("base64");
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${hash("script")}'`,
    `style-src 'sha256-${hash("style")}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]);
  // Without an attribute of style, which the policy would refuse, and without a file beside it.
  expect(contentOf(page)).not.toMatch(/\sstyle=|\ssrc=|<link(?! rel="icon" href="data:,")/);
});

test("the page's style has the palette's colours, in their order", () => {
  COLOURS.forEach((colour, k) => {
    expect(pageStyle).toMatch(new RegExp(`--c${k}: ?${colour}[;}]`, "i"));
  });
});

test("trials that failed are told, unless they finished later", () => {
  const failed = failedRecord({ method: "2-wis", sparsity: 0.7, removed: 700, error: "out of memory" });
  const mended = failedRecord({ method: "1-wis", sparsity: 0.3, removed: 300 });
  const page = pageOf([mended, ...sweepRecords(), failed]);
  const [, ...rows] = tableOf(page, "Trials that failed");
  expect(rows.map((cells) => cells.map(({ text }) => text))).toEqual([
    ["GCN", "2-WIS", "70", "0", "out of memory"],
  ]);
  expect(pageOf(sweepRecords())).not.toContain("Trials that failed");
});
