import { FormatError } from "../../../errors.js";
import { decodeArray, type NumberArray, type TextArray } from "../../dtype.js";
import { OBJECT_BYTES, takeObjects } from "../../read-budget.js";
import { build, construct, findGlobal } from "./pickle-globals.js";
import { asText, isKind, type PickleValue } from "./pickle-values.js";

/**
 * Reads a pickle that holds NumPy arrays, SciPy CSR matrices and plain collections, running none of its code.
 *
 * The opcodes are those that NumPy and SciPy data come with in protocols 2 to 4. Globals have to be on a whitelist. No
 * opcode makes more than one value, lengths are checked against what remains, and every object counts against the budget.
 *
 * Source: CPython, Lib/pickletools.py. Complexity: O(bytes).
 *
 * @throws FormatError naming the opcode or global that is refused, or where the pickle is cut off, with the byte offset
 */
export function readPickle(bytes: Uint8Array): PickleValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stack: PickleValue[] = [];
  const marks: number[] = [];
  const memo = new Map<number, PickleValue>();
  let at = 0;
  let opcodeAt = 0;
  let steps = 0;

  const fail = (reason: string) => new FormatError(`pickle: ${reason}`, { byte: opcodeAt });
  const take = (count: number): number => {
    const start = at;
    if (!(count <= bytes.length - start))
      throw fail(`expected ${count} more bytes, got ${bytes.length - start}`);
    at += count;
    return start;
  };
  const u8 = () => bytes[take(1)];
  const u16 = () => view.getUint16(take(2), true);
  const u32 = () => view.getUint32(take(4), true);
  const length64 = () => Number(view.getBigUint64(take(8), true));
  const raw = (count: number) => {
    takeObjects(1, OBJECT_BYTES.map, "pickled strings");
    return bytes.subarray(take(count), at);
  };
  const text = (count: number) => {
    takeObjects(1, OBJECT_BYTES.text, "pickled strings");
    return new TextDecoder().decode(bytes.subarray(take(count), at));
  };
  const line = () => {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) throw fail("expected the end of a line");
    const content = text(end - at);
    at++;
    return content;
  };
  const pop = (): PickleValue => {
    if (stack.length <= (marks.at(-1) ?? 0)) throw fail("takes a value from an empty stack");
    return stack.pop() as PickleValue;
  };
  const top = (): PickleValue => {
    if (stack.length === 0) throw fail("needs a value on the stack");
    return stack[stack.length - 1];
  };
  const popToMark = (): PickleValue[] => {
    const mark = marks.pop();
    if (mark === undefined) throw fail("needs a mark on the stack");
    return stack.splice(mark);
  };
  const popTuple = (size: number): PickleValue[] => Array.from({ length: size }, pop).reverse();
  const recall = (index: number): PickleValue => {
    const value = memo.get(index);
    if (value === undefined) throw fail(`nothing is memorized as ${index}`);
    return value;
  };
  const append = (items: PickleValue[]) => {
    const list = top();
    if (!Array.isArray(list)) throw fail("appends to what is no list");
    takeObjects(items.length, 16, "pickled items");
    for (const item of items) list.push(item);
  };
  const setItems = (items: PickleValue[]) => {
    const map = top();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw fail("sets items of what is no dictionary");
    takeObjects(items.length / 2, OBJECT_BYTES.entry, "pickled items");
    for (let k = 0; k < items.length; k += 2) {
      const key = typeof items[k] === "number" ? (items[k] as number) : asText(items[k]);
      if (key === undefined) throw fail("expected a number or a string as a key");
      map.set(key, items[k + 1]);
    }
  };
  const pushNew = (value: PickleValue, bytes: number) => {
    takeObjects(1, bytes, "pickled objects");
    stack.push(value);
  };
  const memorize = (index: number) => {
    takeObjects(1, OBJECT_BYTES.entry, "memorized pickled objects");
    memo.set(index, top());
  };
  const globalOf = (module: string | undefined, name: string | undefined) => {
    if (module === undefined || name === undefined) throw fail("expected a global's module and name");
    return findGlobal(module, name, opcodeAt);
  };

  const opcodes: Readonly<Record<number, () => void>> = {
    128: () => {
      const protocol = u8();
      if (protocol > 4) throw fail(`expected protocol 0 to 4, got ${protocol}`);
    },
    149: () => void take(8), // FRAME
    99: () => void stack.push(globalOf(line(), line())), // GLOBAL
    147: () => {
      const [module, name] = popTuple(2);
      stack.push(globalOf(asText(module), asText(name)));
    }, // STACK_GLOBAL
    113: () => memorize(u8()), // BINPUT
    114: () => memorize(u32()), // LONG_BINPUT
    148: () => memorize(memo.size), // MEMOIZE
    104: () => void stack.push(recall(u8())), // BINGET
    106: () => void stack.push(recall(u32())), // LONG_BINGET
    40: () => void marks.push(stack.length), // MARK
    41: () => pushNew([], OBJECT_BYTES.list), // EMPTY_TUPLE
    93: () => pushNew([], OBJECT_BYTES.list), // EMPTY_LIST
    125: () => pushNew(new Map(), OBJECT_BYTES.map), // EMPTY_DICT
    116: () => pushNew(popToMark(), OBJECT_BYTES.list), // TUPLE
    133: () => pushNew(popTuple(1), OBJECT_BYTES.list), // TUPLE1
    134: () => pushNew(popTuple(2), OBJECT_BYTES.list), // TUPLE2
    135: () => pushNew(popTuple(3), OBJECT_BYTES.list), // TUPLE3
    97: () => append([pop()]), // APPEND
    101: () => append(popToMark()), // APPENDS
    115: () => setItems(popTuple(2)), // SETITEM
    117: () => setItems(popToMark()), // SETITEMS
    82: () => {
      const [callable, parameters] = popTuple(2);
      pushNew(construct(callable, parameters, opcodeAt), OBJECT_BYTES.map);
    }, // REDUCE
    129: () => opcodes[82](), // NEWOBJ
    98: () => {
      const state = pop();
      build(top(), state, opcodeAt);
    }, // BUILD
    78: () => void stack.push(null), // NONE
    136: () => void stack.push(true), // NEWTRUE
    137: () => void stack.push(false), // NEWFALSE
    74: () => void stack.push(view.getInt32(take(4), true)), // BININT
    75: () => void stack.push(u8()), // BININT1
    77: () => void stack.push(u16()), // BININT2
    138: () => void stack.push(integer(raw(u8()), fail)), // LONG1
    71: () => void stack.push(view.getFloat64(take(8))), // BINFLOAT
    84: () => void stack.push(raw(u32())), // BINSTRING
    85: () => void stack.push(raw(u8())), // SHORT_BINSTRING
    66: () => void stack.push(raw(u32())), // BINBYTES
    67: () => void stack.push(raw(u8())), // SHORT_BINBYTES
    142: () => void stack.push(raw(length64())), // BINBYTES8
    88: () => void stack.push(text(u32())), // BINUNICODE
    140: () => void stack.push(text(u8())), // SHORT_BINUNICODE
    141: () => void stack.push(text(length64())), // BINUNICODE8
  };

  for (;;) {
    opcodeAt = at;
    if (++steps % 4096 === 0) takeObjects(4096, 16, "pickled objects");
    const opcode = u8();
    if (opcode === 46) return pop(); // STOP
    const run = opcodes[opcode];
    if (run === undefined) throw fail(`refused the opcode 0x${opcode.toString(16).padStart(2, "0")}`);
    run();
  }
}

