import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {RECORD_LAYOUT_SHIFTS} from "../../loaders/bench/layoutShift.js";
import {readSavedModel} from "../../loaders/runs/runs.js";
import {WASM} from "../../loaders/paths.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {loadNetwork} from "../../src/readers/network/executor.js";
import {networkClassifier} from "../../src/readers/network/networkClassifier.js";
import type {Stroke} from "../../src/pen/pen.js";
import {findViolations} from "./accessibility.js";
import {drawByMouse, PLAIN, readAnswer, wheelTo} from "./hand.js";
import {findLayoutProblems, resize, setTouch} from "./layout.js";
import {findLargeShifts} from "./layoutShift.js";
import {openSite, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => {
  await startBackend(WASM);
  site = await openSite();
});
afterAll(() => site.close());

const textOf = async (place: Locator) => (await place.innerText()).replaceAll("\u00a0", " ");
const numberOf = (text: string) => Number(text.replace("−", "-").replaceAll(",", ""));
const answer = (page: Page) => page.locator(".walk-answer");
const readout = (page: Page) => page.locator(".net-readout");
const formula = (page: Page) => page.getByTestId("see-formula");
const selected = (page: Page) => page.locator('.net-unit[aria-selected="true"]');

/** Resolves to the figures of the formula that is visible: the products by their sources, and those below them. */
async function figuresOf(page: Page) {
  const table = formula(page).locator("table");
  const rows = await table
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));
  const below = await table
    .locator("tfoot tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));
  return {
    products: rows.map(([source, ...figures]) => ({source: source!, figures: figures.map(numberOf)})),
    below: new Map(below.map(([name, figure]) => [name!.replace(/^\d+ /, ""), numberOf(figure!)]))
  };
}

/** Resolves to the strokes that the tab remembers: what the mouse really drew. */
async function strokesOn(page: Page): Promise<readonly Stroke[]> {
  const key = "handscope:drawing";
  await expect.poll(() => page.evaluate((name) => sessionStorage.getItem(name) !== null, key)).toBe(true);
  await page.waitForTimeout(600); // the tab remembers a moment after the last ink
  const text = await page.evaluate((name) => sessionStorage.getItem(name)!, key);
  return (JSON.parse(text) as {strokes: Stroke[]}).strokes;
}

/** Resolves to the layers of a run's network, with their weights, for what was drawn. */
async function layersOf(run: string, strokes: readonly Stroke[]) {
  const image = Float32Array.from(preprocessStrokes(strokes)!.image, (value) => value / 255);
  const classifier = networkClassifier(run, loadNetwork(await readSavedModel(run), run)!);
  const layers = await classifier.trace!(image, {withWeights: true});
  classifier.dispose();
  return {image, layers: new Map(layers.map((layer) => [layer.name, layer]))};
}

/** The figures on the page have four decimals. */
const DIGITS = 3.9;

test("a unit’s formula, reached by keyboard, is what the weights and the drawing give, in every layer of the documents’ network", async () => {
  const {page, problems} = await visit(site, "see?run=ann-documents");
  expect(await textOf(answer(page))).toContain("Draw a digit: the network lights up");
  await drawByMouse(page, PLAIN["2"]!);
  await expect.poll(() => textOf(answer(page))).toContain("Read as 2");
  const {image, layers} = await layersOf("ann-documents", await strokesOn(page));

  // The answer’s score is chosen at first; from there by arrow keys.
  expect(await selected(page).innerText()).toMatch(/^2\s+[\d.]+$/);
  await page.getByTestId("see-network").locator('.net-list[tabindex="0"]').focus();
  await page.keyboard.press("Home");
  for (let i = 0; i < 4; ++i) await page.keyboard.press("ArrowDown");
  expect(await textOf(readout(page))).toMatch(/^Scores, 4: 128 products/);
  await expect.poll(() => page.url()).toContain("unit=dense_2.5");

  for (const [layer, before, back] of [
    ["dense_2", "dense_1", false],
    ["dense_1", "dense_0", true],
    ["dense_0", undefined, true]
  ] as const) {
    if (back) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => page.url()).toContain(`unit=${layer}.`);
    const unit = Number(/unit=\w+\.(\d+)/.exec(page.url())![1]) - 1;
    const {kernel, bias} = layers.get(layer)!.weights!;
    const units = kernel!.shape[1]!;
    const inputs = before === undefined ? image : layers.get(before)!.values;
    const products = Array.from(inputs, (value, i) => value * kernel!.values[i * units + unit]!);
    const sum = products.reduce((total, product) => total + product, bias!.values[unit]!);
    const shown = await figuresOf(page);
    expect(shown.products).toHaveLength(8);
    for (const {source, figures} of shown.products) {
      const pixel = /row (\d+), column (\d+)/.exec(source);
      const i = pixel ? 28 * (Number(pixel[1]) - 1) + Number(pixel[2]) - 1 : Number(/\d+/.exec(source)![0]) - 1;
      expect(figures[0]).toBeCloseTo(inputs[i]!, DIGITS);
      expect(figures[1]).toBeCloseTo(kernel!.values[i * units + unit]!, DIGITS);
      expect(figures[2]).toBeCloseTo(products[i]!, DIGITS);
    }
    const largest = products.map(Math.abs).sort((a, b) => b - a);
    expect(Math.abs(shown.products[0]!.figures[2]!)).toBeCloseTo(largest[0]!, DIGITS);
    expect(shown.below.get("bias")).toBeCloseTo(bias!.values[unit]!, DIGITS);
    expect(shown.below.get("sum")).toBeCloseTo(sum, DIGITS);
    const all = shown.products.reduce((total, {figures}) => total + figures[2]!, 0);
    expect(all + shown.below.get("other products")! + shown.below.get("bias")!).toBeCloseTo(sum, 2);
    if (layer !== "dense_2") expect(shown.below.get("after ReLU")).toBeCloseTo(Math.max(0, sum), DIGITS);
  }
  expect(problems).toEqual([]);
});

