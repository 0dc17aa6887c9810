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
