/** What the page asks its worker for: a file's graph, sparsified and trained on. */
export interface Job {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly method: string;
  /** share of the edges that go, in [0, 1] */
  readonly remove: number;
  /** address of the folder with TensorFlow.js's .wasm files */
  readonly wasmFolder: string;
}

/** What the worker tells the page, in this order; after "failed" nothing comes. */
export type Told =
  | {
      readonly kind: "read";
      readonly vertices: number;
      readonly edges: number;
      readonly notices: readonly string[];
    }
  | { readonly kind: "pruned"; readonly csv: Uint8Array<ArrayBuffer> }
  | { readonly kind: "backend"; readonly name: string; readonly reason: string | null }
  | { readonly kind: "epoch"; readonly share: number; readonly epoch: number; readonly loss: number }
  | {
      readonly kind: "trained";
      readonly edges: "all" | "kept";
      readonly count: number;
      readonly epochs: number;
      readonly testAccuracy: number;
    }
  | { readonly kind: "failed"; readonly message: string };
