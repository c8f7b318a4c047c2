import {findDataFolder, readDataset} from "./loaders/datasets/dataset.js";
import {TEMPLATE_PAGE} from "./loaders/site/runPages.js";
import {spriteNames} from "./loaders/site/sprites.js";

const pages = [
  {name: "Draw", path: "/draw"},
  {name: "Data", path: "/data"},
  {name: "Preprocessing", path: "/preprocessing"},
  {name: "Training", path: "/training"},
  {name: "Evaluation", path: "/evaluation"}
];

const {splits, synthetic} = await readDataset(await findDataFolder());

/** Says on every page where the digits come from, when they are not from people. */
const notice = synthetic
  ? `<p class="notice" role="note">These pages show the sample: digits <strong>made by the project, not by people</strong>.
  <a href="./data#your-own">Bring real ones</a></p>`
  : "";

function header({path}: {path: string}): string {
  const links = pages.map(
    (page) => `<a href="${page.path}"${path === page.path ? ' aria-current="page"' : ""}>${page.name}</a>`
  );
  return `<a class="skip" href="#observablehq-main">Skip to the content</a>
<a class="brand" href="/"${path === "/index" ? ' aria-current="page"' : ""}>
  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><circle cx="12" cy="12" r="10.5"/><path d="M8 8.5c0-4 8-4 8 0 0 3-6 5-8 9h8.5"/></svg>
  Handscope</a>
<nav aria-label="Pages">${links.join("")}</nav>${notice}`;
}

export default {
  root: "src",
  output: process.env.HANDSCOPE_OUTPUT ?? "dist",
  title: "Handscope",
  pages,
  async *dynamicPaths() {
    for (const name of spriteNames(splits)) yield `/data/sprites/${name}`;
    yield TEMPLATE_PAGE; // the build copies it for each run, and writes their files
  },
  style: "styles/site.css",
  head: '<meta name="color-scheme" content="light dark"><link rel="icon" href="./icon.svg" type="image/svg+xml"><script type="module" src="/components/page/startPage.js"></script>',
  header,
  footer: "Handscope: handwriting recognition that you can see through. Nothing you draw leaves this page.",
  globalStylesheets: [],
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  linkify: false
};