test("a convolution’s unit adds up the window at the place that was chosen, which the address keeps over a reload, with the run", async () => {
  const {page, problems} = await visit(site, "see");
  await page.getByTestId("run").selectOption("cnn");
  await drawByMouse(page, PLAIN["0"]!);
  await expect.poll(() => textOf(answer(page))).toContain("Read as 0");
  const strokes = await strokesOn(page);
  await page.locator('[data-column="1"] [data-unit="6"]').click();
  await page.getByTestId("see-place").focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.url()).toMatch(/run=cnn&unit=convolution_1\.7&at=\d+\.\d+/);
  const before = page.url();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => page.url()).not.toBe(before);
  const [row, column] = /at=(\d+)\.(\d+)/
    .exec(page.url())!
    .slice(1)
    .map((at) => Number(at) - 1) as [number, number];

  const {layers} = await layersOf("cnn", strokes);
  const {kernel, bias} = layers.get("convolution_1")!.weights!; // [3, 3, 16, 24], stride 1, padded
  let sum = bias!.values[6]!;
  for (let y = 0; y < 3; ++y) {
    for (let x = 0; x < 3; ++x) {
      for (let map = 0; map < 16; ++map) {
        const [v, u] = [row + y - 1, column + x - 1];
        if (v < 0 || u < 0 || v > 13 || u > 13) continue;
        const activation = layers.get("convolution_0")!.values[(v * 14 + u) * 16 + map]!;
        sum += activation * kernel!.values[((y * 3 + x) * 16 + map) * 24 + 6]!;
      }
    }
  }
  const shown = await figuresOf(page);
  expect(shown.below.get("sum")).toBeCloseTo(sum, DIGITS);
  expect(shown.below.get("after ReLU")).toBeCloseTo(Math.max(0, sum), DIGITS);

  const said = await textOf(readout(page));
  const address = page.url();
  await page.reload();
  await untilQuiet(page);
  await expect.poll(() => textOf(readout(page))).toBe(said);
  expect(page.url()).toBe(address);
  expect(await page.getByTestId("run").inputValue()).toBe("cnn");
  expect(problems).toEqual([]);
});

test("a mouse over a unit looks at it, and leaves the chosen one when it goes; lines lead into it", async () => {
  const {page, problems} = await visit(site, "see?run=ann&unit=dense_1.3");
  await page.getByTestId("see-example").click();
  await expect.poll(() => textOf(readout(page))).toMatch(/^Hidden layer 2, unit 3: /);
  const lines = () => page.locator('.net-lines path[data-depth="0"]').count();
  expect(await lines()).toBeGreaterThan(4);
  await page.locator('[data-column="0"] [data-unit="10"]').hover();
  await expect.poll(() => textOf(readout(page))).toMatch(/^Hidden layer 1, unit 11: 784 products/);
  await page.mouse.move(5, 5);
  await expect.poll(() => textOf(readout(page))).toMatch(/^Hidden layer 2, unit 3: /);
  expect(page.url()).toContain("unit=dense_1.3");
  expect(problems).toEqual([]);
});

