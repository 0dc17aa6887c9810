import { unzipSync, zipSync } from "fflate";
import type { Random } from "../../src/random.js";

/** No input is longer: what a small file may cost is what is tested. */
export const LONGEST_INPUT = 65_536;

/** Numbers in text that readers trip over. */
const NUMBERS = [
  ...["0", "-0", "-1", "1", "2", "7", "255", "256", "65535", "65536", "1000003", "2147483647", "2147483648"],
  ...[
    "4294967295",
    "4294967296",
    "268435456",
    "9007199254740991",
    "9007199254740993",
    "18446744073709551616",
  ],
  ...["1e5", "1e9", "1e308", "1e309", "1e-400", "1.5", ".5", "5.", "0x10", "1_000", "NaN", "nan", "Infinity"],
  ...["-inf", "1,5", "007", "+1", "", " ", "1 2", "null", "true", "99999999999999999999999999999999"],
];

/** Pieces of the formats' languages, and characters that end or begin something. */
const WORDS = [
  ..."\n|\r\n|\r|\t|,|;| |\"|'|\\|\0|#|%|<|>|&|{|}|[|]|(|)|:|/|=|-|.|\ufeff|é|😀".split("|"),
  ...["source", "target", "weight", "Source,Target,Type", "from to", "id", "key", "nodes", "edges", "links"],
  ...["attributes", "options", "__proto__", "constructor", "toString", '{"a":', "[[[[[[[[", "]]]]]]]]", "{}"],
  ...[
    "<!DOCTYPE a>",
    "<!ENTITY b 'c'>",
    "&b;",
    "&#0;",
    "&#x110000;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?",
  ],
  ...['<graph edgedefault="directed">', "</graph>", "<node id='1'/>", "<edge source='1' target='2'/>", "<a>"],
  ...[
    "%%MatrixMarket matrix coordinate real general",
    "symmetric",
    "pattern",
    "complex",
    "array",
    "hermitian",
  ],
  ...[
    "{'weight': 7}",
    "{'a': [1, 2]}",
    "graph [",
    "node [ id 1 ]",
    "edge [ source 1 target 2 ]",
    "*a",
    "&a",
    "<<:",
  ],
  ...["'descr': '|O'", "'shape': (99999999,)", "(1, 0)", "<f8", "<U9", "True", "False", "\ud800"],
];

/** Bytes that stand for lengths, counts and signs in binary formats. */
const BYTES = [0, 1, 2, 3, 4, 7, 8, 14, 15, 16, 31, 32, 63, 64, 127, 128, 192, 254, 255];
const WHOLE = [0, 1, 2, 4, 255, 256, 65_535, 65_536, 2 ** 20, 2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/**
 * A file with one to four changes: bits, bytes, numbers, words, lines and blocks changed, doubled, moved, cut off, or taken from another
 * file of the same kind; of an archive (ZIP) mostly those of a member, packed again so that its checksum holds.
 */
export function mutate(bytes: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  // A changed archive may claim any size, and is not opened here.
  const members = others.includes(bytes) && random.integer(4) > 0 ? membersOf(bytes) : null;
  if (members !== null) return mutateMember(members, others, random);
  let result = bytes;
  for (let count = 1 + random.integer(4); count > 0; count--)
    result = CHANGES[random.integer(CHANGES.length)](result, random, others);
  return result.subarray(0, LONGEST_INPUT);
}

type Change = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const CHANGES: readonly Change[] = [
  flipBit,
  setByte,
  setInteger,
  setFloat,
  changeNumber,
  changeNumber,
  insertWord,
  insertWord,
  (bytes, random) => spliced(bytes, span(bytes, random), []),
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return spliced(bytes, [from, from], bytes.subarray(from, to));
  },
  repeatBlock,
  moveBlock,
  (bytes, random) => bytes.subarray(0, random.integer(bytes.length + 1)),
  (bytes, random, others) => {
    const other = others[random.integer(others.length)];
    const [from, to] = span(other, random);
    return spliced(bytes, span(bytes, random), other.subarray(from, to));
  },
  changeLine,
  (bytes, random) =>
    spliced(
      bytes,
      span(bytes, random),
      Uint8Array.from({ length: random.integer(20) }, () => random.integer(256)),
    ),
];

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length === 0) return bytes;
  const at = random.integer(bytes.length);
  return bytes.with(at, bytes[at] ^ (1 << random.integer(8)));
}

function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.length === 0
    ? Uint8Array.of(random.integer(256))
    : bytes.with(random.integer(bytes.length), BYTES[random.integer(BYTES.length)]);
}

