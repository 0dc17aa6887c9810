import {
  METHOD_FAMILIES,
  type MethodParameter,
  methodFacts,
  methodNames,
} from "../../src/sparsify/catalog.js";

/** The methods by family, and their parameters, for help texts. */
export function describeMethods(): string {
  const methods = methodNames().map((name) => ({ name, facts: methodFacts(name) }));
  const families = METHOD_FAMILIES.map((family) => ({
    family,
    names: methods.filter(({ facts }) => facts?.family === family).map(({ name }) => name),
  })).filter(({ names }) => names.length > 0);
  const familyWidth = Math.max(...families.map(({ family }) => family.length));
  const withParameters = methods.flatMap(({ name, facts }) =>
    (facts?.parameters ?? []).map((parameter, k) => ({ heading: k === 0 ? name : "", parameter })),
  );
  const headingWidth = Math.max(...withParameters.map(({ heading }) => heading.length));
  return [
    "Methods, by what they choose by:",
    ...families.map(({ family, names }) => `  ${family.padEnd(familyWidth)}  ${names.join(", ")}`),
    "",
    "Parameters, --set NAME=VALUE:",
    ...withParameters.map(
      ({ heading, parameter }) => `  ${heading.padEnd(headingWidth)}  ${describe(parameter)}`,
    ),
  ].join("\n");
}

function describe({ name, summary, default: value }: MethodParameter): string {
  return `${`${name}=${value}`.padEnd(14)} ${summary}`;
}
