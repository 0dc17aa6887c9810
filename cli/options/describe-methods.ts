import { METHOD_FAMILIES } from "../../src/sparsify/method-families.js";
import { METHOD_PARAMETERS, type MethodParameter } from "../../src/sparsify/method-parameters.js";

/** The methods by family, and their parameters, for help texts. */
export function describeMethods(): string {
  const families = Object.entries(METHOD_FAMILIES).map(
    ([family, names]) => `  ${family.padEnd(FAMILY_WIDTH)}  ${names.join(", ")}`,
  );
  const parameters = Object.entries(METHOD_PARAMETERS).flatMap(([method, known]) =>
    known.map((parameter, k) => `  ${(k === 0 ? method : "").padEnd(METHOD_WIDTH)}  ${describe(parameter)}`),
  );
  return [
    "Methods, by what they choose by:",
    ...families,
    "",
    "Parameters, --set NAME=VALUE:",
    ...parameters,
  ].join("\n");
}

const FAMILY_WIDTH = Math.max(...Object.keys(METHOD_FAMILIES).map((name) => name.length));
const METHOD_WIDTH = Math.max(...Object.keys(METHOD_PARAMETERS).map((name) => name.length));

function describe({ name, summary, default: value }: MethodParameter): string {
  return `${`${name}=${value}`.padEnd(14)} ${summary}`;
}
