import {readdirSync, readFileSync} from "node:fs";
import {basename, join} from "node:path";
import type {BrowserContextOptions, Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {parseLabelChanges} from "../../src/characters/labelChanges.js";
import type {DatasetSummary} from "../../loaders/datasets/summary.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const folder = join(DIST, "_file", "data");
const published = readdirSync(folder, {recursive: true, encoding: "utf8"});
const file = (pattern: RegExp) =>
  readFileSync(
    join(
      folder,
      published.find((path) => pattern.test(basename(path)))!
    )
  );
const {splits, provenance, skew, duplicates} = JSON.parse(file(/^dataset\..*json$/).toString()) as DatasetSummary;
const total = splits.reduce((sum, {n}) => sum + n, 0);
const labels = file(/^digits\..*bin$/).subarray(0, total);

/** Opens the page at an address and brings its images into view, of which the filters must keep some. */
async function visitImages(search = "", options: BrowserContextOptions = {}) {
  const visited = await visit(site, `data${search}`, options);
  await visited.page.locator("#every-image").scrollIntoViewIfNeeded();
  await visited.page.locator(".digit-map canvas").waitFor();
  await visited.page.locator(".digit-button").first().waitFor();
  return {...visited, count: visited.page.getByTestId("grid-count")};
}

const labelsOf = (split: string) => {
  const before = splits.slice(
    0,
    splits.findIndex((one) => one.split === split)
  );
  const start = before.reduce((sum, {n}) => sum + n, 0);
  return labels.subarray(start, start + splits.find((one) => one.split === split)!.n);
};

test("the grid shows as many images as a filter keeps, which a reload and a shared address bring back", async () => {
  const {page, problems, count} = await visitImages();
  await expect.poll(() => count.innerText()).toContain(`${total.toLocaleString("en-US")} images`);
  expect(await page.locator(".digit-button").count()).toBeLessThan(400); // only the visible rows are there
  await facetValue(page, "Split", "test").click();
  await facetValue(page, "Digit", "3").click();
  const threes = labelsOf("test").filter((label) => label === 3).length;
  const found = `${threes.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} images`;
  await expect.poll(() => count.innerText()).toContain(found);
  const first = page.locator(".digit-button").first();
  await expect.poll(() => first.getAttribute("aria-label")).toMatch(/^3: test image \d+/);
  await first.click();
  await page.getByRole("article", {name: (await first.getAttribute("aria-label"))!, exact: true}).waitFor();
  await page.keyboard.press("Escape"); // back to the grid
  await page.keyboard.press("End");
  const focused = (name: string) => page.evaluate((of) => document.activeElement?.getAttribute(of), name);
  await expect.poll(() => focused("data-position")).toBe(String(threes - 1));
  const name = (await focused("aria-label"))!;
  await page.keyboard.press("Enter");
  await page.getByRole("article", {name, exact: true}).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("image")).toMatch(/^test\.\d+$/);

  await page.reload();
  await page.getByRole("article", {name, exact: true}).waitFor();
  await expect.poll(() => count.innerText()).toContain(found);
  const shared = await visitImages(new URL(page.url()).search);
  await expect.poll(() => shared.count.innerText()).toContain(found);
  await shared.page.getByRole("article", {name, exact: true}).waitFor();
  expect([...problems, ...shared.problems]).toEqual([]);
  await page.context().close();
  await shared.page.context().close();
});

/** A button for a value of what images are filtered by. */
const facetValue = (page: Page, facet: string, value: string) =>
  page.getByRole("group", {name: facet, exact: true}).getByRole("button", {name: value, exact: true});