test("the network follows a drawing while it grows, and a blank surface says so", async () => {
  const {page, problems} = await visit(site, "see?run=ann");
  const [first, ...rest] = PLAIN["4"]!.length > 1 ? PLAIN["4"]! : PLAIN["5"]!;
  await drawByMouse(page, [first!]);
  await expect
    .poll(() => textOf(answer(page)))
    .toMatch(/^(Read as|Not certain:|Doesn’t look like a digit\. Closest match:) \d/);
  const before = await page.locator('[data-column="0"]').innerHTML();
  await drawByMouse(page, rest);
  await expect.poll(() => page.locator('[data-column="0"]').innerHTML()).not.toBe(before);
  await page.getByRole("button", {name: /^Clear/}).click();
  await expect.poll(() => textOf(answer(page))).toContain("Nothing is drawn: this is an example, read as 3");
  expect(problems).toEqual([]);
});

test("a letter is said not to look like a digit, wherever the page states an answer, as on the desk", async () => {
  // prettier-ignore
  const letter: readonly Stroke[] = [
    [[0.2, 0.9], [0.35, 0.5], [0.5, 0.1]],
    [[0.5, 0.1], [0.65, 0.5], [0.8, 0.9]],
    [[0.3, 0.62], [0.5, 0.62], [0.7, 0.62]]
  ];
  const {page, problems} = await visit(site, "draw?run=cnn-pen");
  await drawByMouse(page, letter);
  await readAnswer(page, 3);
  const said = await textOf(page.locator(".answer-words"));
  expect(said).toMatch(/^Doesn’t look like a digit\. Closest match: \d$/);
  await page.goto(`${site.url}see?run=cnn-pen`); // the tab keeps the drawing
  await untilQuiet(page);
  await expect.poll(() => textOf(answer(page))).toBe(`${said}.`);
  const system = page.getByTestId("see-system");
  await system.scrollIntoViewIfNeeded();
  await expect.poll(() => textOf(system.locator('[data-part="recognition"] .system-words'))).toBe(`${said}.`);
  expect(await textOf(system.locator('[data-part="segmentation"] .system-words'))).toContain("not a digit");
  await page.goto(`${site.url}walk`);
  await untilQuiet(page);
  await page.getByTestId("walk-scores").scrollIntoViewIfNeeded();
  await expect.poll(() => textOf(answer(page))).toMatch(/^Doesn’t look like a digit\. Closest match: \d\. Scroll on/);
  expect(problems).toEqual([]);
});

test.each(["simard", "blstm", "committee", "cnn-pen"])(
  "every column of %s can be looked at by keyboard, with a formula",
  async (run) => {
    const {page, problems} = await visit(site, `see?run=${run}`);
    await page.getByTestId("see-example").click();
    await expect.poll(() => textOf(answer(page))).toContain("read as 3");
    expect(await page.getByTestId("run").inputValue()).toBe(run);
    await page.getByTestId("see-network").locator('.net-list[tabindex="0"]').focus();
    const columns = await page.locator(".net-list").count();
    for (let i = 0; i < columns; ++i) await page.keyboard.press("ArrowRight");
    for (let i = columns - 1; i >= 0; --i) {
      expect(await page.locator(":focus").getAttribute("data-column")).toBe(String(i));
      expect((await textOf(formula(page))).length).toBeGreaterThan(40);
      expect(await textOf(readout(page))).toMatch(/\d/);
      await page.keyboard.press("ArrowLeft");
    }
    expect(problems).toEqual([]);
  }
);

describe("the test images that excite a unit most", () => {
  test("are found when they are asked for, in order, with their labels, how often the unit is active, and its class", async () => {
    const {page, problems} = await visit(site, "see?run=ann&unit=dense_2.8");
    await page.getByTestId("see-example").click();
    await expect.poll(() => textOf(readout(page))).toMatch(/^Scores, 7: /);
    const card = page.getByTestId("see-excitement");
    await card.getByTestId("see-search").click();
    await expect.poll(() => card.locator(".see-tiles li").count(), {timeout: 30_000}).toBe(8);
    const tiles = await card.locator(".see-tiles li").allInnerTexts();
    // A network that reads nearly all test images gives its highest scores for 7 to sevens.
    for (const text of tiles) expect(text.trim()).toMatch(/^7\s/);
    const values = tiles.map((text) => numberOf(/\s([\d.]+)$/.exec(text.trim())![1]!));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(await textOf(card.getByRole("heading"))).toMatch(/^Highest on average for 7: \d/);
    expect(await textOf(card)).toMatch(/above 0 for [\d.]+ % of the [\d,]+ test images/);
    // Another unit of the layer is answered at once, one of another layer after a search of its own.
    await page.locator('[data-column="2"] [data-unit="1"]').click();
    await expect.poll(() => textOf(card.getByRole("heading"))).toMatch(/^Highest on average for 1: /);
    await page.locator('[data-column="0"] [data-unit="1"]').click();
    await expect.poll(() => textOf(card), {timeout: 30_000}).toMatch(/above 0 for|No test image/);
    expect(problems).toEqual([]);
  });
});

