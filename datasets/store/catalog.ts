/** One file of a data set, as it was published. */
export interface CatalogFile {
  /** relative to a data folder, with forward slashes */
  readonly path: string;
  /** where it is published, at a fixed commit */
  readonly url: string;
  /** null, as the SHA-256, of a file that nobody has checked here: it is learnt when it is first fetched, and pinned (`--trust-first`) */
  readonly bytes: number | null;
  readonly sha256: string | null;
}

/** A data set that is known by name. */
export interface CatalogEntry {
  readonly name: string;
  readonly title: string;
  readonly task: "vertex classification" | "graph classification";
  readonly licence: string;
  /** whom to cite */
  readonly citation: string;
  /** of the graph as openDataset gives it; edges by {@link COUNTING_RULE}. As published where a file has no checksum */
  readonly counts: {
    readonly vertices: number;
    readonly edges: number;
    readonly features: number;
    /** of the vertices, or of the graphs where there are several */
    readonly classes: number;
    /** of a collection */
    readonly graphs?: number;
  };
  /** how the files are read, or "embedded" where the package itself holds or generates the data */
  readonly format: "npz" | "planetoid" | "tu" | "ogb" | "embedded";
  /** none for embedded data; for Planetoid in the order x, y, tx, ty, allx, ally, graph, test.index, for TU in that of TU_PARTS */
  readonly files: readonly CatalogFile[];
  /** for OGB: its folder in a data folder */
  readonly folder?: string;
  /** how to get what cannot be fetched, as its publisher states no checksum */
  readonly manual?: string;
}

/** What an entry's number of edges counts. */
export const COUNTING_RULE = "undirected edges, without self-loops and duplicates";

const TASK = "vertex classification";
const CODE_LICENCE = "MIT for the repository; the data's own sources state none";
const CITE = {
  collective:
    "Sen et al., Collective classification in network data, AI Magazine 2008; files of Shchur et al., Pitfalls of graph neural network evaluation, 2018",
  graph2gauss: "Bojchevski and Günnemann, Deep Gaussian embedding of graphs, ICLR 2018",
  pitfalls: "Shchur et al., Pitfalls of graph neural network evaluation, 2018",
  musae:
    "Rozemberczki et al., Multi-scale attributed node embedding, Journal of Complex Networks 2021; files of Platonov et al., A critical look at the evaluation of GNNs under heterophily, ICLR 2023",
  heterophily: "Platonov et al., A critical look at the evaluation of GNNs under heterophily, ICLR 2023",
  geomGcn:
    "Pei et al., Geom-GCN, ICLR 2020; files of Platonov et al., A critical look at the evaluation of GNNs under heterophily, ICLR 2023",
  filtered:
    "Platonov et al., A critical look at the evaluation of GNNs under heterophily, ICLR 2023, section 3; data of Rozemberczki et al., 2021",
  acm: "Wang et al., Heterogeneous graph attention network, WWW 2019; graph and file of GraphData",
  attributed: "Huang, Li, Hu, Label informed attributed network embedding, WSDM 2017",
  polblogs: "Adamic and Glance, The political blogosphere and the 2004 U.S. election, LinkKDD 2005",
  fastonl:
    "LeCun et al., Gradient-based learning applied to document recognition, 1998; graph of Zhou, Sun and Babanezhad Harikandeh, Fast online node labeling for very large graphs, ICML 2023",
  planetoid: "Yang et al., Revisiting semi-supervised learning with graph embeddings, ICML 2016",
};

/** The files of one folder of a GitHub repository at a commit, and the folder they have in a data folder. */
const repository =
  (folder: string, origin: string) =>
  (name: string, bytes: number | null = null, sha256: string | null = null): CatalogFile => ({
    path: `${folder}/${name}`,
    url: `https://raw.githubusercontent.com/${origin}/${name}`,
    bytes,
    sha256,
  });
const gnnBenchmark = repository(
  "gnn-benchmark",
  "shchur/gnn-benchmark/1e72912a0810cdf27ae54fd589a3b43358a2b161/data/npz",
);
const ppnp = repository(
  "gnn-benchmark",
  "gasteigerjo/ppnp/8514e4dc2c5f1e3047ad915f6a5701c24c9d94dd/ppnp/data",
);
const graphData = repository(
  "graphdata",
  "EdisonLeeeee/GraphData/f8022c26b917346f2a461ffec0ec5ae24b36de68/datasets",
);
const heterophilous = repository(
  "heterophilous",
  "yandex-research/heterophilous-graphs/a431395582e929d88271309716bea4fe24ce6318/data",
);
const fastOnl = repository("mnist-knn", "baojian/FastONL/035cbf7ff3de421aef833cab626d59b671cf42c3/datasets");
const planetoidFile = repository(
  "planetoid",
  "kimiyoung/planetoid/af6abf468a772cc055bec88c52e4d6f51b7c37e3/data",
);
const planetoid = (name: string, parts: Record<string, readonly [bytes?: number, sha256?: string]>) =>
  Object.entries(parts).map(([part, facts]) => planetoidFile(`ind.${name}.${part}`, ...facts));