test("several values, what is not chosen and a range filter together; each is taken away by its chip", async () => {
  const {page, problems, count} = await visitImages();
  await facetValue(page, "Split", "test").click();
  await facetValue(page, "Digit", "3").click();
  await facetValue(page, "Digit", "5").click();
  const test = [...labelsOf("test")];
  const said = (n: number) => `${n.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} images`;
  const either = test.filter((label) => label === 3 || label === 5).length;
  await expect.poll(() => count.innerText()).toBe(said(either)); // the count is a live region
  await facetValue(page, "Digit", "Digit: not").click();
  await expect.poll(() => count.innerText()).toBe(said(test.length - either));
  await expect.poll(() => new URL(page.url()).searchParams.get("digit")).toBe("!3,5");
  const chips = page.getByRole("group", {name: "Active filters"}).getByRole("button");
  const words = (await chips.allInnerTexts()).map((text) => text.replace(/\s*×$/, ""));
  expect(words).toEqual(["Split: test", "Digit: not 3 or 5", "Clear all"]);
  await page.reload();
  await expect.poll(() => count.innerText()).toBe(said(test.length - either));
  await page.getByRole("button", {name: "Remove filter Digit: not 3 or 5"}).click();
  await expect.poll(() => count.innerText()).toBe(said(test.length));
  await page.getByRole("button", {name: "Clear all"}).click();
  await expect.poll(() => count.innerText()).toBe(`${total.toLocaleString("en-US")} images`);
  await expect.poll(() => new URL(page.url()).search).toBe("");
  expect(problems).toEqual([]);
  await page.context().close();
});

test("on a phone the filters are folded behind one button, which counts those in force", async () => {
  const {page, problems, count} = await visitImages("?digit=!3", {viewport: {width: 390, height: 844}, hasTouch: true});
  const fold = page.getByRole("button", {name: "Filters (1)"});
  const seven = facetValue(page, "Digit", "7");
  expect(await seven.isVisible()).toBe(false);
  await fold.tap();
  await facetValue(page, "Digit", "3").tap();
  await seven.tap();
  const sevens = labels.filter((label) => label !== 7).length;
  await expect.poll(() => countOf(count)).toBe(sevens);
  await fold.tap();
  expect(await seven.isVisible()).toBe(false);
  await page.getByRole("button", {name: "Remove filter Digit: not 7"}).tap();
  await page.getByRole("button", {name: "Filters", exact: true}).waitFor();
  await expect.poll(() => countOf(count)).toBe(total);
  expect(problems).toEqual([]);
  await page.context().close();
});

/** Is a point inside a polygon? By the crossings of a ray, https://wrfranklin.org/Research/Short_Notes/pnpoly.html */
function isInside([x, y]: number[], polygon: number[][]): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[a, b], [c, d]] = [polygon[i] as [number, number], polygon[j] as [number, number]];
    if (b > y! !== d > y! && x! < ((c - a) * (y! - b)) / (d - b) + a) inside = !inside;
  }
  return inside;
}

test("a line around points of the map fills the grid with exactly these, and the address keeps it", async () => {
  const {page, problems, count} = await visitImages();
  const canvas = page.locator(".digit-map canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  const corners = [
    [0.3, 0.25],
    [0.75, 0.3],
    [0.6, 0.8],
    [0.25, 0.6]
  ].map(([x, y]) => [box.x + x! * box.width, box.y + y! * box.height] as const);
  await page.mouse.move(...corners[0]!);
  await page.mouse.down();
  for (const corner of corners.slice(1)) await page.mouse.move(...corner, {steps: 8});
  await page.mouse.up();
  await expect.poll(() => new URL(page.url()).searchParams.get("lasso")).toMatch(/^UMAP:/);

  const lasso = new URL(page.url()).searchParams.get("lasso")!;
  const polygon = lasso
    .slice(5)
    .split(";")
    .map((corner) => corner.split(",").map((step) => Number(step) / 999));
  const onMap = (at: number, start: number, side: number) => (at - start - 12) / (side - 24); // 12 px of margin
  corners.forEach(([x, y]) => {
    const [u, v] = [onMap(x, box.x, box.width), onMap(y, box.y, box.height)];
    const nearest = Math.min(...polygon.map(([a, b]) => Math.hypot(a! - u, b! - v)));
    expect(nearest * box.width).toBeLessThan(8); // corners stand at least 6 px apart
  });

  const bytes = file(/^umap\..*bin$/);
  const places = new Uint16Array(new Uint8Array(bytes).buffer);
  const rows = [...labels.keys()].filter((row) =>
    isInside([places[2 * row]! / 65_534, places[2 * row + 1]! / 65_534], polygon)
  );
  expect(rows.length).toBeGreaterThan(10);
  const found = `${rows.length.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} images`;
  await expect.poll(() => count.innerText()).toContain(found);
  const expected = new Set(rows.map((row) => describePlace(row)));
  const shown = await page.locator(".digit-button").evaluateAll((all) => all.map((one) => one.ariaLabel!));
  for (const label of shown) expect(expected).toContain(/: (\w+ image \d+)/.exec(label)![1]);
  expect(new Set(shown).size).toBe(shown.length);

  await page.reload();
  await expect.poll(() => count.innerText()).toContain(found);
  await page.getByRole("button", {name: "Clear selection"}).click();
  await expect.poll(() => count.innerText()).toContain(`${total.toLocaleString("en-US")} images`);
  await canvas.focus();
  await page.keyboard.press("+"); // the keyboard's window is 0.25 of the surface, in its middle
  await page.keyboard.press("Enter");
  const middle = [0.375, 0.625].map((share) => onMap(share * box.width, 0, box.width));
  const square = [...labels.keys()].filter((row) =>
    [0, 1].every((axis) => {
      const at = places[2 * row + axis]! / 65_534;
      return at > middle[0]! && at < middle[1]!;
    })
  ).length;
  // Corners are rounded to a 999th of the map: what lies on the rim may be in or out.
  await expect.poll(async () => Math.abs((await countOf(count)) - square)).toBeLessThan(Math.max(5, 0.03 * square));
  expect(problems).toEqual([]);
  await page.context().close();
});

