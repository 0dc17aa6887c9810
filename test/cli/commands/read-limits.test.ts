import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { lineOf, runCli } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

function folderWithFiles(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "claims.jlg"), "1100000,1,u,x\n1,2\n");
  writeFileSync(join(folder, "large.csv.gz"), gzipSync("1,2\n".repeat(400_000)));
  writeFileSync(join(folder, "columns.csv"), "who,whom,at\na,b,1\nb,c,2\n");
  writeFileSync(join(folder, "fewer.csv"), "who,whom,at\na,b,1\n");
  return folder;
}

test("--max-vertices and --memory raise and lower what reading may cost", async () => {
  const folder = folderWithFiles();
  const refused = await runInProcess(["inspect", "claims.jlg"], { folder });
  expect(refused.code).toBe(3);
  expect(lineOf(refused.stderr)).toMatch(/claims\.jlg:.* got a claim of 1100000; --max-vertices allows more/);
  const read = await runInProcess(["inspect", "claims.jlg", "--max-vertices", "1100000", "--json"], {
    folder,
  });
  expect(JSON.parse(read.stdout)).toMatchObject({ vertices: 1_100_000 });
  const small = await runInProcess(["inspect", "large.csv.gz", "--memory", "16M"], { folder });
  expect(small.code).toBe(3);
  expect(lineOf(small.stderr)).toMatch(/expected a file that can be read in 16 MiB.*--memory allows more/);
  expect((await runInProcess(["inspect", "large.csv.gz", "--memory", "2G"], { folder })).code).toBe(0);
  expect((await runInProcess(["inspect", "columns.csv", "--memory", "much"], { folder })).code).toBe(2);
  const none = await runInProcess(["inspect", "columns.csv", "--max-vertices", "-1"], { folder });
  expect(none.code).toBe(3);
  expect(lineOf(none.stderr)).toBe("seprank: max-vertices: expected at least 1 vertex, got -1");
});

test("compare-graphs and evaluate read by the same options", async () => {
  const folder = folderWithFiles();
  const columns = ["--columns", "source=who,target=whom"];
  const compared = await runInProcess(["compare-graphs", "columns.csv", "fewer.csv", ...columns, "--json"], {
    folder,
  });
  expect(compared.stderr).not.toMatch(/weights from/);
  expect(compared.code).toBe(0);
  const missing = await runInProcess(
    ["compare-graphs", "columns.csv", "fewer.csv", "--columns", "source=x,target=whom"],
    {
      folder,
    },
  );
  expect(missing.code).toBe(3);
  expect(lineOf(missing.stderr)).toMatch(/expected a column of sources "x", got the columns who, whom, at/);
  const sweep = ["evaluate", "columns.csv", "--columns", "source=x,target=whom", "-o", "out", "--dry-run"];
  const refused = await runCli(sweep, { folder });
  expect(refused.code).toBe(3);
  expect(refused.stderr).toMatch(/expected a column of sources "x"/);
  const claims = await runInProcess(["evaluate", "claims.jlg", "-o", "out", "--dry-run"], { folder });
  expect(claims.code).toBe(3);
  expect(lineOf(claims.stderr)).toMatch(/--max-vertices allows more/);
});
