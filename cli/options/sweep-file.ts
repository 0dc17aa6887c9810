import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type ParsedNode,
  parse,
  parseDocument,
} from "yaml";
import { z } from "zod";
import { FormatError, InputError } from "../../src/errors.js";
import { nearestName } from "../../src/graph/nearest-name.js";
import { SPLIT_CHOICES } from "../../src/nn/training/split-choices.js";
import { parseLevels } from "./option-values.js";

const name = z.string().min(1);
const names = z.union([name.transform((one) => one.split(",").map((part) => part.trim())), z.array(name)]);
const count = z.int().positive();
const positive = z.number().positive();
const nonnegative = z.number().nonnegative();

/** The levels as `--sparsity` takes them, or as a list of fractions. */
const levels = z.union([
  z.array(z.union([z.number(), z.string()])).transform((list) => list.join(",")),
  z.union([z.string(), z.number()]).transform(String),
]);

/** A sweep as a file tells it: the flags of `seprank evaluate` by their long names, each of which may be left out. */
const schema = z
  .strictObject({
    datasets: names,
    models: names,
    methods: names,
    sparsity: levels.transform((text, context) => {
      try {
        return parseLevels(text);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : String(error));
        return z.NEVER;
      }
    }),
    seeds: count,
    seed: z.int().nonnegative(),
    baseline: name,
    split: z.enum(SPLIT_CHOICES),
    out: name,
    jobs: count,
    history: name,
    plugin: name,
    backend: name,
    epochs: count,
    patience: count,
    "min-improvement": nonnegative,
    "learning-rate": positive,
    "weight-decay": nonnegative,
    layers: count,
    hidden: count,
    dropout: z.number().min(0).lt(1),
  })
  .partial();

/** What a file says of a sweep; see its schema. */
export type SweepFile = z.infer<typeof schema>;

/** The keys that a file may have. */
export const SWEEP_FILE_KEYS: readonly string[] = Object.freeze(Object.keys(schema.shape));

/**
 * Reads a sweep's description, YAML or JSON (which YAML 1.2 contains), and overrides keys of it.
 *
 * @param file its name, for messages
 * @param settings "key=value" each, the value as YAML: `methods=[1-wis, random]`, `epochs=500`
 *
 * @throws FormatError (file, line, column) where the text is not YAML, a key is unknown (with the nearest known one) or twice there, or a
 *   value is not of its kind; InputError where that is a setting
 */
export function readSweepFile(text: string, file: string, settings: readonly string[] = []): SweepFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) throw new FormatError(firstLine(error.message), at(error.pos[0]));
  if (document.contents !== null && !isMap(document.contents))
    throw new FormatError(`expected keys with values, such as "seeds: 5"`, at(document.contents.range[0]));

  const set = new Map(settings.map(parseSetting));
  const value = { ...plainValue(document, file), ...Object.fromEntries(set) };
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = furthest(result.error.issues[0]);
  const isUnknown = issue.code === "unrecognized_keys";
  const key = isUnknown ? issue.keys[0] : String(issue.path[0]);
  const reason = isUnknown ? unknownKey(key) : `${issue.path.join(".")}: ${lowerCase(issue.message)}`;
  if (set.has(key)) throw new InputError(`--set ${reason}`);
  throw new FormatError(reason, at(offsetOf(document, issue.path, isUnknown ? key : undefined)));
}

/** What of an issue's alternatives came furthest: of "a name, or a list of names", a list's element says more than the list. */
function furthest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const [inner] = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length);
  return inner === undefined ? issue : furthest({ ...inner, path: [...issue.path, ...inner.path] });
}

function lowerCase(message: string): string {
  const text = message.replace("Invalid input: ", "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** @throws FormatError where aliases stand for more than any sweep has to say */
function plainValue(document: Document, file: string): Record<string, unknown> {
  try {
    return (document.toJS() ?? {}) as Record<string, unknown>;
  } catch (error) {
    throw new FormatError(error instanceof Error ? firstLine(error.message) : String(error), { file });
  }
}

function unknownKey(key: string): string {
  return `expected one of the keys ${SWEEP_FILE_KEYS.join(", ")}, got ${JSON.stringify(key)}; did you mean ${nearestName(key, SWEEP_FILE_KEYS)}?`;
}

/** Where a value stands, or, of an unknown key, the key itself; the beginning of the text where neither is known. */
function offsetOf(document: Document, path: readonly PropertyKey[], unknown: string | undefined): number {
  let node: Node | null | undefined = document.contents as ParsedNode | null;
  if (unknown !== undefined && isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === unknown);
    return (pair?.key as ParsedNode | undefined)?.range?.[0] ?? 0;
  }
  let found = 0;
  for (let depth = 1; depth <= path.length; depth++) {
    node = document.getIn(path.slice(0, depth), true) as Node | undefined;
    if (node?.range != null) found = node.range[0];
  }
  return found;
}

function parseSetting(text: string): [string, unknown] {
  const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key === undefined) throw new InputError(`--set: expected KEY=VALUE, such as epochs=500, got "${text}"`);
  try {
    return [key.trim(), parse(value)];
  } catch {
    throw new InputError(`--set ${key}: expected a value as in a YAML file, got "${value}"`);
  }
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0];
}