const countOf = async (count: {innerText(): Promise<string>}) => {
  const text = await count.innerText();
  return text === "No matches" ? 0 : Number(/^[\d,]+/.exec(text)![0].replaceAll(",", ""));
};

function describePlace(row: number): string {
  let index = row;
  for (const {split, n} of splits) {
    if (index < n) return `${split} image ${index}`;
    index -= n;
  }
  return "";
}

test("one image opens to its values, its neighbors and every run's answer; a range of a trait filters", async () => {
  const {page, problems, count} = await visitImages("?image=test.3");
  const detail = page.locator(".digit-detail");
  await detail.locator("summary").click();
  const cells = detail.locator(".pixel-table td");
  await expect.poll(() => cells.count()).toBe(784);
  await expect.poll(() => detail.locator(".neighbor").count()).toBe(6);
  const near = new Int32Array(new Uint8Array(file(/^neighbors\..*bin$/)).buffer);
  const row = total - splits.at(-1)!.n + 3;
  const names = await detail.locator(".neighbor").evaluateAll((all) => all.map((one) => one.ariaLabel!));
  names.forEach((name, i) => expect(name).toContain(describePlace(near[6 * row + i]!)));
  await detail.getByRole("button", {name: /^Ask /}).click();
  await expect.poll(() => detail.locator(".run-answers tbody tr").count(), {timeout: 60_000}).toBeGreaterThan(0);
  expect(await detail.locator(".run-answers td").first().innerText()).toMatch(/^\d$/);

  const ink = page.getByLabel("Ink, least");
  await ink.focus();
  await page.keyboard.press("End");
  await expect.poll(() => countOf(count)).toBeLessThan(total / 10);
  expect(new URL(page.url()).searchParams.get("ink")).toMatch(/^[\d.]+~[\d.]+$/);
  expect(problems).toEqual([]);
  await page.context().close();
});

/** Resolves to whether the top of the opened image is in view, and the image has the focus. */
const isBeforeTheEyes = (page: Page) =>
  page.locator(".digit-detail").evaluate((detail) => {
    const {top} = detail.getBoundingClientRect();
    return top >= 0 && top < innerHeight / 2 && document.activeElement === detail;
  });

