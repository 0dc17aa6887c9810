import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.js";

/** Whether a server can be started here; tests that need one are skipped where not. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

if (!hasRedis) console.warn("redis-server is not installed: the tests of queues are skipped");

/** A server of a test's own. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Ends it with SIGKILL, as a machine that fails. */
  kill(): Promise<void>;
  /** Starts it again, at the same port and on the same folder. */
  start(): Promise<void>;
}

/** Starts a server that is gone when the test is. */
export async function startRedis(...options: readonly string[]): Promise<TestRedis> {
  const port = await freePort();
  const folder = temporaryFolder();
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const end = once(child, "exit");
    child.kill("SIGKILL");
    await end;
  };
  const start = async () => {
    child = spawn(
      "redis-server",
      ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...options],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    for await (const chunk of child.stdout as AsyncIterable<Buffer>)
      if (String(chunk).includes("Ready to accept connections")) break;
    await sleep(10);
  };
  onTestFinished(kill);
  await start();
  return { port, url: `redis://127.0.0.1:${port}`, kill, start };
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
