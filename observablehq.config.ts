import {siteHead} from "./loaders/site/head.js";
import {siteHeader} from "./loaders/site/header.js";
import {nextSteps} from "./loaders/site/nextSteps.js";
import {TEMPLATE_PAGE} from "./loaders/site/runTemplate.js";
import {readSiteFacts} from "./loaders/site/siteFacts.js";
import {sitePages} from "./loaders/site/sitePages.js";

const {sprites, synthetic} = await readSiteFacts();

/** Says on every page where the digits come from, when they are not from people. */
const notice = synthetic
  ? `<p class="notice" role="note">The images here were <strong>made by the project, not by people</strong>; each run names its own.
  <a href="./data#your-own">Bring real ones</a></p>`
  : "";

export default {
  root: "src",
  output: process.env.HANDSCOPE_OUTPUT ?? "dist",
  title: "Handscope",
  pages: sitePages.map(({name, path}) => ({name, path})),
  async *dynamicPaths() {
    for (const name of sprites) yield `/data/sprites/${name}`;
    yield TEMPLATE_PAGE; // the build copies it for each run, and writes their files
  },
  style: "styles/site.css",
  head: siteHead(),
  header: ({path}: {path: string}) => siteHeader(path, notice),
  footer: ({path}: {path: string}) =>
    `${nextSteps(path)}Handscope: handwriting recognition that you can see through. Nothing you draw leaves this page.`,
  globalStylesheets: [],
  sidebar: false,
  toc: {show: false, label: "On this page"}, // a page asks for it: toc: true
  pager: false,
  search: false,
  linkify: false
};
