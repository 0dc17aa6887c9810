import { GROUP } from "./run-program.js";

/** WGSL that takes one number of each of a group's threads together. */
export interface OverGroup {
  readonly declarations: string;
  /** `shared_NAME[local]` of every thread becomes, in `shared_NAME[0]`, all of them together, which every thread can read after it */
  readonly code: string;
}

/** A tree over the threads of a group, for each of some names. @param join takes two numbers together */
export function overGroup(names: readonly string[], join: (a: string, b: string) => string): OverGroup {
  const step = (name: string) => {
    const own = `shared_${name}[local]`;
    return `${own} = ${join(own, `shared_${name}[local + half]`)};`;
  };
  return {
    declarations: names.map((name) => `var<workgroup> shared_${name} : array<f32, ${GROUP}>;`).join("\n"),
    code: `
      workgroupBarrier();
      for (var half = ${GROUP / 2}; half > 0; half /= 2) {
        if (local < half) { ${names.map(step).join(" ")} }
        workgroupBarrier();
      }`,
  };
}

/** {@link overGroup} by addition. */
export function sumOverGroup(names: readonly string[]): OverGroup {
  return overGroup(names, (a, b) => `${a} + ${b}`);
}
