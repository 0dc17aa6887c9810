// Compiles float32/assembly/*.ts and float64/assembly/*.ts and embeds the modules in the wasm.generated.ts beside each,
// so that they load alike in Node and in a browser. The relaxed build of float32 has fused multiply-adds (relaxed SIMD: Node 22 and up, browsers).
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { main, version } from "assemblyscript/asc";

const here = fileURLToPath(new URL(".", import.meta.url));

await embed("float32/assembly/index.ts", "float32/wasm.generated.ts");
await embed("float32/assembly/index.ts", "float32/wasm-relaxed.generated.ts", ["relaxed-simd"]);
await embed("float64/assembly/index.ts", "float64/wasm.generated.ts");

async function embed(entry, output, features = []) {
  const head = `// Written by build.mjs from ${entry.replace("index", "*")}.\n// Of what it was made from: SHA-256 ${await checksumOf(entry)}\n`;
  const before = await readFile(new URL(output, import.meta.url), "utf8").catch(() => "");
  if (before.startsWith(head)) return;

  const files = new Map();
  const { error, stderr } = await main(
    [
      entry,
      ...["--baseDir", here],
      ...["--outFile", "kernels.wasm", "-O3", "--noAssert", "--enable", "simd", "--runtime", "stub"],
      ...features.flatMap((feature) => ["--enable", feature]),
      // The memory is the host's; `abort` would be an import that no host gives.
      ...["--importMemory", "--noExportMemory", "--use", "abort="],
    ],
    { writeFile: (name, contents) => void files.set(name, contents) },
  );
  const binary = files.get("kernels.wasm");
  if (error !== null || binary === undefined)
    throw new Error(
      `compiling the kernels failed: ${error?.message ?? "no module came"}\n${stderr.toString()}`,
    );

  // An engine without a feature cannot look into a module that uses it: the same sources without it are looked into.
  if (features.length === 0) {
    const module = new WebAssembly.Module(binary);
    const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
    if (imports.join() !== "env.memory")
      throw new Error(`the kernels may import env.memory only, got ${imports.join(", ")}`);
  }
  const sections = sectionIds(binary);
  // Static data and a start function would write over memory that belongs to the host.
  for (const [id, name] of [
    [8, "start function"],
    [11, "data segment"],
  ])
    if (sections.includes(id))
      throw new Error(`the kernels must not have a ${name}: their memory is the host's`);

  const lines = Buffer.from(binary)
    .toString("base64")
    .match(/.{1,100}/g);
  await writeFile(
    new URL(output, import.meta.url),
    `${head}export const wasmBase64 =\n${lines.map((line) => `  "${line}"`).join(" +\n")};\n`,
  );
}

/** The SHA-256 of the sources beside the entry, of this file and of the compiler's version. */
async function checksumOf(entry) {
  const folder = new URL(entry.replace("index.ts", ""), import.meta.url);
  const names = (await readdir(folder)).toSorted();
  const hash = createHash("sha256")
    .update(version)
    .update(await readFile(new URL(import.meta.url)));
  for (const name of names) hash.update(name).update(await readFile(new URL(name, folder)));
  return hash.digest("hex");
}

/** The ids of a module's sections: after 8 bytes of header, each is an id, its size as LEB128, and its content. */
function sectionIds(bytes) {
  const ids = [];
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++]);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return ids;
}
