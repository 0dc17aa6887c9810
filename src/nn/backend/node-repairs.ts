type Listener = (...parameters: unknown[]) => void;

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Does some work, then takes off the process whatever handlers of uncaught errors the work has put there.
 *
 * Emscripten's start-up code adds a pair of them that turn every uncaught error into its own; such errors are the
 * application's business. Where there is no process (a browser), the work is simply done.
 */
export async function keepProcessListeners(work: () => Promise<void>): Promise<void> {
  const before = processListeners();
  await work();
  for (const { event, listener } of processListeners())
    if (!before.some((known) => known.listener === listener)) process.off(event, listener);
}

function processListeners(): { event: (typeof EVENTS)[number]; listener: Listener }[] {
  if (typeof process === "undefined" || typeof process.listeners !== "function") return [];
  return EVENTS.flatMap((event) =>
    (process.listeners(event as "uncaughtException") as Listener[]).map((listener) => ({ event, listener })),
  );
}

/**
 * Puts back `util.isNullOrUndefined` and `util.isArray`, which Node 23 dropped and `@tensorflow/tfjs-node` 4.22
 * still calls.
 *
 * To be awaited before that package is imported; nothing happens where they are there.
 */
export async function restoreNodeUtil(): Promise<void> {
  // A variable, so that a bundler for the browser, where this is never called, does not look for the module.
  const specifier: string = "node:util";
  // The default export is the module object that `require("util")` gives; a namespace object could not be written to.
  const { default: util } = (await import(specifier)) as unknown as { default: Record<string, unknown> };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
