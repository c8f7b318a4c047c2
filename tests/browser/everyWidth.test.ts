import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findLayoutProblems, resize, setTouch} from "./layout.js";
import {RECORD_LAYOUT_SHIFTS} from "../../loaders/bench/layoutShift.js";
import {findLargeShifts} from "./layoutShift.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

/** A phone, a large one, tablets, a small and a usual laptop, a large screen; 820 is an iPad's. In CSS pixels. */
const WIDTHS = [320, 390, 768, 820, 1024, 1280, 1920];

/** All pages, with what their addresses can open: an image, a table, a second run. All runs' pages have the same cells. */
const PAGES = [
  "",
  "draw",
  "data?image=test.5",
  "preprocessing",
  "training",
  "train",
  "evaluation?run=cnn&with=ann",
  "open-run",
  "walk",
  "see",
  "systems",
  "claims",
  "growth",
  "duel",
  "rules?why=4",
  "runs",
  "runs/cnn-pen"
];

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

describe("nothing overlaps, is cut, covered, hidden or too small, nothing moves by itself or scrolls sideways", () => {
  test.each(PAGES)(
    "on /%s at any width, for a mouse and for a finger",
    async (path) => {
      const phone = {viewport: {width: 390, height: 844}};
      const {page, problems} = await visit(site, path, phone, RECORD_LAYOUT_SHIFTS);
      await seeAll(page);
      await expect.poll(() => page.locator("observablehq-loading").count()).toBe(0);
      const shifts = await findLargeShifts(page);
      const found = new Map<string, number[]>();
      for (const isTouch of [false, true]) {
        await setTouch(page, isTouch);
        for (const width of WIDTHS) {
          await resize(page, width);
          for (const problem of await findLayoutProblems(page)) {
            found.set(problem, [...(found.get(problem) ?? []), width]);
          }
        }
      }
      expect([...found].map(([problem, widths]) => `${problem} at ${widths.join(", ")} px`)).toEqual([]);
      expect(shifts).toEqual([]);
      expect(problems).toEqual([]);
      await page.context().close();
    },
    120_000
  );
});
