import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  cachedParcels,
  folderParcels,
  packOrder,
  unpackOrder,
} from "../../../src/evaluate/queue/order-parcels.js";
import type { RemovalOrder } from "../../../src/sparsify/orders/removal-order.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

const order: RemovalOrder = { method: "1-wis", edges: Uint32Array.of(2, 0, 1, 4_000_000_000) };

test.each<RemovalOrder>([
  order,
  { ...order, removable: 2 },
  { ...order, only: 3, weights: Float64Array.of(0.1, 1 / 3, 5e-324, 1e300) },
  { method: "random", edges: new Uint32Array() },
])("an order is what it was when it is unpacked (%#)", (one) => {
  const { parcel, bytes } = packOrder(one);
  expect(unpackOrder(parcel, bytes)).toEqual(one);
});

test("an order is compressed", () => {
  const edges = Uint32Array.from({ length: 10_000 }, (_, e) => e);
  expect(packOrder({ method: "input", edges }).bytes.length).toBeLessThan(40_000);
});

test("bytes that are changed, cut or another order's are refused", () => {
  const { parcel, bytes } = packOrder(order);
  const changed = bytes.slice();
  changed[60] ^= 1;
  for (const bad of [
    changed,
    bytes.subarray(0, -1),
    new Uint8Array(),
    packOrder({ ...order, only: 1, edges: order.edges.slice().reverse() }).bytes,
  ])
    expect(() => unpackOrder(parcel, bad)).toThrow(/^removal order of 1-wis: expected bytes of SHA-256/);
  expect(() => unpackOrder({ ...parcel, edges: 5 }, bytes)).toThrow(/expected 5 numbers as its edges/);
});

test("a folder gives what is whole; what comes from afar is kept near", async () => {
  const [near, far] = [temporaryFolder(), temporaryFolder()];
  const { parcel, bytes } = packOrder(order);
  const store = cachedParcels(folderParcels(near), folderParcels(far));
  expect(await store.read(parcel.sha256)).toBeUndefined();
  await store.write(parcel.sha256, bytes);
  expect(await folderParcels(near).read(parcel.sha256)).toBeUndefined();
  expect(await store.read(parcel.sha256)).toEqual(bytes);
  writeFileSync(join(far, `${parcel.sha256}.npz`), "torn");
  expect(await folderParcels(far).read(parcel.sha256)).toBeUndefined();
  expect(await store.read(parcel.sha256)).toEqual(bytes);
});
