import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it, test } from "vitest";
import { docExamples, examplesOf, runDocExamples, withChecks } from "./support/doc-examples.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The files of the entry points: of those in package.json but `seprank/tensorflow`, which has types alone. */
const ENTRY_POINTS = Object.values(
  (
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      exports: Record<string, { types?: string }>;
    }
  ).exports,
).flatMap(({ types }) =>
  types === undefined || types.includes("tensorflow-types")
    ? []
    : types.replace(/^\.\/dist\//, "").replace(/\.d\.ts$/, ".ts"),
);

/** The entry points that export every type which they name. */
const COMPLETE = ["src/index.ts", "src/adjacency.ts"];

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

describe("entry points that are told in full", () => {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), (file) => readFileSync(file, "utf8"));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const files = ENTRY_POINTS.map((file) => join(root, file));
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();

  it("there are some", () => {
    expect(ENTRY_POINTS.length).toBeGreaterThan(10);
  });

  it.each(ENTRY_POINTS)("every function of %s has an example", (file) => {
    const missing = exportsOf(file)
      .filter(isCalled)
      .filter((symbol) => !symbol.getJsDocTags(checker).some(({ name }) => name === "example"))
      .map(({ name }) => name);
    expect(missing).toEqual([]);
  });

  it.each(COMPLETE)("every type that %s names is exported with it", (file) => {
    const symbols = exportsOf(file);
    const exported = new Set(symbols);
    const missing = symbols.flatMap((symbol) =>
      typesNamedBy(symbol)
        .filter((type) => !exported.has(type))
        .map((type) => `${type.name}, of ${symbol.name}`),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  function exportsOf(file: string): ts.Symbol[] {
    const source = program.getSourceFile(join(root, file)) as ts.SourceFile;
    return checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol).map(resolved);
  }

  function resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  }

  function isCalled(symbol: ts.Symbol): boolean {
    if ((symbol.flags & ts.SymbolFlags.Value) === 0 || symbol.valueDeclaration === undefined) return false;
    const type = checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration);
    return type.getCallSignatures().length > 0;
  }

  /** Our own exported types in a declaration, without the bodies of functions. */
  function typesNamedBy(symbol: ts.Symbol): ts.Symbol[] {
    const found: ts.Symbol[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isBlock(node) || ts.isCallExpression(node) || ts.isObjectLiteralExpression(node)) return;
      const name = ts.isTypeReferenceNode(node)
        ? node.typeName
        : ts.isExpressionWithTypeArguments(node)
          ? node.expression
          : undefined;
      const type = name === undefined ? undefined : checker.getSymbolAtLocation(name);
      if (type !== undefined && isOurs(resolved(type))) found.push(resolved(type));
      ts.forEachChild(node, visit);
    };
    for (const declaration of symbol.declarations ?? []) visit(declaration);
    return found;
  }

  /** Exported from its file, so that others can name it. */
  function isOurs({ flags, declarations = [] }: ts.Symbol): boolean {
    const [declaration] = declarations;
    if (declaration === undefined || (flags & ts.SymbolFlags.TypeParameter) !== 0) return false;
    const file = declaration.getSourceFile().fileName;
    return (
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0 &&
      /\/(src|datasets)\//.test(file) &&
      !file.includes("node_modules")
    );
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
