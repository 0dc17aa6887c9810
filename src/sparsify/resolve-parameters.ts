import { InputError } from "../errors.js";
import { nearestName } from "../graph/nearest-name.js";
import type { MethodParameter } from "./catalog.js";
import type { MethodSpec } from "./method-spec.js";

/**
 * All parameters of a method: those given, and the defaults of the others.
 *
 * @throws InputError for a parameter that the method does not have, or a value out of its range
 */
export function resolveParameters(
  { name: method, facts: { parameters } }: MethodSpec,
  given: Readonly<Record<string, number>> = {},
): Readonly<Record<string, number>> {
  const names = parameters.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    throw new InputError(
      names.length === 0
        ? `${method}: expected no parameter, got ${name}`
        : `${method}: expected parameters among ${names.join(", ")}, got ${name}; did you mean ${nearestName(name, names)}?`,
    );
  }
  return Object.fromEntries(
    parameters.map((parameter) => {
      const value = given[parameter.name] ?? parameter.default;
      check(method, parameter, value);
      return [parameter.name, value];
    }),
  );
}

function check(method: string, { name, range, integer = false }: MethodParameter, value: number): void {
  const { least, isOpen = false, most = Number.MAX_VALUE } = range;
  const isInside = (isOpen ? value > least : value >= least) && value <= most;
  if (isInside && (!integer || Number.isInteger(value))) return;
  const lower = `${isOpen ? ">" : ">="} ${least}`;
  const upper = most === Number.MAX_VALUE ? "" : ` and <= ${most}`;
  throw new InputError(
    `${method}: ${name}: expected ${integer ? "an integer" : "a number"} ${lower}${upper}, got ${value}`,
  );
}
