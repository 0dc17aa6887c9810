import { z } from "zod";

/** A module of the user's own that was loaded, and what it added. */
export interface Plugin {
  readonly file: string;
  /** of the file's bytes; what the file imports itself is not in it */
  readonly sha256: string;
  /** the sparsifiers that it registered */
  readonly methods: readonly string[];
  /** the models that it registered */
  readonly models: readonly string[];
}

/** What of a trial a plug-in made, and which plug-in: a part of its record. */
export const pluginUse = z.strictObject({
  /** of the plug-in's file */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  of: z.array(z.enum(["model", "method"])).min(1),
});
export type PluginUse = Readonly<z.infer<typeof pluginUse>>;

/** A trial's model and method. */
interface Used {
  readonly model: string;
  readonly method: string;
}

/** What of a trial comes from a plug-in; undefined where nothing does. */
export function usedOf(plugin: Plugin | undefined, { model, method }: Used): PluginUse | undefined {
  if (plugin === undefined) return undefined;
  const of = [
    ...(plugin.models.includes(model) ? (["model"] as const) : []),
    ...(plugin.methods.includes(method) ? (["method"] as const) : []),
  ];
  return of.length === 0 ? undefined : { sha256: plugin.sha256, of };
}

/** Where a trial's model and method come from: SHA-256 of a plug-in, null where the package has them. */
export function originsOf({
  model,
  method,
  plugin,
}: Used & { readonly plugin?: PluginUse | undefined }): readonly {
  readonly what: "model" | "method";
  readonly name: string;
  readonly sha256: string | null;
}[] {
  const from = (what: "model" | "method") => (plugin?.of.includes(what) ? plugin.sha256 : null);
  return [
    { what: "model", name: model, sha256: from("model") },
    { what: "method", name: method, sha256: from("method") },
  ];
}

/** The plug-in that a record is of, as far as the record tells; undefined where it is of none. */
export function pluginOf({
  model,
  method,
  plugin,
}: Used & { readonly plugin?: PluginUse | undefined }): Omit<Plugin, "file"> | undefined {
  if (plugin === undefined) return undefined;
  return {
    sha256: plugin.sha256,
    models: plugin.of.includes("model") ? [model] : [],
    methods: plugin.of.includes("method") ? [method] : [],
  };
}