test("images that can’t be loaded are named in a sentence, and the search can be tried again", async () => {
  const {page} = await visit(site, "see?run=ann");
  await page.route(/\/sprites\//, (route) => route.abort());
  await page.getByTestId("see-example").click();
  const card = page.getByTestId("see-excitement");
  await card.getByTestId("see-search").click();
  await expect
    .poll(() => textOf(card.getByRole("status")))
    .toMatch(/^The test images can’t be searched: data\/\S+: expected a picture of the images, got .*\w\. Reload/);
  const alike = page.getByTestId("see-alike").getByRole("status");
  await alike.scrollIntoViewIfNeeded();
  await expect
    .poll(() => textOf(alike))
    .toMatch(/^The training images could not be loaded: data\/\S+: expected [^.]*\w\. Reload the page/);
  await page.unroute(/\/sprites\//);
  await card.getByTestId("see-search").click();
  await expect.poll(() => card.locator(".see-tiles li").count(), {timeout: 30_000}).toBe(8);
});

test.each(["committee", "lenet-5"])("no column of %s is cut off where columns stand side by side", async (run) => {
  const {page} = await visit(site, `see?run=${run}`);
  await page.getByTestId("see-example").click();
  await expect.poll(() => textOf(readout(page))).toMatch(/\d/);
  const net = page.locator(".net");
  for (const width of [1024, 1280, 1920]) {
    await resize(page, width);
    await expect.poll(() => net.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThan(1);
  }
});

test("the choice of the network stands apart from the surface, on a phone and with large text", async () => {
  const {page} = await visit(site, "see");
  const gap = async () => {
    const [pad, label] = await Promise.all([
      page.locator(".see-pad > :first-child").boundingBox(),
      page.locator("label", {has: page.getByTestId("run")}).boundingBox()
    ]);
    return label!.y - (pad!.y + pad!.height);
  };
  await resize(page, 390);
  expect(await gap()).toBeGreaterThanOrEqual(8);
  await resize(page, 1280);
  await page.addStyleTag({content: "html { font-size: 200%; }"});
  await expect.poll(gap).toBeGreaterThanOrEqual(8);
});

test("a run without layers is said to have none, with a way to its page; a link from the desk keeps run and drawing", async () => {
  const {page, problems} = await visit(site, "see?run=rules");
  const note = page.getByTestId("no-layers");
  expect(await textOf(note)).toContain("has no layers to see through");
  expect(await note.getByRole("link").getAttribute("href")).toBe("./runs/rules");
  const options = await page
    .getByTestId("run")
    .locator("option")
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(options[0]).toBe("ann-documents");
  expect(options).not.toContain("rules");

  await page.goto(`${site.url}draw?run=cnn`);
  await untilQuiet(page);
  await drawByMouse(page, PLAIN["2"]!);
  await readAnswer(page, 1);
  await page.getByTestId("see-through").click();
  await expect.poll(() => textOf(answer(page))).toContain("Read as 2");
  expect(await page.getByTestId("run").inputValue()).toBe("cnn");
  expect(problems).toEqual([]);
});

test("while a network is shown: nothing for axe, nothing cut or overlapping at any width, nothing that moves by itself", async () => {
  const {page, problems} = await visit(site, "see?run=cnn-pen&unit=convolution_1.5", {}, RECORD_LAYOUT_SHIFTS);
  await page.getByTestId("see-example").click();
  await expect.poll(() => textOf(readout(page))).toMatch(/^Convolution 2, map 5/);
  await page.getByTestId("see-search").click();
  await expect.poll(() => page.locator(".see-tiles li").count(), {timeout: 30_000}).toBe(8);
  await wheelTo(page, page.locator(".net-readout"));
  expect(await findLargeShifts(page)).toEqual([]);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({colorScheme});
    expect(await findViolations(page)).toEqual([]);
  }
  const found: string[] = [];
  for (const isTouch of [false, true]) {
    await setTouch(page, isTouch);
    for (const width of [320, 390, 768, 1024, 1280, 1920]) {
      await resize(page, width);
      for (const problem of await findLayoutProblems(page)) found.push(`${problem} at ${width} px`);
    }
  }
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
}, 120_000);
