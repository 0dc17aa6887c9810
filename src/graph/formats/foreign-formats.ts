import { FormatError } from "../../errors.js";

interface ForeignFormat {
  readonly what: string;
  /** of the file's name, in lower case and without `.gz` */
  readonly extension?: RegExp;
  /** of the first 4096 bytes, decoded as Latin-1 or its kin Windows-1252, blanks before them left out */
  readonly head?: RegExp;
  readonly wayOut: string;
}

const NETWORKX = "convert it in Python: networkx.write_graphml";

/** Formats that are not read, but known: the first that fits tells what the file is. */
const FOREIGN: readonly ForeignFormat[] = [
  {
    what: "a DOT file of Graphviz",
    extension: /\.(dot|gv)$/,
    head: /^(?:\/\/.*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:strict\s+)?(?:di)?graph\b\s*(?:"[^"]*"|[\w-]*)\s*\{/i,
    wayOut: "convert it: networkx.nx_agraph.read_dot and write_graphml, or gv2gml and igraph",
  },
  {
    what: "a Pajek file",
    extension: /\.(net|paj)$/,
    head: /^\*(?:vertices|network|arcs|edges)\b/i,
    wayOut: `${NETWORKX}(networkx.Graph(networkx.read_pajek(...)))`,
  },
  {
    what: "a graph6 or sparse6 file",
    extension: /\.(g6|s6|d6)$/,
    head: /^(?:>>(?:graph6|sparse6|digraph6)<<|:[?-~]+\s*$)/,
    wayOut: `${NETWORKX}(networkx.read_graph6(...))`,
  },
  {
    what: "a DIMACS file",
    extension: /\.(dimacs|gr)$/,
    head: /^(?:c\b[^\n]*\n\s*)*p\s+(?:edge|col|sp|aux|max|min|tw|cnf)\s/,
    wayOut:
      "leave out its first lines and the letter before each edge: lines `u v [weight]` are a list of edges",
  },
  {
    what: "lists of neighbours, as networkx's write_adjlist and write_multiline_adjlist write them",
    extension: /\.(adjlist|multiline_adjlist)$/,
    head: /^#[^\n]*\n# GMT [^\n]*\n#/,
    wayOut: "in Python: networkx.write_edgelist(networkx.read_adjlist(path), out), or read_multiline_adjlist",
  },
  {
    what: "lists of numbers behind a vertex and a tab (its neighbours, or its communities)",
    head: /^(?:[#%][^\n]*\n|\d+\t\d+[ \t]*\r?\n)*\d+\t\d+(?: +\d+)+ *\r?(?:\n|$)/,
    wayOut: "write a pair of vertices a line; --format tsv takes each list for a name",
  },
  {
    what: "an LGL file (a vertex behind #, its neighbours below)",
    extension: /\.lgl$/,
    head: /^(?:# \S+ *\r?\n(?:[^\s#]\S*(?: [-+.\deE]+)? *\r?\n)+){2}# \S+ *\r?\n/,
    wayOut:
      "convert it in Python: igraph.Graph.Read_Lgl(path).write_graphml(out); --format edge-list takes it for a list of edges",
  },
  {
    what: "a list of many graphs (GRAPH, NODES), as networkx's atlas",
    head: /^GRAPH\s+\d+\s+NODES\s+\d+\s/,
    wayOut: `${NETWORKX}(networkx.graph_atlas(number), ...) writes one of them`,
  },
  {
    what: "a file of graph-tool",
    extension: /\.gt$/,
    head: /^(?:\xe2\x9b\xbe|\xe2›¾) gt/,
    wayOut: 'convert it in Python: graph_tool.load_graph(path).save("graph.graphml")',
  },
  {
    what: "a binary file of NetworKit",
    extension: /\.nkb(g|in)?$/,
    head: /^nkbg/,
    wayOut:
      "convert it in Python: networkit.writeGraph(networkit.readGraph(path, networkit.Format.NetworkitBinary), out, networkit.Format.METIS)",
  },
  {
    what: "a matrix in Rutherford-Boeing or Harwell-Boeing form",
    extension: /\.(rb|hb|rua|rsa)$/,
    wayOut: "convert it in Python: scipy.io.mmwrite(out, scipy.io.hb_read(path))",
  },
  { what: "a LEDA file", head: /^LEDA\.GRAPH\b/, wayOut: `${NETWORKX}(networkx.read_leda(...))` },
  { what: "a UCINET DL file", head: /^dl\s+n\s*=/i, wayOut: "convert it: igraph's read_graph, format dl" },
  {
    what: "a file of RDF",
    extension: /\.(nt|ttl|nq|rdf)$/,
    head: /^(?:@prefix\s|<[^<>\s]+:[^<>\s]*>[ \t]+<[^<>\s]+>\s)/,
    wayOut: "write its triples as tsv, with the columns head, relation, tail",
  },
  {
    what: "a YAML file",
    extension: /\.ya?ml$/,
    head: /^(?:---\s|%YAML)/,
    wayOut: "write its edges as csv, with the columns source and target",
  },
  {
    what: "an HDF5 file (as MATLAB's -v7.3)",
    extension: /\.(h5|hdf5)$/,
    head: /^[\x89‰]HDF\r\n/,
    wayOut: "save it in MATLAB with -v7, or write csv",
  },
  {
    what: "a Python pickle",
    extension: /\.(pkl|pickle|gpickle)$/,
    head: /^[\x80€][^ -~]/,
    wayOut: `load it in Python, then ${NETWORKX}, numpy.savez or scipy.sparse.save_npz`,
  },
  {
    what: "a file of PyTorch",
    extension: /\.(pt|pth)$/,
    wayOut:
      "in Python: numpy.savez(path, edge_index=data.edge_index, x=data.x, y=data.y, directed=False) writes an .npz that is read",
  },
  { what: "an Excel workbook", extension: /\.xlsx?$/, wayOut: "save its sheet as csv" },
  { what: "an SQLite database", head: /^SQLite format 3\0/, wayOut: "export its table of edges as csv" },
  {
    what: "a web page",
    head: /^(?:<!doctype html|<html)\b/i,
    wayOut: "the download gave a page in place of the file: get the file itself",
  },
];

/**
 * Refuses a file in a format of graphs, or of data, that is known but not read.
 *
 * @param head the first bytes, one character a byte
 * @throws FormatError that names the format and the way out
 */
export function refuseForeign(head: string, name: string): void {
  const file = name.toLowerCase().replace(/\.gz$/, "");
  const found = FOREIGN.find(
    ({ extension, head: sign }) => sign?.test(head) === true || extension?.test(file) === true,
  );
  if (found !== undefined)
    throw new FormatError(`expected a graph in a known format, got ${found.what}; ${found.wayOut}`);
}

/**
 * Refuses a text whose name tells no format and whose lines are no edges: one of the first two fields is a mark as `{` or `->`, or ends in
 * a colon, or an element of XML begins it.
 *
 * @param head the beginning of the text
 * @throws FormatError with the line, and the way out
 */
export function refuseProse(head: string): void {
  const lines = head.split(/\r?\n|\r/).slice(0, 1000);
  lines.forEach((line, k) => {
    if (/^\s*([#%]|$)/.test(line) || line.includes('"')) return;
    const ends = line
      .trim()
      .split(/[\t,;]|[ ]+/)
      .slice(0, 2);
    if (
      /^<[?!/\w]/.test(ends[0]) ||
      ends.some((end) => /^[^\p{L}\p{N}_"']{1,3}$/u.test(end) || /:$/.test(end))
    )
      throw new FormatError(
        `expected a graph in a known format, got text that is no list of edges: ${JSON.stringify(line.slice(0, 60))} (--format edge-list reads it as one)`,
        { line: k + 1 },
      );
  });
}
