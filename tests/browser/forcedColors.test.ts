import type {Locator, Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** Opens a page as a contrast theme of the system shows it. */
const visitForced = (path: string, colorScheme: "light" | "dark" = "light") =>
  visit(site, path, {forcedColors: "active", colorScheme});

type Rgb = readonly [number, number, number];

/** Returns the color on the screen at a place of an element, in shares of its width and height. */
async function colorAt(element: Locator, x: number, y: number): Promise<Rgb> {
  await element.scrollIntoViewIfNeeded();
  const {data, info} = await sharp(await element.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({resolveWithObject: true});
  const at = Math.min(info.height - 1, Math.floor(y * info.height)) * info.width;
  const start = 3 * (at + Math.min(info.width - 1, Math.floor(x * info.width)));
  return [data[start]!, data[start + 1]!, data[start + 2]!];
}

/** Returns the contrast of two colors, from 1: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: Rgb, b: Rgb): number {
  const luminance = (rgb: Rgb) => {
    const [r, g, blue] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    }) as unknown as Rgb;
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high! + 0.05) / (low! + 0.05);
}

/** What tells parts of a picture from what is around them contrasts 3 to 1 (WCAG 2.2, criterion 1.4.11). */
const MIN_CONTRAST = 3;

async function expectContrast(element: Locator, at: readonly [number, number], around: readonly [number, number]) {
  expect(contrast(await colorAt(element, ...at), await colorAt(element, ...around))).toBeGreaterThan(MIN_CONTRAST);
}

describe.each(["light", "dark"] as const)("with a %s contrast theme", (scheme) => {
  test.each(["data", "evaluation", "training", "preprocessing"])("/%s shows which page is current", async (path) => {
    const {page} = await visitForced(path, scheme);
    const links = page.locator("#observablehq-header nav a");
    const current = page.locator("#observablehq-header nav a[aria-current]");
    await expectContrast(current, [0.5, 0.98], [0.5, 0.85]);
    const others = await links.evaluateAll((all) => all.filter((link) => !link.ariaCurrent).length);
    expect(others).toBeGreaterThan(2);
    const other = page.locator("#observablehq-header nav a:not([aria-current])").first();
    expect(await colorAt(other, 0.5, 0.98)).toEqual(await colorAt(other, 0.5, 0.85));
    await page.context().close();
  });

  test("the matrix shows how many there are, and which cell is open", async () => {
    const {page} = await visitForced("evaluation?cell=0.0", scheme);
    const cell = (label: number, predicted: number) =>
      page.getByRole("button", {name: new RegExp(`images? of ${label} read as ${predicted}$`)});
    await cell(1, 1).waitFor();
    const [many, none] = [await colorAt(cell(1, 1), 0.2, 0.2), await colorAt(cell(1, 0), 0.2, 0.2)];
    expect(Math.abs(many[0] - none[0])).toBeGreaterThan(20); // a shade: the count stands in the cell
    await expectContrast(cell(0, 0), [0.5, 0.03], [0.2, 0.2]);
    await page.context().close();
  });

  test("which answers of two runs are shown is told from the others", async () => {
    const {page} = await visitForced("evaluation?run=cnn&with=ann&who=onlyB", scheme);
    const chosen = page.locator(".agreement button[aria-pressed=true]");
    await expectContrast(chosen, [0.5, 0.03], [0.2, 0.2]);
    await page.context().close();
  });

  test("the values of an image are shaded by its ink", async () => {
    const {page} = await visitForced("data?image=test.5", scheme);
    await page.locator(".digit-detail summary").click();
    const cells = page.locator(".digit-detail .pixel-table td");
    const values = await cells.allInnerTexts();
    const full = values.findIndex((text) => Number(text) > 240);
    const [ink, paper] = [await colorAt(cells.nth(full), 0.1, 0.1), await colorAt(cells.nth(0), 0.1, 0.1)];
    expect(contrast(ink, paper)).toBeGreaterThan(MIN_CONTRAST);
    await page.context().close();
  });
});

test("charts keep their bars and dots", async () => {
  const {page} = await visitForced("data");
  await seeAll(page);
  await expectDrawn(page, '[data-name="classes"] g rect');
  await expectDrawn(page, '[data-name="traits"] rect');
  await page.context().close();
});

async function expectDrawn(page: Page, selector: string): Promise<void> {
  const shapes = page.locator(selector);
  expect(await shapes.count()).toBeGreaterThan(5);
  const color = await colorAt(shapes.nth(2), 0.5, 0.5);
  expect(contrast(color, [255, 255, 255])).toBeGreaterThan(1.5);
}
