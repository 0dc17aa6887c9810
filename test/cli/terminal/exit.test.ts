import { expect, test } from "vitest";
import { exitCodeOf, UsageError } from "../../../cli/terminal/exit.js";
import { DownloadError, FormatError, InputError, InterruptedError } from "../../../src/errors.js";

test("exit codes are those that the main help lists", () => {
  const errors = [
    new DownloadError("x"),
    new Error("x"),
    new UsageError("x"),
    new InputError("x"),
    new FormatError("x"),
    new InterruptedError("x"),
  ];
  expect(errors.map(exitCodeOf)).toEqual([1, 1, 2, 3, 3, 130]);
});
