import {existsSync} from "node:fs";
import {join} from "node:path";
import {SITE_ROOT} from "../paths.js";

/** A page in the navigation. */
export interface NavigationPage {
  readonly name: string;
  readonly path: string;
  /** Other pages that stand below it: paths, or the start of paths that ends in "/". */
  readonly below?: readonly string[];
}

const ALL: readonly NavigationPage[] = [
  {name: "How it works", path: "/walk"},
  {name: "See through", path: "/see"},
  {name: "Draw", path: "/draw"},
  {name: "Duel", path: "/duel"},
  {name: "Data", path: "/data"},
  {name: "Preprocessing", path: "/preprocessing"},
  {name: "Training", path: "/training", below: ["/growth"]},
  {name: "Evaluation", path: "/evaluation"},
  {name: "Systems", path: "/systems"},
  {name: "Rules", path: "/rules"},
  {name: "Claims", path: "/claims"},
  {name: "Train", path: "/train"},
  {name: "Runs", path: "/runs", below: ["/runs/", "/open-run"]}
];

/** The pages in the navigation, in order: those of the site's pages that exist. */
export const sitePages = ALL.filter(({path}) => existsSync(join(SITE_ROOT, `${path}.md`)));

/** Returns whether the page at *path* is a *page* of the navigation ("page"), stands below it ("true"), or neither. */
export function currency({path: own, below = []}: NavigationPage, path: string): "page" | "true" | undefined {
  if (path === own) return "page";
  return below.some((start) => path === start || (start.endsWith("/") && path.startsWith(start))) ? "true" : undefined;
}
