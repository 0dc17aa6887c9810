// Writes the declarations in dist anew: tensors have the types of tensors.ts, which says why. Runs after tsc.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
const tensors = join(dist, "src/nn/backend/tensors.js");
const IMPORT = /^import (?:type )?\* as tf from "@tensorflow\/tfjs-core";/m;
const text = await readFile(tensors.replace(/js$/, "d.ts"), "utf8");
const known = new Set([...text.matchAll(/^export type (\w+)/gm)].map(([, name]) => name));

// These two speak of TensorFlow.js itself, and no other declaration leads to them.
const THEIRS = ["src/nn/backend/tensorflow-types.d.ts", "src/nn/backend/gradients.generated.d.ts"];

for (const name of await readdir(dist, { recursive: true })) {
  if (!name.endsWith(".d.ts") || THEIRS.includes(name)) continue;
  const file = join(dist, name);
  const before = await readFile(file, "utf8");
  const path = relative(dirname(file), tensors);
  const after = before.replace(
    IMPORT,
    `import type * as tf from "${path.startsWith(".") ? path : `./${path}`}";`,
  );
  if (after.includes("@tensorflow/tfjs") && /^import .*@tensorflow/m.test(after))
    throw new Error(`${name}: expected TensorFlow.js as \`import * as tf\` alone`);
  for (const [, type] of after.matchAll(/\btf\.([A-Z]\w*)/g))
    if (!known.has(type))
      throw new Error(`${name}: expected one of ${[...known].join(", ")}, got tf.${type}`);
  if (after !== before) await writeFile(file, after);
}
