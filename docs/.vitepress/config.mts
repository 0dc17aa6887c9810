import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type DefaultTheme, defineConfig } from "vitepress";
import { linksWithin } from "../generate/links-within.mjs";
import { makeRelative, PLACEHOLDER } from "../generate/relative-site.mjs";

const docs = fileURLToPath(new URL("..", import.meta.url));

/** The pages of the guide in reading order; a test compares this list with the folder. */
const guide = [
  ["walk-index", "What a walk index is"],
  ["quick-start", "Quick start"],
  ["sparsify", "Sparsify your own graph"],
  ["choose", "Choose a sparsifier"],
  ["evaluate", "Evaluate and read the report"],
  ["train", "Train and predict"],
  ["partitions", "Partitions"],
  ["separation-rank", "Separation rank and its bounds"],
  ["completion", "Complete matrices and tensors"],
  ["locality", "Locality of convolutional networks"],
  ["files", "Graphs, files, data sets"],
  ["backends", "Backends and GPUs"],
  ["large-graphs", "Large graphs"],
  ["many-machines", "Many machines"],
  ["pytorch-geometric", "From PyTorch Geometric and back"],
  ["browser", "In a browser, with sigma"],
];

const guideItems: DefaultTheme.SidebarItem[] = [
  { text: "Guide", items: guide.map(([file, text]) => ({ text, link: `/guide/${file}` })) },
  { text: "Library", items: [{ text: "In two levels", link: "/library" }] },
];

/** Entries for the pages of a folder, by name. */
function pagesOf(folder: string): DefaultTheme.SidebarItem[] {
  if (!existsSync(`${docs}${folder}`)) return [];
  return (
    readdirSync(`${docs}${folder}`)
      .filter((file) => file.endsWith(".md") && file !== "index.md")
      .sort(new Intl.Collator("en", { numeric: true }).compare)
      .map((file) => file.slice(0, -".md".length))
      // Pages of entry points are called by their imports, with a dot in their files' names.
      .map((name) => ({ text: name.replace(/^seprank\./, "seprank/"), link: `/${folder}/${name}` }))
  );
}

const section = (text: string, folder: string): DefaultTheme.SidebarItem[] => [
  { text, link: `/${folder}/`, items: pagesOf(folder) },
];

// biome-ignore lint/style/noDefaultExport: the configuration loader reads the default export
export default defineConfig({
  title: "seprank",
  description: "Graph learning with edge sparsification at its heart",
  lang: "en",
  base: PLACEHOLDER,
  // The records of results are read by the generator, which makes pages of them.
  srcExclude: ["results/**", "generate/**"],
  cleanUrls: false,
  lastUpdated: false,
  head: [["link", { rel: "icon", type: "image/svg+xml", href: `${PLACEHOLDER}icon.svg` }]],
  markdown: {
    attrs: { disable: true },
    config: (markdown) => markdown.use(linksWithin),
    // Whose colours all have enough contrast.
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  // The first page's layout has no main part; others have.
  transformHtml: (html) => html.replace('<div class="VPHome"', '<div role="main" class="VPHome"'),
  vite: { build: { chunkSizeWarningLimit: 5000 } },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Guide", link: "/guide/walk-index", activeMatch: "/guide/" },
      { text: "Methods", link: "/methods/", activeMatch: "/methods/" },
      { text: "Commands", link: "/commands/", activeMatch: "/commands/" },
      { text: "API", link: "/api/", activeMatch: "/api/" },
      { text: "Results", link: "/experiments/", activeMatch: "/experiments/" },
      { text: "Benchmarks", link: "/benchmarks" },
      { text: "Playground", link: "/playground" },
    ],
    sidebar: {
      "/guide/": guideItems,
      "/library": guideItems,
      "/methods/": section("Methods", "methods"),
      "/commands/": section("Commands", "commands"),
      "/experiments/": [
        { text: "What sparsification costs", link: "/accuracy" },
        ...section("Results", "experiments"),
      ],
      "/accuracy": [
        { text: "What sparsification costs", link: "/accuracy" },
        ...section("Results", "experiments"),
      ],
      "/api/": section("API", "api"),
      "/": [
        {
          text: "Development",
          items: [{ text: "architecture", link: "/architecture" }, ...pagesOf("development")],
        },
      ],
    },
  },
  buildEnd: ({ outDir }) => makeRelative(outDir),
});
