import { html, type Markup } from "../wording/markup.js";
import { FONT_FAMILY } from "./theme.js";

/** Methods by mean rank, and how far apart two must be to be told apart. */
export interface CriticalDifferenceDiagram {
  readonly title: string;
  readonly methods: readonly { readonly name: string; readonly meanRank: number }[];
  readonly criticalDifference: number;
}

const SIZE = { width: 800, left: 190, right: 610, axis: 74, row: 18, bar: 7 };
/** Of the widest label, in pixels from the axis. */
const LABEL_GAP = 24;

/**
 * Groups of methods that Nemenyi's test does not tell apart: the longest runs, by mean rank, whose first and last are less than the critical
 * difference apart. Runs of one method, and runs within others, are left out.
 *
 * @param ranks ascending
 * @returns [first, last] places, both included
 */
export function undistinguishedGroups(
  ranks: readonly number[],
  criticalDifference: number,
): [number, number][] {
  const groups: [number, number][] = [];
  for (let first = 0; first < ranks.length; first++) {
    let last = first;
    while (last + 1 < ranks.length && ranks[last + 1] - ranks[first] < criticalDifference) last++;
    const within = groups.length > 0 && groups[groups.length - 1][1] >= last;
    if (last > first && !within) groups.push([first, last]);
  }
  return groups;
}

/**
 * Draws Demsar's critical difference diagram as SVG: mean ranks on an axis, the best on the left, and a bar over every group of methods that are
 * not told apart.
 *
 * Source: Demsar, "Statistical comparisons of classifiers over multiple data sets" (JMLR 2006), figure 1.
 */
export function criticalDifferenceSvg({
  title,
  methods,
  criticalDifference,
}: CriticalDifferenceDiagram): Markup {
  const sorted = [...methods].sort((a, b) => a.meanRank - b.meanRank);
  const count = sorted.length;
  const at = (rank: number) =>
    number(SIZE.left + ((rank - 1) / Math.max(1, count - 1)) * (SIZE.right - SIZE.left));
  const half = Math.ceil(count / 2);
  const groups = undistinguishedGroups(
    sorted.map(({ meanRank }) => meanRank),
    criticalDifference,
  );
  const first = SIZE.axis + 22 + SIZE.bar * groups.length;
  const height = first + SIZE.row * half + 4;
  const step = Math.max(1, Math.ceil(count / 12));
  const ticks = Array.from({ length: count }, (_, k) => k + 1).filter((rank) => (rank - 1) % step === 0);
  const end = Math.min(1 + criticalDifference, count);
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${height}" width="${SIZE.width}" height="${height}" role="img" aria-label="${title}" font-family="${FONT_FAMILY}, sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
<text x="12" y="18" font-weight="bold">${title}</text>
<path d="M${at(1)},42H${at(end)}M${at(1)},38v8M${at(end)},38v8" stroke="#b00" stroke-width="1.5" fill="none"/>
<text x="${at(end) + 6}" y="46">critical difference ${criticalDifference.toFixed(2)}</text>
<path d="M${at(1)},${SIZE.axis}H${at(count)}" stroke="#000"/>
${ticks.map(
  (rank) =>
    html`<path d="M${at(rank)},${SIZE.axis}v-5" stroke="#000"/><text x="${at(rank)}" y="${SIZE.axis - 8}" text-anchor="middle">${rank}</text>
`,
)}${groups.map(([low, high], g) => {
  const y = SIZE.axis + 8 + SIZE.bar * g;
  return html`<path d="M${number(at(sorted[low].meanRank) - 2)},${y}H${number(at(sorted[high].meanRank) + 2)}" stroke="#36c" stroke-width="4"/>
`;
})}${sorted.map(({ name, meanRank }, k) => {
  const isLeft = k < half;
  const y = first + SIZE.row * (isLeft ? k : count - 1 - k);
  const x = isLeft ? SIZE.left - LABEL_GAP : SIZE.right + LABEL_GAP;
  const anchor = isLeft ? "end" : "start";
  const label = isLeft ? `${name} ${meanRank.toFixed(1)}` : `${meanRank.toFixed(1)} ${name}`;
  return html`<path d="M${at(meanRank)},${SIZE.axis}V${y}H${x}" stroke="#555" fill="none" stroke-width="0.8"/><text x="${isLeft ? x - 4 : x + 4}" y="${y + 4}" text-anchor="${anchor}">${label}</text>
`;
})}</svg>
`;
}

function number(value: number): number {
  return Number(value.toFixed(1));
}