const gbgc = "SuperVillian/GBGC/bc6a710ff57010dfccef68f5e4a294692ccbf242/dataset";
const diffpool = "RexYing/diffpool/8dfb97cf60c2376ac804761837b9966f1d302acb/data";
const tu = (name: string, origin: string, parts: Record<string, [bytes: number, sha256: string]>) =>
  Object.entries(parts).map(([part, facts]) =>
    repository(`tudataset/${name}`, `${origin}/${name}`)(`${name}_${part}.txt`, ...facts),
  );

const entries: CatalogEntry[] = [
  {
    name: "karate",
    title: "Zachary's karate club: friendships, and the two clubs it split into",
    task: TASK,
    licence: "facts; the code that holds them (graphology-generators) MIT",
    citation:
      "Zachary, An information flow model for conflict and fission in small groups, Journal of Anthropological Research 1977",
    counts: { vertices: 34, edges: 78, features: 0, classes: 2 },
    format: "embedded",
    files: [],
  },
  {
    name: "citations",
    title: "a generated citation network of Cora's size whose features are weak without the edges",
    task: TASK,
    licence: "MIT, as this package",
    citation: "seprank, generateCitations with its default options",
    counts: { vertices: 2708, edges: 5278, features: 1433, classes: 7 },
    format: "embedded",
    files: [],
  },
  {
    name: "cora",
    title: "Cora citations: machine learning papers, words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.collective,
    counts: { vertices: 2708, edges: 5278, features: 1433, classes: 7 },
    format: "npz",
    files: [
      gnnBenchmark("cora.npz", 540580, "068e22d90c3849b4057dfb05851741428992af058efcd4e7ebb4186f3d581de2"),
    ],
  },
  {
    name: "citeseer",
    title: "CiteSeer citations: computer science papers, words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.collective,
    counts: { vertices: 3312, edges: 4536, features: 3703, classes: 6 },
    format: "npz",
    files: [
      gnnBenchmark(
        "citeseer.npz",
        1348784,
        "280278b21b434c047922e8389518861416fb3ad39389c27865ff0e6bbb0aaab7",
      ),
    ],
  },
  {
    name: "cora-ml",
    title: "Cora-ML citations: machine learning papers of the full Cora, words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.graph2gauss,
    counts: { vertices: 2995, edges: 8158, features: 2879, classes: 7 },
    format: "npz",
    files: [ppnp("cora_ml.npz", 1622234, "e3439bfd32c4a962d5c56a4f313793baee39181c208c90a3915b61183d3e1cda")],
  },
  {
    name: "dblp",
    title: "DBLP citations: papers, words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.graph2gauss,
    counts: { vertices: 17716, edges: 52867, features: 1639, classes: 4 },
    format: "npz",
    files: [
      graphData("dblp.npz", 727093, "e1c460c864735b88158e230e715715b08a8f7bb7c94f7f6c3b5efc412558877d"),
    ],
  },
  {
    name: "amazon-computers",
    title:
      "Amazon co-purchases: computers, words of reviews, categories; the whole graph, 281 vertices isolated",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.pitfalls,
    counts: { vertices: 13752, edges: 245861, features: 767, classes: 10 },
    format: "npz",
    files: [
      graphData("amazon_cs.npz", 3410531, "a6942db609f196b53503d91b99a02ad8d052d5d9be8ef41db976fb65f66ed1f3"),
    ],
  },
  {
    name: "amazon-photo",
    title: "Amazon co-purchases: photo, words of reviews, categories; the whole graph, 115 vertices isolated",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.pitfalls,
    counts: { vertices: 7650, edges: 119081, features: 745, classes: 8 },
    format: "npz",
    files: [
      graphData(
        "amazon_photo.npz",
        1772672,
        "bdb98b54cd3125bfa69b23ba0aae84fabcb770c6727175b8f6eb1d64f3be4b2b",
      ),
    ],
  },
  {
    name: "coauthor-physics",
    title: "co-authors in physics, key words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.pitfalls,
    counts: { vertices: 34493, edges: 247962, features: 8415, classes: 5 },
    format: "npz",
    files: [
      graphData(
        "coauthor_phy.npz",
        3772032,
        "1c930d99910763bc5f0c1aa90e8baa945f5ad6027663fe5332d0f08fde33cd7d",
      ),
    ],
  },
  {
    name: "coauthor-cs",
    title: "co-authors in computer science, key words, fields; not checked here: --trust-first",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.pitfalls,
    counts: { vertices: 18333, edges: 81894, features: 6805, classes: 15 },
    format: "npz",
    files: [gnnBenchmark("ms_academic_cs.npz")],
  },
  {
    name: "acm",
    title: "ACM papers that share an author, key words, fields",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.acm,
    counts: { vertices: 3025, edges: 13128, features: 1870, classes: 3 },
    format: "npz",
    files: [graphData("acm.npz", 379273, "f585d6127cd2e2a6605d3f1f7dded4003264f32db0b8d339adb2436559374a03")],
  },
  {
    name: "blogcatalog",
    title: "BlogCatalog friendships, key words of blogs, interests",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.attributed,
    counts: { vertices: 5196, edges: 171743, features: 8189, classes: 6 },
    format: "npz",
    files: [
      graphData(
        "blogcatalog.npz",
        1426499,
        "115be8c3396ae7db96c60df578c8c24ee46d2547ca62fa538ec9852c338df6c6",
      ),
    ],
  },
  {
    name: "flickr",
    title: "Flickr friendships, tags, groups",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.attributed,
    counts: { vertices: 7575, edges: 239738, features: 12047, classes: 9 },
    format: "npz",
    files: [
      graphData("flickr.npz", 1280230, "8eebe3fa74d66818d1977af8e13f8697b9710a4485b43ef5cbea305ce2eabc6a"),
    ],
  },
  {
    name: "polblogs",
    title: "links among political blogs of 2004, liberal or conservative; no features",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.polblogs,
    counts: { vertices: 1490, edges: 16715, features: 0, classes: 2 },
    format: "npz",
    files: [
      graphData("polblogs.npz", 26122, "ee5a9f4709f7527b724118beb6f9118ee7d7b05dac708f9090659871b65649e4"),
    ],
  },
  {
    name: "mnist-knn",
    title: "12,000 MNIST digits joined to their nearest neighbours, weighted; no features",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.fastonl,
    counts: { vertices: 12000, edges: 97089, features: 0, classes: 10 },
    format: "npz",
    files: [
      fastOnl(
        "mnist-tr-nei10.npz",
        2475394,
        "8d47745d6fc931fbdf2d02d8dc6a9e2e1b71caa1324555cd790fafebccebdb68",
      ),
    ],
  },
  {
    name: "chameleon",
    title:
      "Wikipedia links on chameleons, nouns, traffic; as published, with duplicates (see chameleon-filtered)",
    task: TASK,
    licence: "MIT",
    citation: CITE.musae,
    counts: { vertices: 2277, edges: 31371, features: 2325, classes: 5 },
    format: "npz",
    files: [
      heterophilous(
        "chameleon.npz",
        177840,
        "4c640bd2877fc4f9f101531e2f977bc16445a54e09a5cb01178df608e552f3fd",
      ),
    ],
  },
  {
    name: "squirrel",
    title:
      "Wikipedia links on squirrels, nouns, traffic; as published, with duplicates (see squirrel-filtered)",
    task: TASK,
    licence: "MIT",
    citation: CITE.musae,
    counts: { vertices: 5201, edges: 198353, features: 2089, classes: 5 },
    format: "npz",
    files: [
      heterophilous(
        "squirrel.npz",
        704277,
        "d436e3b42c0546b105241c0ab0766097074e68e55f67b133eeb9b0162e55cbd9",
      ),
    ],
  },
  {
    name: "chameleon-filtered",
    title: "chameleon without the duplicate vertices of the published graph",
    task: TASK,
    licence: "MIT",
    citation: CITE.filtered,
    counts: { vertices: 890, edges: 8854, features: 2325, classes: 5 },
    format: "npz",
    files: [
      heterophilous(
        "chameleon_filtered.npz",
        58924,
        "bf46f07e1fb5249280447e5fe3100f3e82fc4b93ad1e13ffcfdec924b6ac0bb5",
      ),
    ],
  },
  {
    name: "squirrel-filtered",
    title: "squirrel without the duplicate vertices of the published graph",
    task: TASK,
    licence: "MIT",
    citation: CITE.filtered,
    counts: { vertices: 2223, edges: 46998, features: 2089, classes: 5 },
    format: "npz",
    files: [
      heterophilous(
        "squirrel_filtered.npz",
        208215,
        "f06370ffb3116c5de8b7a600005400b2293c025e0ce2f6916d8201a825505ac7",
      ),
    ],
  },
  {
    name: "tolokers",
    title: "crowd workers on common tasks, profiles, who was banned",
    task: TASK,
    licence: "MIT",
    citation: CITE.heterophily,
    counts: { vertices: 11758, edges: 519000, features: 10, classes: 2 },
    format: "npz",
    files: [
      heterophilous(
        "tolokers.npz",
        1329769,
        "dacf3ac94cec53d03cd2adb5255c08b33dee1656c33ca8164a464bd9450a1667",
      ),
    ],
  },
  {
    name: "minesweeper",
    title: "a 100 by 100 minesweeper grid, numbers shown, mines",
    task: TASK,
    licence: "MIT",
    citation: CITE.heterophily,
    counts: { vertices: 10000, edges: 39402, features: 7, classes: 2 },
    format: "npz",
    files: [
      heterophilous(
        "minesweeper.npz",
        135045,
        "e664c8dacf1e8ac466c2c09ed4b237bd2c5541f47a6eae9c6092cb87f16412b3",
      ),
    ],
  },
  {
    name: "roman-empire",
    title:
      "words of the Wikipedia article on the Roman Empire, syntactic roles; not checked here: --trust-first",
    task: TASK,
    licence: "MIT",
    citation: CITE.heterophily,
    counts: { vertices: 22662, edges: 32927, features: 300, classes: 18 },
    format: "npz",
    files: [heterophilous("roman_empire.npz")],
  },
  {
    name: "amazon-ratings",
    title: "Amazon products bought together, mean ratings; not checked here: --trust-first",
    task: TASK,
    licence: "MIT",
    citation: CITE.heterophily,
    counts: { vertices: 24492, edges: 93050, features: 300, classes: 5 },
    format: "npz",
    files: [heterophilous("amazon_ratings.npz")],
  },
  {
    name: "questions",
    title: "users of Yandex Q who answered each other, active or not; not checked here: --trust-first",
    task: TASK,
    licence: "MIT",
    citation: CITE.heterophily,
    counts: { vertices: 48921, edges: 153540, features: 301, classes: 2 },
    format: "npz",
    files: [heterophilous("questions.npz")],
  },
  {
    name: "texas",
    title: "links among the University of Texas's computer science pages, words, kinds",
    task: TASK,
    licence: "MIT",
    citation: CITE.geomGcn,
    counts: { vertices: 183, edges: 279, features: 1703, classes: 5 },
    format: "npz",
    files: [
      heterophilous("texas.npz", 28586, "b164b99e6c3d43e4ab07488ec59bd8c815f90cbc1bd4cf425ce587d2b534d844"),
    ],
  },
  {
    name: "wisconsin",
    title: "links among the University of Wisconsin's computer science pages, words, kinds",
    task: TASK,
    licence: "MIT",
    citation: CITE.geomGcn,
    counts: { vertices: 251, edges: 450, features: 1703, classes: 5 },
    format: "npz",
    files: [
      heterophilous(
        "wisconsin.npz",
        41672,
        "2543c89838cfc75f737f7c4664cc1d097f8268602c20b2d1bd4f21407df9c074",
      ),
    ],
  },
  {
    name: "cornell",
    title: "links among Cornell University's computer science pages, words, kinds",
    task: TASK,
    licence: "MIT",
    citation: CITE.geomGcn,
    counts: { vertices: 183, edges: 277, features: 1703, classes: 5 },
    format: "npz",
    files: [
      heterophilous("cornell.npz", 30515, "684c54ba3daa13b0ba1f04a3d6dd1b1175c1ae9bdeb982851fd4ff96d3aac298"),
    ],
  },
  {
    name: "cora-planetoid",
    title: "Cora citations with the public split",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.planetoid,
    counts: { vertices: 2708, edges: 5278, features: 1433, classes: 7 },
    format: "planetoid",
    files: planetoid("cora", {
      x: [22119, "23cfa55d91c6f624233f5eb7b6e3f141f1bd2b2ae39608a63cf5d084bb27baab"],
      y: [4054, "94465c14eb53e04ca262198dcbb2521ee8af60fb3f3d546cd6ca24a511b0e7d1"],
      tx: [148025, "b9afbaa4a400df991f6f02ef677e1e44da55ffc04801fd02f9e673987829226a"],
      ty: [28135, "41f5ac76596a1699cc33f53084a2419e92961c42bb75f36fc38e616d348532ad"],
      allx: [257305, "9419ba2f26f5c35243db64aba110e0f35a04851609e0dc5433450676ca6b8543"],
      ally: [47959, "2b998f5cc7fedc86e7f97ca2498f47a1ffc1462c29e2d578b23bf3f62b6e7d71"],
      graph: [59847, "58f13302f39dde8852dad6fe6d15b89b077b6d7f837626bce671ef80344b383d"],
      "test.index": [5000, "297ce89af2b51a6a194181c7dbe1796c6a1cf9cd9349a88383b1b1e227867875"],
    }),
  },
  {
    name: "citeseer-planetoid",
    title: "CiteSeer citations with the public split; 15 vertices without features and label",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.planetoid,
    counts: { vertices: 3327, edges: 4552, features: 3703, classes: 6 },
    format: "planetoid",
    files: planetoid("citeseer", {
      x: [31087, "d20de19150741e555de0ed037195630fc194114ebc7fd72ced62810148aa22f6"],
      y: [3014, "8ba87e515d8e3ee3cf52f6d2c5b86aa73f11ecad825a808455209ec26cd54924"],
      tx: [260321, "539a8906a2da97628d212f2fdd668c109a8b3f0d36574b59e5d3fd5b5303da21"],
      ty: [24135, "55e5bd1ba1e733a04598753ad1a8d57957f4b8f89e74519f41f4f4938767e4ce"],
      allx: [595021, "2ac30345d95c9ec933a817ee0bdd6a5f077f8c184a20e696910192d534414668"],
      ally: [55623, "f704b2d986dde6c2669934de1f3ae5696a6cf9455c0f6b2646a2d135ea0a1c95"],
      graph: [61987, "d79a4ef9d3e7169aee8946145f6b7306e35bc79bffad26346cfb94e10e9912a7"],
      "test.index": [5000, "2af990671580b6b2df5d158d1038f8292e30c9cd821b5453f399659b25b723d4"],
    }),
  },
  {
    name: "pubmed",
    title: "PubMed citations with the public split; one of its files is not checked here: --trust-first",
    task: TASK,
    licence: CODE_LICENCE,
    citation: CITE.planetoid,
    counts: { vertices: 19717, edges: 44324, features: 500, classes: 3 },
    format: "planetoid",
    files: planetoid("pubmed", {
      x: [23172, "fbe9cb5c47200d1b7769a26e579be3b7130b556831f9d850e77c4c74f2599b33"],
      y: [854, "e6c807633307a07ed659249006536a147c7999c797f11a2560752990181b41b3"],
      tx: [405505, "4eb5f5d0f30f26497eb0ac6ac9719d09c67e284f1ed0385c93f3ef27a671da3d"],
      ty: [12135, "ee2e0d4819d9fbcc403689c3bf2e49face401b605932f093bc58ab6461130fdd"],
      allx: [],
      ally: [224739, "0c37bbe3b5014ec365e9d393cf4791925e5ed94fb194305d74f064a8d7b50f0e"],
      graph: [471808, "5b89f0036ca22909471f1e6558eb42fa06e0c730a577bde5b058b40638f81dc9"],
      "test.index": [6000, "b101d421688bbaecbd82e8a18f1e282378d6830f3a37666f28ebc47f844341b5"],
    }),
  },
  {
    name: "mutag",
    title: "188 chemical compounds, atoms, bonds; mutagenic or not",
    task: "graph classification",
    licence: "none stated",
    citation:
      "Debnath et al., Structure-activity relationship of mutagenic aromatic and heteroaromatic nitro compounds, Journal of Medicinal Chemistry 1991; files of Morris et al., TUDataset, 2020",
    counts: { vertices: 3371, edges: 3721, features: 7, classes: 2, graphs: 188 },
    format: "tu",
    files: tu("MUTAG", gbgc, {
      A: [76940, "d9656ca7493f3445d737c711710bb36fd432dddd1c0ea32e1d4713c86ebd28e2"],
      graph_indicator: [11532, "7d520a4d6c7961c0cdeabe076d8fe27e795b6d373485c9a2b744987e560a2056"],
      graph_labels: [439, "a1518ea39ba3426bd42f57396b9c4baffe68e9adc718caeeab0119c6591a5f2c"],
      node_labels: [6742, "678f429965490e84dd27713017538c995fc05d1621beac910848b600015ee863"],
      edge_labels: [14884, "4669ce755075ff86c3240709345745886400908fa637a49310459b9c267b3e56"],
    }),
  },
  {
    name: "proteins",
    title: "1,113 proteins, their secondary structure elements, neighbourhood; enzymes or not",
    task: "graph classification",
    licence: "none stated",
    citation:
      "Borgwardt et al., Protein function prediction via graph kernels, Bioinformatics 2005; files of Morris et al., TUDataset, 2020",
    counts: { vertices: 43471, edges: 81044, features: 4, classes: 2, graphs: 1113 },
    format: "tu",
    files: tu("PROTEINS", gbgc, {
      A: [2022990, "4c4b33e272fc95cac6d27ed6d5d12b9a852c8610e91fff59f8f0dbdd5a20df67"],
      graph_indicator: [169673, "8d4ff1e852a5c28561e9bffb44cf9490bc552b13a3b6156dd12dc7f44e9afc4a"],
      graph_labels: [2226, "c0ef9810c440775252872318d0c8adc385588e14bc4c47a2c34aa96ee3c7cdcd"],
      node_labels: [86942, "f758e8ad3d6e3c026b50833d75f6f90735b94eb3345e4243707f495ca8afea8d"],
      node_attributes: [478190, "54eef829abb37e458a5fbf3a3c581e48e5810e220463c2cd951856b9ceb08f07"],
    }),
  },
  {
    name: "enzymes",
    title: "600 enzymes, their secondary structure elements, neighbourhood; kinds of catalysed reaction",
    task: "graph classification",
    licence: CODE_LICENCE,
    citation:
      "Borgwardt et al., Protein function prediction via graph kernels, Bioinformatics 2005; Schomburg et al., BRENDA, Nucleic Acids Research 2004; files of Morris et al., TUDataset, 2020",
    counts: { vertices: 19580, edges: 37282, features: 21, classes: 6, graphs: 600 },
    format: "tu",
    files: tu("ENZYMES", diffpool, {
      A: [885124, "5553c84f8f562f3e199dfd27192174f485e85c44c1357661098668937a739cbf"],
      graph_indicator: [74914, "95ba0fa47eba6f02e6b754a215dc66d5b49de3f45f57a128514301a8d7ed5f46"],
      graph_labels: [1200, "04743e08967e61e65cdacbb90f8df6ee53742b3d2e7b84675b85ebac70506856"],
      node_labels: [39160, "8263eb9b64efa231a5886343483ccfc0342f2407014763a8f738fd51c32ce770"],
      node_attributes: [3876850, "305a8fc3b12f79fb844ef3374d6a3c8ceeb4887dd4f86bbfe37932c4c5434e7b"],
    }),
  },
  {
    name: "ogbn-arxiv",
    title:
      "computer science papers of arXiv, citations; averaged word embeddings, subject areas, split by year",
    task: TASK,
    licence: "ODC-BY",
    citation: "Hu et al., Open Graph Benchmark: datasets for machine learning on graphs, NeurIPS 2020",
    counts: { vertices: 169_343, edges: 1_157_799, features: 128, classes: 40 },
    format: "ogb",
    files: [],
    folder: "arxiv",
    manual:
      "download http://snap.stanford.edu/ogb/data/nodeproppred/arxiv.zip and unzip it in one of these folders (its publisher states no checksum to fetch it by)",
  },
  {
    name: "ogbn-products",
    title: "Amazon products bought together; descriptions, categories, split by sales; counts as published",
    task: TASK,
    licence: "Amazon licence",
    citation: "Hu et al., Open Graph Benchmark: datasets for machine learning on graphs, NeurIPS 2020",
    counts: { vertices: 2_449_029, edges: 61_859_140, features: 100, classes: 47 },
    format: "ogb",
    files: [],
    folder: "products",
    manual:
      "download http://snap.stanford.edu/ogb/data/nodeproppred/products.zip (1.4 GB) and unzip it in one of these folders (its publisher states no checksum to fetch it by)",
  },
];

/** All data sets that are known by name, the embedded ones first. */
export const catalog: readonly CatalogEntry[] = Object.freeze(
  entries.map((entry) =>
    Object.freeze({
      ...entry,
      counts: Object.freeze(entry.counts),
      files: Object.freeze(entry.files.map((file) => Object.freeze(file))),
    }),
  ),
);
