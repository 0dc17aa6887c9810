/** Names of the two columns of edges that graph tools and data sets write, lower case, letters and digits only. */
const COLUMN_NAMES: ReadonlySet<string> = new Set([
  "source,target",
  "sourceid,targetid",
  "src,dst",
  "src,dest",
  "from,to",
  "head,tail",
  "subject,object",
  "fromid,toid",
  "fromnode,tonode",
  "fromnodeid,tonodeid",
  "start,end",
  "node1,node2",
  "nodeid,nodeid",
  "nodeid1,nodeid2",
  "id1,id2",
  "vertex1,vertex2",
  "v1,v2",
  "u,v",
  "i,j",
  "citing,cited",
]);

/**
 * Whether the first row of an edge list names its columns.
 *
 * Rule, on the first two rows alone: it does where its first two fields are a known pair of names (source and target, from
 * and to, node_1 and node_2, u and v, ...), or neither of them is an integer while both of the second row's are, or its
 * third field is no number while the second row's is.
 */
export function isHeader(first: readonly string[], second: readonly string[] | undefined): boolean {
  const names = first.slice(0, 2).map((field) => field.toLowerCase().replace(/[^a-z0-9]/g, ""));
  if (COLUMN_NAMES.has(names.join(","))) return true;
  if (second === undefined || second.length < 2) return false;
  const isInteger = (field: string) => /^[+-]?\d+$/.test(field);
  if (!first.slice(0, 2).some(isInteger) && second.slice(0, 2).every(isInteger)) return true;
  return first.length > 2 && second.length > 2 && !isDecimal(first[2]) && isDecimal(second[2]);
}

/** Whether a header's name is that of a column of edge types, which are no weights although they may be numbers. */
export function isTypeColumn(name: string): boolean {
  return /^(edge_?)?type$|^rel(ation)?$/i.test(name);
}

/** Whether a field is a decimal number, as `1`, `-0.5`, `1e-3`. */
export function isDecimal(field: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(field);
}
