import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { makeFolder, readFileIfPresent, writeFileAtomic } from "../../files.js";

/** Where the beginning of an order is kept while the rest is computed. */
export interface OrderDraft {
  readonly path: string;
  /** all that the order depends on, as JSON; a draft of another order is passed over */
  readonly identity: unknown;
}

/** The beginning of an order. */
export interface OrderBeginning {
  /** edges, first removed first */
  readonly removed: Uint32Array;
  /** that it took */
  readonly seconds: number;
}

const schema = z.strictObject({
  identity: z.json(),
  removed: z.array(z.int().nonnegative()),
  seconds: z.number().nonnegative(),
});

/** The beginning that an interrupted run left; undefined where there is none of this order that is whole. */
export async function readDraft({ path, identity }: OrderDraft): Promise<OrderBeginning | undefined> {
  const bytes = await readFileIfPresent(path);
  if (bytes === undefined) return undefined;
  try {
    const draft = schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    const isOurs = isDeepStrictEqual(draft.identity, JSON.parse(JSON.stringify(identity)));
    return isOurs ? { removed: Uint32Array.from(draft.removed), seconds: draft.seconds } : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a beginning, in the place of the one before. */
export async function writeDraft(
  { path, identity }: OrderDraft,
  { removed, seconds }: OrderBeginning,
): Promise<void> {
  await makeFolder(dirname(path));
  const text = JSON.stringify({ identity, removed: [...removed], seconds });
  await writeFileAtomic(path, new TextEncoder().encode(`${text}\n`));
}
