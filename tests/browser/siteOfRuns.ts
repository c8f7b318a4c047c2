import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, vi} from "vitest";
import type * as SiteRuns from "../../loaders/runs/siteRuns.js";
import {deskRuns} from "../../src/stats/deskRuns.js";
import {openSite, seeAll, visit, type Visit} from "./visit.js";

/** The files of run folders, by the run's name and the file's. */
export type RunFolders = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The built site, with other runs than its own. */
export interface SiteOfRuns {
  /** What the site is told of its runs. */
  readonly described: Awaited<ReturnType<typeof SiteRuns.describeRuns>>;
  /** Opens a page, scrolls through all of it, and waits until nothing loads; *isEmpty* leaves all runs out. */
  visit(path: string, isEmpty?: boolean): Promise<Visit>;
  close(): Promise<void>;
}

/**
 * Opens the built site with the runs of *folders* in place of its own. Their names must be names of its own runs, as these
 * have pages, and none may have a model.
 */
export async function openSiteOfRuns(folders: RunFolders): Promise<SiteOfRuns> {
  const home = mkdtempSync(join(tmpdir(), "handscope-site-of-runs-"));
  for (const [name, files] of Object.entries(folders)) {
    mkdirSync(join(home, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(home, name, file), text);
  }
  vi.stubEnv("HANDSCOPE_RUNS", home); // loaders/paths.ts reads it when it is loaded
  vi.resetModules();
  const {describeRuns, publishRun} = await import("../../loaders/runs/siteRuns.js");
  vi.unstubAllEnvs();
  const described = await describeRuns({splits: {}});
  const published = new Map<string, Uint8Array>();
  for (const {name} of described.runs) {
    const files = await publishRun(name, {splits: {}});
    for (const [file, bytes] of Object.entries(files)) published.set(`${name}/${file}`, bytes);
  }
  const site = await openSite();
  return {
    described,
    async visit(path, isEmpty = false) {
      const {runs, broken, faulty} = isEmpty ? {runs: [], broken: [], faulty: []} : described;
      const visited = await visit(site, path, {}, async (context) => {
        await context.route(/_file\/data\/runs\.[^/]*json$/, (route) => route.fulfill({json: {runs, broken, faulty}}));
        await context.route(/_file\/data\/desk\.[^/]*json$/, (route) => route.fulfill({json: deskRuns(runs)}));
        await context.route(/_file\/data\/proof\.[^/]*json$/, async (route) => {
          const response = await route.fetch();
          await route.fulfill({response, json: {...((await response.json()) as object), run: null}}); // no run has a model
        });
        await context.route(/_file\/data\/runs\/.+/, (route) => {
          const bytes = published.get(new URL(route.request().url()).pathname.split("/data/runs/")[1]!);
          return bytes ? route.fulfill({body: Buffer.from(bytes)}) : route.fulfill({status: 404});
        });
      });
      await seeAll(visited.page);
      await expect.poll(() => visited.page.locator("main observablehq-loading").count()).toBe(0);
      return visited;
    },
    async close() {
      await site.close();
      rmSync(home, {recursive: true});
    }
  };
}
