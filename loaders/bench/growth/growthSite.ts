import {once} from "node:events";
import {cp, mkdir, mkdtemp, rm} from "node:fs/promises";
import {join} from "node:path";
import type {Digits} from "../../../src/characters/digits.js";
import type {GrowthPoint} from "../../../src/stats/growth/growth.js";
import {messageOf} from "../../../src/messageOf.js";
import {CACHE, RUNS} from "../../paths.js";
import {removeOnStop} from "../../stopping.js";
import {withSite} from "../chromium.js";
import {copyProject, runIn} from "../projectCopy.js";
import {pathsOf, weigh} from "../weight.js";
import {copyRuns} from "./copyRuns.js";
import {measureProcess} from "./measureProcess.js";
import {writeImages} from "./writeImages.js";

/** A quantity that was measured, or why it was not. */
export type Measured = Pick<GrowthPoint, "what" | "quantity" | "value" | "note">;

/** The dashboards whose weight is measured, with the front page. */
const PAGES = ["", "data", "training", "evaluation", "systems", "runs"];

/** Seconds after which a build is stopped. */
const LIMIT = 15 * 60;

/** A copy of the project whose site is built for several sizes. */
export interface GrowthSite {
  buildOfImages(n: number): Promise<Measured[]>;
  buildOfRuns(n: number): Promise<Measured[]>;
  remove(): Promise<void>;
}

/**
 * Copies the project and builds its site once, so that what is made once for all data, such as the bundles, is there. Images are
 * made from *digits*.
 */
export async function growthSite(digits: Digits): Promise<GrowthSite> {
  await mkdir(CACHE, {recursive: true});
  const folder = await mkdtemp(join(CACHE, "growth-"));
  const forget = removeOnStop(folder);
  const [copy, input, cache] = ["project", "input", "cache"].map((name) => join(folder, name)) as [string, string, string]; // prettier-ignore
  await copyProject(copy);
  await once(runIn(copy, "build", {}), "close");

  const build = async (env: Readonly<Record<string, string>>): Promise<Measured[]> => {
    await rm(cache, {recursive: true, force: true});
    await cp(join(copy, "data", "cache"), cache, {recursive: true}); // each size finds the same of it
    const cost = await measureProcess(runIn(copy, "build", {...env, HANDSCOPE_CACHE: cache}), LIMIT);
    await rm(input, {recursive: true});
    if ("failure" in cost) return [{what: "build", quantity: "seconds", value: undefined, note: cost.failure}];
    const of = (quantity: Measured["quantity"], value: number) => ({what: "build", quantity, value, note: ""});
    return [
      of("seconds", cost.seconds),
      of("processor seconds", cost.processorSeconds),
      of("MB", cost.megabytes),
      ...(await weighPages(join(copy, "dist")))
    ];
  };
  return {
    async buildOfImages(n) {
      await writeImages(input, n, digits);
      return build({HANDSCOPE_DATA: input});
    },
    async buildOfRuns(n) {
      await copyRuns(RUNS, input, n);
      return build({HANDSCOPE_RUNS: input});
    },
    async remove() {
      await rm(folder, {recursive: true, force: true});
      forget();
    }
  };
}

/** Returns the kB of each page before anything is done, in gzip, without the images that come into view. */
function weighPages(dist: string): Promise<Measured[]> {
  return withSite(dist, async (site) => {
    const weights: Measured[] = [];
    for (const page of PAGES) {
      const measured = {what: `/${page}`, quantity: "kB" as const};
      const open = pathsOf(site, (tab) => tab.goto(site.url + page, {waitUntil: "networkidle"}).then(() => undefined));
      const weight = await open.then(
        async (paths) => {
          const files = paths.filter((path) => !path.includes("/sprites/")).map((path) => weigh(dist, path));
          const bytes = (await Promise.all(files)).reduce((sum, {gzipped}) => sum + gzipped, 0);
          return {value: bytes / 1000, note: ""};
        },
        (error: unknown) => ({value: undefined, note: messageOf(error).split("\n")[0]!})
      );
      weights.push({...measured, ...weight});
    }
    return weights;
  });
}