/**
 * Decodes an array of a pickle; an array of objects keeps them as they are.
 *
 * @throws FormatError where the value is no array, or its data does not fit its shape
 */
export function pickledArray(
  value: PickleValue | undefined,
): NumberArray | TextArray | { kind: "objects"; shape: readonly number[]; values: PickleValue[] } {
  if (!isKind(value, "ndarray") || value.raw === null)
    throw new FormatError("pickle: expected a NumPy array");
  const { shape, fortran, raw, type } = value;
  if (raw instanceof Uint8Array)
    return decodeArray({ descr: `${type.order}${type.code}`, shape, fortran }, raw);
  const count = shape.reduce((product, size) => product * size, 1);
  if (raw.length !== count)
    throw new FormatError(`pickle: expected ${count} objects in an array, got ${raw.length}`);
  return { kind: "objects", shape, values: raw };
}

function integer(bytes: Uint8Array, fail: (reason: string) => FormatError): number {
  if (bytes.length > 8) throw fail(`expected an integer of at most 8 bytes, got ${bytes.length}`);
  let value = 0n;
  bytes.forEach((byte, k) => {
    value |= BigInt(byte) << BigInt(8 * k);
  });
  const signed = Number(BigInt.asIntN(8 * bytes.length, value));
  if (!Number.isSafeInteger(signed))
    throw fail(`expected an integer between -2^53 and 2^53, got about ${signed}`);
  return signed;
}
