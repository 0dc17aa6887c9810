import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it, test } from "vitest";
import { docExamples, examplesOf, runDocExamples, withChecks } from "./support/doc-examples.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The entry points each of whose functions has an example. */
const COMPLETE = ["src/index.ts"];

const examples = docExamples(["src", "datasets"]);
const faults = await runDocExamples(examples);

describe("examples of doc comments run against the built package, and their types are right", () => {
  it.each(examples.map((example, k) => ({ ...example, k })))("$place", ({ code, k }) => {
    expect(code, "an @example has a ```ts block").toBeDefined();
    expect(faults[k]).toBe(undefined);
    expect(
      withChecks(code as string).checks,
      "an example tells at least one value: `x; // => 3`",
    ).toBeGreaterThan(0);
  });
});

describe("every function of an entry point has an example", () => {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (file) => readFileSync(file, "utf8"));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    COMPLETE.map((file) => join(root, file)),
    { ...options, noEmit: true },
  );
  const checker = program.getTypeChecker();
  it.each(COMPLETE)("%s", (file) => {
    const source = program.getSourceFile(join(root, file));
    const entry = checker.getSymbolAtLocation(source as ts.Node) as ts.Symbol;
    const missing = checker
      .getExportsOfModule(entry)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
      .filter(isCalled)
      .filter((symbol) => !symbol.getJsDocTags(checker).some(({ name }) => name === "example"))
      .map(({ name }) => name);
    expect(missing).toEqual([]);
  });

  function isCalled(symbol: ts.Symbol): boolean {
    if ((symbol.flags & ts.SymbolFlags.Value) === 0 || symbol.valueDeclaration === undefined) return false;
    const type = checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration);
    return type.getCallSignatures().length > 0;
  }
});

test("a wrong value, a wrong type and a failing call are noticed", async () => {
  const text = [
    "/**",
    " * @example",
    " * ```ts",
    " * const three: number = 1 + 2; // => 3",
    " * Math.LN2; // ≈ 0.69",
    " * ```",
    " *",
    " * @example",
    " * ```ts",
    " * 1 + 2; // => 4",
    " * ```",
    " *",
    " * @example 1 + 2",
    " */",
  ].join("\n");
  const found = examplesOf("sample.ts", text);
  expect(found.map(({ place }) => place)).toEqual(["sample.ts:2", "sample.ts:8", "sample.ts:13"]);
  expect(found[2].code).toBe(undefined);
  expect(withChecks(found[0].code as string).checks).toBe(2);
  const code = (line: string) => ({ place: "here", code: line });
  const [good, wrong, near, type, failing] = await runDocExamples([
    found[0],
    found[1],
    code("Math.LN2; // ≈ 0.70"),
    code(
      'import { walkIndices } from "seprank";\nconst call: string = walkIndices.name; // => walkIndices.name\nconst wrong: number = call;',
    ),
    code("throw new Error('no');"),
  ]);
  expect(good).toBe(undefined);
  expect(wrong).toContain("3 !== 4");
  expect(near).toContain("expected about 0.70, got 0.69");
  expect(type).toContain("Type 'string' is not assignable to type 'number'");
  expect(failing).toContain("no");
});