/** An integer of two, four or eight bytes, in either order. */
function setInteger(bytes: Uint8Array, random: Random): Uint8Array {
  const size = [2, 4, 8][random.integer(3)];
  if (bytes.length < size) return bytes;
  const result = bytes.slice();
  const view = new DataView(result.buffer);
  const at = random.integer(bytes.length - size + 1);
  const value = WHOLE[random.integer(WHOLE.length)];
  const little = random.integer(4) > 0;
  if (size === 2) view.setUint16(at, value, little);
  else if (size === 4) view.setUint32(at, value, little);
  else view.setBigUint64(at, BigInt(value) << BigInt(random.integer(2) * 31), little);
  return result;
}

function setFloat(bytes: Uint8Array, random: Random): Uint8Array {
  if (bytes.length < 8) return bytes;
  const result = bytes.slice();
  const value = [Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, 1e300, -0, 5e-324][random.integer(7)];
  const at = 8 * random.integer(Math.floor(bytes.length / 8));
  new DataView(result.buffer).setFloat64(at, value, true);
  return result;
}

/** Another number in the place of a run of digits. */
function changeNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const start = random.integer(bytes.length + 1);
  const isDigit = (at: number) => bytes[at] >= 0x30 && bytes[at] <= 0x39;
  for (let at = start; at < Math.min(bytes.length, start + 400); at++) {
    if (!isDigit(at)) continue;
    let end = at;
    while (end < bytes.length && (isDigit(end) || bytes[end] === 0x2e)) end++;
    return spliced(bytes, [at, end], ascii(NUMBERS[random.integer(NUMBERS.length)]));
  }
  return bytes;
}

function insertWord(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.integer(bytes.length + 1);
  return spliced(
    bytes,
    random.integer(2) === 0 ? [at, at] : span(bytes, random),
    ascii(WORDS[random.integer(WORDS.length)]),
  );
}

/** A block, many times over. */
function repeatBlock(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = span(bytes, random);
  if (to === from) return bytes;
  const most = Math.floor((LONGEST_INPUT - bytes.length) / (to - from));
  const times = Math.max(0, Math.min(most, 2 ** random.integer(14)));
  const block = new Uint8Array(times * (to - from));
  for (let k = 0; k < times; k++) block.set(bytes.subarray(from, to), k * (to - from));
  return spliced(bytes, [to, to], block);
}

function moveBlock(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, to] = span(bytes, random);
  const block = bytes.slice(from, to);
  const rest = spliced(bytes, [from, to], []);
  const at = random.integer(rest.length + 1);
  return spliced(rest, [at, at], block);
}

/** A line left out, doubled, or exchanged with the one after it. */
function changeLine(bytes: Uint8Array, random: Random): Uint8Array {
  const start = bytes.lastIndexOf(0x0a, random.integer(bytes.length + 1)) + 1;
  const next = bytes.indexOf(0x0a, start);
  if (next < 0) return bytes;
  const line = bytes.slice(start, next + 1);
  const kind = random.integer(3);
  if (kind === 0) return spliced(bytes, [start, next + 1], []);
  if (kind === 1) return spliced(bytes, [start, start], line);
  const after = bytes.indexOf(0x0a, next + 1);
  if (after < 0) return bytes;
  return spliced(bytes, [start, after + 1], [...bytes.subarray(next + 1, after + 1), ...line]);
}

function mutateMember(
  members: Record<string, Uint8Array<ArrayBuffer>>,
  others: readonly Uint8Array[],
  random: Random,
): Uint8Array {
  const names = Object.keys(members);
  const name = names[random.integer(names.length)];
  const alike = others.flatMap((other) => membersOf(other)?.[name] ?? []);
  const changed = new Uint8Array(mutate(members[name], [members[name], ...alike], random));
  const kind = random.integer(12);
  if (kind === 0) delete members[name];
  else if (kind === 1) members[names[random.integer(names.length)]] = changed;
  else members[name] = changed;
  const zip = zipSync(members, { level: random.integer(2) === 0 ? 0 : 6, mtime: "1980-01-01T00:00:00" });
  return zip.subarray(0, LONGEST_INPUT);
}

/** The members of an archive by name; null for what is none. */
function membersOf(bytes: Uint8Array): Record<string, Uint8Array<ArrayBuffer>> | null {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)) return null;
  try {
    const members = unzipSync(bytes);
    return Object.keys(members).length === 0 ? null : members;
  } catch {
    return null;
  }
}

/** A range within the bytes: mostly a short one. */
function span(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.integer(bytes.length + 1);
  const length = random.integer(2 ** random.integer(11) + 1);
  return [from, Math.min(bytes.length, from + length)];
}

function spliced(
  bytes: Uint8Array,
  [from, to]: readonly [number, number],
  middle: ArrayLike<number>,
): Uint8Array {
  const result = new Uint8Array(from + middle.length + bytes.length - to);
  result.set(bytes.subarray(0, from));
  result.set(middle, from);
  result.set(bytes.subarray(to), from + middle.length);
  return result;
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
