import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";

const CHROMIUM = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A headless Chromium that lives as long as the test; where there is none, the test is skipped and says so. */
export async function openChromium(
  test: TestContext,
  flags: readonly string[] = ["--disable-gpu"],
): Promise<Browser> {
  if (!existsSync(CHROMIUM)) test.skip(`needs a browser: ${CHROMIUM} is not there; set CHROMIUM_PATH`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...flags] });
  onTestFinished(() => browser.close());
  return browser;
}
