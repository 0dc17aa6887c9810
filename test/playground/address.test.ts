import fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { expect, test } from "vitest";
import {
  ADDRESS_START,
  type AddressState,
  readAddress,
  writeAddress,
} from "../../docs/playground/address.js";

test("an address says what is not as at the start, and is read back", () => {
  expect(writeAddress(ADDRESS_START)).toBe("");
  expect(readAddress("")).toEqual(ADDRESS_START);
  fc.assert(
    fc.property(
      fc.record({
        graph: fc.string({ minLength: 1 }),
        edges: fc.option(fc.string({ minLength: 1, maxLength: 400, unit: "grapheme" })),
        left: fc.constantFrom("", "1-wis", "gwis@cut:8"),
        right: fc.string(),
        removed: fc.option(fc.nat()),
        colour: fc.constantFrom(null, "walk-index" as const, "component" as const),
        ghosts: fc.boolean(),
        levels: fc.string(),
        seeds: fc.integer({ min: 1, max: 10 }),
        epochs: fc.integer({ min: 1, max: 10_000 }),
      }),
      (state: AddressState) => {
        expect(readAddress(`#${writeAddress(state)}`)).toEqual(state);
      },
    ),
  );
});

test("what an address cannot mean is as at the start; edges that unfold without end are none", () => {
  const { seeds, epochs } = ADDRESS_START;
  expect(readAddress("#seeds=0&epochs=1e9&removed=-1&colour=red&edges=%%%")).toEqual({
    ...ADDRESS_START,
    seeds,
    epochs,
  });
  const bomb = deflateSync(new Uint8Array(1 << 22));
  const packed = Buffer.from(bomb).toString("base64url");
  expect(readAddress(`#edges=${packed}`).edges).toBeNull();
  const plain = Buffer.from(deflateSync(strToU8("source,target\na,b"))).toString("base64url");
  expect(readAddress(`#edges=${plain}`).edges).toBe("source,target\na,b");
});

test("edges that are too long for an address are left out", () => {
  const edges = Array.from({ length: 5000 }, (_, k) => `${(k * 7919) % 10_007},${(k * 104_729) % 9973}`).join(
    "\n",
  );
  expect(writeAddress({ ...ADDRESS_START, edges })).toBe("");
});
