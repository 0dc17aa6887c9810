import type { z } from "zod";

/** What a text of the server's says; undefined where it is no JSON, or not what is expected. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
