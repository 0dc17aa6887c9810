import { join } from "node:path";
import type { Redis } from "ioredis";
import { FormatError } from "../../errors.js";
import { makeFolder, readFileIfPresent, sha256Hex, writeFileAtomic } from "../../files.js";
import { writeNpy } from "../../graph/formats/numpy/npy.js";
import { openNpz, writeNpz } from "../../graph/formats/numpy/npz.js";
import type { RemovalOrder } from "../../sparsify/orders/removal-order.js";
import type { OrderParcel } from "./queue-jobs.js";

/** Where the bytes of removal orders are kept, by their SHA-256. */
export interface ParcelStore {
  write(sha256: string, bytes: Uint8Array): Promise<void>;
  /** undefined where there are none */
  read(sha256: string): Promise<Uint8Array | undefined>;
}

/** A removal order as bytes: a compressed NumPy archive of `edges` [E] and, where there are some, `weights` [E]. */
export function packOrder(order: RemovalOrder): { readonly parcel: OrderParcel; readonly bytes: Uint8Array } {
  const { method, edges, removable, only, weights } = order;
  const arrays = new Map([["edges", writeNpy("<i8", [edges.length], edges)]]);
  if (weights !== undefined) arrays.set("weights", writeNpy("<f8", [weights.length], weights));
  const bytes = writeNpz(arrays);
  const parcel = {
    method,
    edges: edges.length,
    ...(removable === undefined ? {} : { removable }),
    ...(only === undefined ? {} : { only }),
    isWeighted: weights !== undefined,
    sha256: sha256Hex(bytes),
  };
  return { parcel, bytes };
}

/** @throws FormatError where the bytes are not those that were packed, or do not hold an order of E edges */
export function unpackOrder(
  { method, edges: edgeCount, removable, only, isWeighted, sha256 }: OrderParcel,
  bytes: Uint8Array,
): RemovalOrder {
  const found = sha256Hex(bytes);
  if (found !== sha256)
    throw new FormatError(`removal order of ${method}: expected bytes of SHA-256 ${sha256}, got ${found}`);
  const npz = openNpz(bytes);
  const read = (key: string) => {
    const array = npz.read(key);
    if (array.kind !== "numbers" || array.values.length !== edgeCount)
      throw new FormatError(`removal order of ${method}: expected ${edgeCount} numbers as its ${key}`);
    return array.values;
  };
  const edges = Uint32Array.from(read("edges"), Number);
  return {
    method,
    edges,
    ...(removable === undefined ? {} : { removable }),
    ...(only === undefined ? {} : { only }),
    ...(isWeighted ? { weights: Float64Array.from(read("weights"), Number) } : {}),
  };
}

/** Parcels in a folder that machines share. */
export function folderParcels(folder: string): ParcelStore {
  const pathOf = (sha256: string) => join(folder, `${sha256}.npz`);
  return {
    async write(sha256, bytes) {
      await makeFolder(folder);
      await writeFileAtomic(pathOf(sha256), bytes);
    },
    async read(sha256) {
      const bytes = await readFileIfPresent(pathOf(sha256));
      // A file that is torn or changed is as good as none.
      return bytes === undefined || sha256Hex(bytes) !== sha256 ? undefined : bytes;
    },
  };
}

/** Parcels on the server, below a key. */
export function serverParcels(client: Redis, key: string): ParcelStore {
  return {
    async write(sha256, bytes) {
      await client.hset(key, sha256, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    },
    async read(sha256) {
      const bytes = await client.hgetBuffer(key, sha256);
      return bytes === null || sha256Hex(bytes) !== sha256 ? undefined : bytes;
    },
  };
}

/** A folder of this machine's before the server: what comes from there is kept here. */
export function cachedParcels(near: ParcelStore, far: ParcelStore): ParcelStore {
  return {
    write: (sha256, bytes) => far.write(sha256, bytes),
    async read(sha256) {
      const kept = await near.read(sha256);
      if (kept !== undefined) return kept;
      const bytes = await far.read(sha256);
      if (bytes !== undefined) await near.write(sha256, bytes);
      return bytes;
    },
  };
}