test.each([1280, 390])("a link to an image leads to it, at %i px", async (width) => {
  const {page, problems} = await visit(site, "data?image=test.5", {viewport: {width, height: 844}});
  await page.getByRole("article", {name: /test image 5\b/}).waitFor();
  await expect.poll(() => isBeforeTheEyes(page)).toBe(true);
  await page.waitForTimeout(700); // what loads later above it does not push it away
  expect(await isBeforeTheEyes(page)).toBe(true);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("an image opens beside what it was chosen in, which neither moves nor is covered; Escape leads back", async () => {
  const {page, problems} = await visitImages();
  const [tile, grid, panel] = [
    page.locator(".digit-button").nth(3),
    page.locator(".digit-grid"),
    page.locator("dialog")
  ];
  const before = (await grid.boundingBox())!;
  await tile.click();
  await expect.poll(() => isBeforeTheEyes(page)).toBe(true);
  const [after, opened] = [(await grid.boundingBox())!, (await panel.boundingBox())!];
  expect({...after, y: 0}).toEqual({...before, y: 0});
  expect(opened.x + opened.width).toBeLessThanOrEqual(after.x);
  expect(Math.abs(opened.y - after.y)).toBeLessThan(120); // beside it, not below
  await page.keyboard.press("Escape");
  expect(await panel.isVisible()).toBe(false);
  expect(await tile.evaluate((button) => document.activeElement === button)).toBe(true);
  await expect.poll(() => new URL(page.url()).searchParams.has("image")).toBe(false);

  const map = (await page.locator(".digit-map canvas").boundingBox())!;
  const umap = new Uint16Array(new Uint8Array(file(/^umap\..*bin$/)).buffer);
  const at = [0, 1].map((axis) => 12 + (umap[axis]! / 65_534) * (map.width - 24)); // 12 px of margin
  await page.mouse.click(map.x + at[0]!, map.y + at[1]!);
  await panel.waitFor();
  expect((await panel.boundingBox())!.x).toBeGreaterThanOrEqual(map.x + map.width); // beside the map
  await page.getByRole("button", {name: "Close"}).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe("canvas");
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the next and the previous image are those of the filters", async () => {
  const {page, problems} = await visitImages("?split=test&digit=4&order=as+they+come");
  const fours = [...labelsOf("test").keys()].filter((i) => labelsOf("test")[i] === 4);
  await page.locator(".digit-button").first().click();
  const opened = (i: number) => page.getByRole("article", {name: new RegExp(`^4: test image ${fours[i]}\\b`)});
  await opened(0).waitFor();
  expect(await page.getByRole("button", {name: "Previous"}).isDisabled()).toBe(true);
  await page.getByRole("button", {name: "Next"}).click();
  await opened(1).waitFor();
  await page.keyboard.press("ArrowRight");
  await opened(2).waitFor();
  expect(await page.locator(".panel-place").innerText()).toBe(`3 of ${fours.length}`);
  await page.keyboard.press("ArrowLeft");
  await opened(1).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("image")).toBe(`test.${fours[1]}`);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("on a phone an image opens as a sheet that holds the focus; closed, the grid is where it was", async () => {
  const {page, problems} = await visitImages("", {viewport: {width: 390, height: 844}, hasTouch: true});
  const grid = page.locator(".digit-grid");
  await grid.scrollIntoViewIfNeeded();
  await grid.evaluate((element) => (element.scrollTop = 1040));
  const tile = page.locator('.digit-button[data-position="126"]');
  await tile.waitFor();
  const name = await tile.getAttribute("aria-label");
  await tile.tap();
  const sheet = page.getByRole("dialog");
  await page.getByRole("article", {name: name!, exact: true}).waitFor();
  expect(await sheet.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
  const {y, height, width} = (await sheet.boundingBox())!;
  expect([y > 40, y + height, width]).toEqual([true, 844, 390]); // from below, and the page is seen above it
  for (let i = 0; i < 15; ++i) {
    await page.keyboard.press("Tab");
    const inside = () => document.activeElement === document.body || document.activeElement!.closest("dialog") !== null;
    expect(await page.evaluate(inside)).toBe(true);
  }
  await page.getByRole("button", {name: "Close"}).tap();
  expect(await sheet.isVisible()).toBe(false);
  await expect.poll(() => grid.evaluate((element) => element.scrollTop)).toBeGreaterThan(900);
  expect(await tile.evaluate((button) => document.activeElement === button)).toBe(true);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("an image is tagged and relabeled, kept, filtered by its tag and saved as the command reads it", async () => {
  const {page, problems, count} = await visitImages("?split=test&order=as+they+come&image=test.2");
  const was = String(labelsOf("test")[2]);
  const other = was === "7" ? "1" : "7";
  await page.getByLabel("New tag of this image").fill("blurred");
  await page.keyboard.press("Enter");
  await page.getByRole("button", {name: "Remove tag blurred"}).waitFor();
  await page.getByLabel("Correct label of this image").selectOption(other);
  await page.getByRole("button", {name: "Close"}).click();
  const tile = page.locator('.digit-button[data-position="2"]');
  await expect.poll(() => tile.getAttribute("aria-label")).toContain(`, relabeled ${other}, tagged blurred`);
  expect(await tile.locator(".tile-badge").innerText()).toBe(other);

  await page.reload();
  await facetValue(page, "Tag", "blurred").click();
  await expect.poll(() => countOf(count)).toBe(1);
  await page.getByText("Tag or relabel the image shown").click();
  await page.getByLabel("New tag of all images shown").fill("cut off");
  await page.getByRole("button", {name: "Add tag"}).click();
  await facetValue(page, "Tag", "cut off").waitFor();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", {name: "Save as CSV"}).click();
  const path = await (await saving).path();
  const {rows, refused} = parseLabelChanges(readFileSync(path, "utf8"), "saved.csv");
  const row = total - splits.at(-1)!.n + 2;
  const hash = file(/^hashes\..*bin$/)
    .subarray(8 * row, 8 * row + 8)
    .toString("hex");
  expect(refused).toEqual([]);
  expect(rows.map(({change}) => change)).toEqual([
    {split: "test", index: 2, hash, was, label: other, tags: ["blurred", "cut off"]}
  ]);
  await page.getByRole("button", {name: "Undo"}).click();
  await expect.poll(() => page.getByRole("group", {name: "Tag", exact: true}).getByRole("button").allInnerTexts()).toEqual(["not", "blurred"]); // prettier-ignore
  await page.getByRole("button", {name: "Remove all marks"}).click();
  await expect.poll(() => count.innerText()).toBe("No matches");
  expect(await page.evaluate(() => localStorage.getItem("handscope.marks"))).toBe(null);
  expect(problems).toEqual([]);
  await page.context().close();
});

/** Notes each text that the last drawing of a canvas wrote, and where. */
const NOTE_TEXTS = `
  globalThis.written = [];
  const {putImageData, fillText} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...rest) {
    if (this.canvas.closest(".digit-map")) written.length = 0;
    return putImageData.apply(this, rest);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    if (this.canvas.closest(".digit-map")) written.push({text, x, y, size: parseFloat(/([\\d.]+)px/.exec(this.font)[1])});
    return fillText.call(this, text, x, y);
  };`;

test.each(["", "?lasso=UMAP:0,0;999,0;999,999;0,999", "?lasso=UMAP:400,550;650,550;650,720;400,720", "?digit=3"])(
  "no label of the map lies over another, with %s",
  async (search) => {
    const {page} = await visit(site, `data${search}`, {}, NOTE_TEXTS);
    await page.locator("#every-image").scrollIntoViewIfNeeded();
    await page.locator(".digit-map canvas").waitFor();
    interface Written {
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
    }
    const written = () => page.evaluate(() => (globalThis as unknown as {written: Written[]}).written);
    await expect.poll(async () => (await written()).length).toBeGreaterThan(0);
    const labels = (await written()).filter(({x}) => !Number.isNaN(x));
    // A digit is about 0.6 of its font's size wide and 0.72 high.
    const piled = labels.filter((a, i) =>
      labels.slice(0, i).some((b) => Math.abs(a.x - b.x) < 0.55 * a.size && Math.abs(a.y - b.y) < 0.7 * a.size)
    );
    expect(piled).toEqual([]);
    await page.context().close();
  }
);

test("the card says where the digits come from, and the page what became of their files", async () => {
  const {page, problems} = await visit(site, "data");
  const card = page.getByTestId("provenance");
  const said = Object.fromEntries(
    await card
      .locator("> div")
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector("dt")!.innerText, row.querySelector("dd")!.innerText])
      )
  ) as Record<string, string>;
  expect(said).toMatchObject({Layout: provenance.layout, "SHA-256": provenance.sha256});
  for (const {split, n} of splits) expect(said.Images).toContain(`${n.toLocaleString("en-US")} ${split}`);
  const sizes = page.getByRole("img", {name: "Width and height of the source images"});
  expect(await sizes.locator("circle").count()).toBe(provenance.pictures?.sizes.length ?? 0);
  const dots = page.getByRole("img", {name: "Difference of each split from the first"});
  expect(await dots.locator("path[transform]").count()).toBeGreaterThanOrEqual(skew.length);
  const agreeing = duplicates.pairs.filter(({labels}) => labels?.[0] === labels?.[1]);
  expect(await page.locator(".duplicate-list li").count()).toBe(agreeing.length + duplicates.conflictingPairs.length);
  expect(problems).toEqual([]);
  await page.context().close();
});
