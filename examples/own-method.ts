import { compareGraphs, type EdgeScore, karate, partitions, sparsify, toGraphology } from "seprank";

// Which half of the friendships in the karate club can go, if the interaction between the two later clubs is to stay?
const graph = toGraphology(karate());
const clubs = partitions(graph, { by: "label" });

// A method of one's own: the score of an edge, higher = keep. This one keeps friendships across the clubs.
const acrossClubs: EdgeScore = (_edge, _attributes, _source, _target, a, b) => (a.label === b.label ? 0 : 1);

for (const [name, method] of [
  ["across clubs", acrossClubs],
  ["2-wis", "2-wis"],
  ["gwis@label", "gwis@label"],
] as const) {
  const { before, after } = compareGraphs(graph, sparsify(graph, { method, remove: "50%" }), {
    partitions: clubs,
  });
  console.log(
    `${name}: ${after.isolated} members isolated, walk index of the clubs ${after.partitions[0]} of ${before.partitions[0]}`,
  );
}
