import { appendFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { SweepState } from "../../../cli/terminal/sweep-progress.js";
import { startWatchServer } from "../../../cli/watch/watch-server.js";
import { startWatching } from "../../../cli/watch/watch-sweeps.js";
import { InputError } from "../../../src/errors.js";
import { configurationFor } from "../../../src/evaluate/records/configuration.js";
import type { TrialRecord } from "../../../src/evaluate/trials/record.js";
import { smallDataset } from "../../generators/small-dataset.js";
import { openChromium } from "../../support/chromium.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Asks for an address, with headers that a browser would not let a page set. */
function ask(address: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(address, { headers, method }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
        if (response.headers["content-type"] === "text/event-stream" && text.includes("\n\n"))
          response.destroy();
      });
      response.on("close", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    })
      .on("error", reject)
      .end();
  });
}

async function page(text = "<p>page</p>") {
  const server = await startWatchServer(
    0,
    async () => text,
    () => [["state", { line: "a\nb" }]],
  );
  onTestFinished(() => server.close());
  return server;
}

test("the page and its events are there for who has the token, and for nobody else", async () => {
  const { address } = await page();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
  const whole = await ask(address);
  expect(whole).toMatchObject({ status: 200, text: "<p>page</p>" });
  expect(whole.headers).toMatchObject({
    "cache-control": "no-store",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
  });
  expect(whole.headers["access-control-allow-origin"]).toBeUndefined();
  const events = await ask(`${address}events`);
  expect(events).toMatchObject({ status: 200, text: 'event: state\ndata: {"line":"a\\nb"}\n\n' });
  const { origin } = new URL(address);
  for (const path of [
    "/",
    "/events",
    `/${"x".repeat(32)}/`,
    `/${"x".repeat(32)}/events`,
    `${new URL(address).pathname}other`,
  ])
    expect(await ask(`${origin}${path}`)).toMatchObject({ status: 404, text: "not found\n" });
});

test("a page of another site is refused, by its origin and by the host that it asks for", async () => {
  const { address } = await page();
  const { host, origin, port } = new URL(address);
  expect((await ask(address, { origin: "https://example.org" })).status).toBe(403);
  expect((await ask(address, { origin: "null" })).status).toBe(403);
  expect((await ask(`${address}events`, { origin: "https://example.org" })).status).toBe(403);
  expect((await ask(address, { host: `example.org:${port}` })).status).toBe(403);
  expect((await ask(address, { origin })).status).toBe(200);
  expect((await ask(address, { host: `localhost:${port}` })).status).toBe(200);
  expect((await ask(address, { host }, "POST")).status).toBe(405);
});

test("only this machine's own address is listened at", async () => {
  const { address } = await page();
  const refused = new Promise((resolve) => {
    connect(Number(new URL(address).port), "127.0.0.2")
      .on("connect", () => resolve("connected"))
      .on("error", (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  expect(await refused).toBe("ECONNREFUSED");
});

test("a port that is none, or in use, is refused in one line", async () => {
  const { address } = await page();
  for (const [port, message] of [
    [70_000, "--watch: expected a port, 0 to 65535 (0: any that is free), got 70000"],
    [Number(new URL(address).port), "but it is in use; 0 takes any that is free"],
  ] as const) {
    const error = await startWatchServer(
      port,
      async () => "",
      () => [],
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(message);
  }
});

const dataset = smallDataset();
const recordOf = (seed: number, method: string, testAccuracy: number): TrialRecord => ({
  ...configurationFor("gcn", { dataset, sha256: "00" }, {}),
  finishedAt: "2026-01-01T00:00:00.000Z",
  model: "gcn",
  method,
  sparsity: 0.5,
  removed: 60,
  kept: 60,
  seed,
  outcome: "ok",
  backend: "wasm",
  testAccuracy,
  validationAccuracy: 0.5,
  trainAccuracy: 0.5,
  bestEpoch: 1,
  epochs: 2,
  seconds: 0.1,
  orderSeconds: 0,
});

test("a page that is open follows the sweep: state, workers, and the report as it fills", async (context) => {
  const browser = await openChromium(context);
  const folder = temporaryFolder();
  const add = (record: TrialRecord) =>
    appendFileSync(join(folder, "results.jsonl"), `${JSON.stringify(record)}\n`);
  const worker = {
    id: "x",
    host: "<b>node-7</b>",
    pid: 12,
    seprank: "1",
    node: "20",
    jobs: 4,
    done: 3,
    failed: 1,
    running: [],
  };
  let state: SweepState = {
    planned: 4,
    done: 0,
    failed: 0,
    run: 0,
    elapsed: 1000,
    underWay: ["gcn random 50 % seed 0: epoch 3"],
    workers: [],
  };
  const watching = await startWatching(0, { folders: [folder], baseline: "random", state: () => state });
  let closed = false;
  onTestFinished(() => (closed ? undefined : watching.close()));
  // The page's own policy lets no script in, not even axe.
  const tab = await browser.newPage({ bypassCSP: true });
  const errors: string[] = [];
  tab.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  tab.on("pageerror", (error) => errors.push(error.message));
  await tab.goto(watching.address);
  await tab.getByText("No trial is finished yet.").waitFor();
  await tab.getByText("gcn random 50 % seed 0: epoch 3").waitFor();
  expect(await tab.locator(".live-workers").isVisible()).toBe(false);

  for (const [k, method] of ["random", "1-wis"].entries()) {
    add(recordOf(0, method, 0.5 + k / 4));
    watching.tellRecord();
  }
  state = { ...state, done: 2, run: 2, elapsed: 60_000, failed: 1, workers: [worker], underWay: [] };
  await tab.getByRole("heading", { name: "GCN on small" }).waitFor();
  await tab.getByText(/2 of 4 trials, 50 %, 2\.0\/min, .*; 1 failed in this run/).waitFor();
  // What a worker calls itself is text, and nothing else.
  expect(await tab.locator(".live-workers td").allTextContents()).toEqual([
    "<b>node-7</b>, process 12",
    "0 of 4",
    "3",
    "1",
  ]);
  expect(await tab.locator("figure.curves").count()).toBe(1);
  expect(await tab.locator("section.live").count()).toBe(1);
  await tab.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
  for (const [width, colorScheme] of [
    [390, "dark"],
    [1280, "light"],
  ] as const) {
    await tab.setViewportSize({ width, height: 844 });
    await tab.emulateMedia({ colorScheme });
    // As text: the project's types know no browser.
    const found = await tab.evaluate<string[]>(
      "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
    );
    expect({ width, found }).toEqual({ width, found: [] });
    expect(await tab.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
  }
  // What came anew answers, too.
  await tab.locator("th button").first().click();

  closed = true;
  await watching.close();
  await tab.getByText("All trials are done").waitFor();
  expect(
    errors.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE/.test(text)),
  ).toEqual([]);
});
