import type { Redis } from "ioredis";
import { InputError } from "../../errors.js";

/** The packages that a queue needs. They are optional: nothing else loads them. */
export async function loadQueueModules(): Promise<{
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof Redis;
}> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new InputError(
      "--queue: expected the packages bullmq and ioredis, which are not installed; run: npm install bullmq ioredis",
      { cause: error },
    );
  }
}
