/** A small graph as an SVG document. */
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];
const FONT = "DejaVu Sans, Verdana, sans-serif";

/**
 * Vertices as dots, kept edges dark, removed edges pale and dashed; vertices without an edge are hollow.
 *
 * @param title what the picture shows, for those who do not see it
 * @param removed [E] 1 where an edge is drawn as removed
 * @param labels [V] class of each vertex, for its colour
 * @param texts [V] what stands in each vertex; default nothing
 * @param marked [E] 1 where an edge is drawn in the second colour
 */
export function drawGraph(graph) {
  const { title, adjacency, layout, labels, removed, texts, marked, width = 560, height = 380 } = graph;
  const radius = texts === undefined ? 8 : 17;
  const place = placed(layout, width, height, radius + 6);
  const { vertexCount, edgeCount, sources, targets } = adjacency;
  const degree = new Uint32Array(vertexCount);
  for (let e = 0; e < edgeCount; e++)
    if (!removed?.[e]) for (const t of [sources[e], targets[e]]) degree[t]++;
  const line = (e) => {
    const [[x1, y1], [x2, y2]] = [place(sources[e]), place(targets[e])];
    const style = removed?.[e]
      ? 'stroke="#C0C0C0" stroke-width="1" stroke-dasharray="3 4"'
      : `stroke="${marked?.[e] ? COLOURS[1] : "#4A4A4A"}" stroke-width="${marked?.[e] ? 4 : 1.8}"`;
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" ${style}/>`;
  };
  const dot = (t) => {
    const [x, y] = place(t);
    const colour = COLOURS[Math.max(0, labels?.[t] ?? 0) % COLOURS.length];
    const fill = degree[t] === 0 ? "#FFFFFF" : colour;
    const text =
      texts === undefined
        ? ""
        : `<text x="${x}" y="${y + 5}" text-anchor="middle" font-family="${FONT}" font-size="14" fill="#FFFFFF">${texts[t]}</text>`;
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}" stroke="${colour}" stroke-width="1.5"/>${text}`;
  };
  const edges = Array.from({ length: edgeCount }, (_, e) => e);
  const rank = (e) => (removed?.[e] ? 0 : marked?.[e] ? 2 : 1);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${title}</title>`,
    ...edges.sort((a, b) => rank(a) - rank(b)).map(line),
    ...Array.from({ length: vertexCount }, (_, t) => dot(t)),
    "</svg>\n",
  ].join("\n");
}

function placed({ x, y }, width, height, margin) {
  const scale = (values, size) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const span = most - least || 1;
    return (t) => Math.round(10 * (margin + ((values[t] - least) / span) * (size - 2 * margin))) / 10;
  };
  const [across, down] = [scale(x, width), scale(y, height)];
  return (t) => [across(t), down(t)];
}
