import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findViolations} from "./accessibility.js";
import {drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {findLayoutProblems, resize} from "./layout.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A busy machine may take a while to load a model, and to compare some thousand images. */
const SOON = {timeout: 30_000};

const why = (page: Page) => page.getByTestId("see-why");
const alike = (page: Page) => page.getByTestId("see-alike");
const system = (page: Page) => page.getByTestId("see-system");
const ways = (page: Page) => page.getByTestId("why-ways");

/** Opens the page with a *run* and draws a digit. */
async function openSee(run: string, digit: string, options: Parameters<typeof visit>[2] = {}) {
  const opened = await visit(site, `see?run=${run}`, options);
  await drawByMouse(opened.page, PLAIN[digit]!);
  await expect
    .poll(() => opened.page.locator(".walk-answer").innerText(), SOON)
    .toMatch(new RegExp(`^Read as ${digit},`));
  return opened;
}

describe("the maps on the page that sees through the network", () => {
  test("are three for a network with convolutions, each with its words as its name", async () => {
    const {page, problems} = await openSee("cnn", "4");
    await why(page).scrollIntoViewIfNeeded();
    await expect.poll(() => why(page).getByRole("img").count(), SOON).toBe(3);
    const names = await why(page)
      .getByRole("img")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(names[0]).toMatch(/^Hidden ink\. Strongest .* the odds of a 4 fall/);
    expect(names[1]).toMatch(/^Gradient\. More ink would help most .* the score of a 4 rises/);
    expect(names[2]).toMatch(/^Grad-CAM\. Strongest .* 48 feature maps of the last convolution, 5 × 5 each/);
    // Hidden ink colors the ink alone; the gradient blank pixels too; Grad-CAM has nothing that speaks against.
    const marks = (i: number, of: string) => why(page).getByRole("img").nth(i).locator(of).count();
    expect(await marks(1, ".for, .against")).toBeGreaterThan(await marks(0, ".for, .against"));
    expect(await marks(1, ".against")).toBeGreaterThan(0);
    expect(await marks(2, ".for")).toBeGreaterThan(0);
    expect(await marks(2, ".against")).toBe(0);
    expect(problems).toEqual([]);
  });

  test("ask about another class by keyboard, and follow the drawing", async () => {
    const {page} = await openSee("cnn", "4");
    const nine = page.getByRole("button", {name: "Why not a 9?"});
    await nine.scrollIntoViewIfNeeded();
    await expect.poll(() => nine.isEnabled(), SOON).toBe(true);
    await nine.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => why(page).innerText(), SOON).toContain("the lead of a 4 over a 9 rises");
    await page.getByTestId("clear").click();
    await drawByMouse(page, PLAIN["7"]!);
    await why(page).scrollIntoViewIfNeeded();
    await expect.poll(() => why(page).innerText(), SOON).toContain("the odds of a 7 over a 9 fall");
  });

  test("say that a network without convolutions has no Grad-CAM", async () => {
    const {page, problems} = await openSee("ann-documents", "4");
    await why(page).scrollIntoViewIfNeeded();
    await expect.poll(() => why(page).getByRole("img").count(), SOON).toBe(2);
    expect(await why(page).innerText()).toContain("no convolutions, so it has no feature maps to weigh");
    expect(problems).toEqual([]);
  });
});

describe("the maps on the desk", () => {
  const openDesk = async (run?: string) => {
    const opened = await visit(site, "draw");
    const {page} = opened;
    await drawByMouse(page, PLAIN["4"]!);
    await readAnswer(page, PLAIN["4"]!.length);
    if (run) await page.getByTestId("model").selectOption(run);
    await page.getByTestId("why").locator("summary").click();
    await expect.poll(() => ways(page).count(), SOON).toBe(1);
    return opened;
  };

  test("load their code when they are opened, and not before", async () => {
    const {page, problems} = await openDesk();
    const scripts = () =>
      page.evaluate(() => performance.getEntriesByType("resource").filter(({name}) => name.includes(".js")).length);
    await page.waitForTimeout(500);
    const before = await scripts();
    expect(await ways(page).getByRole("img").count()).toBe(0);
    await ways(page).locator("summary").click();
    await expect.poll(() => ways(page).getByRole("img").count(), SOON).toBe(3);
    expect(await scripts()).toBeGreaterThan(before);
    expect(problems).toEqual([]);
  });

  test("show hidden ink alone for a reader that is no network, and say why", async () => {
    const {page} = await openDesk("forest");
    await ways(page).locator("summary").click();
    await expect.poll(() => ways(page).innerText(), SOON).toContain("not a network that the site can follow");
    expect(await ways(page).getByRole("img").count()).toBe(1);
  });
});

describe("the training images most like the drawing", () => {
  test("are listed by the last hidden layer and by pixels, each with its label", async () => {
    const {page, problems} = await openSee("cnn", "7");
    await alike(page).scrollIntoViewIfNeeded();
    await expect.poll(() => alike(page).innerText(), SOON).toMatch(/among [\d,]+ of the [\d,]+ training images/);
    expect(await alike(page).innerText()).toContain("128 activations");
    for (const [list, title, count] of [
      [page.getByRole("list", {name: "By the last hidden layer"}), /(\d) of the 8 most alike are labeled (\d)/, 8],
      [page.getByRole("list", {name: "By pixels"}), /By pixels, (\d) of 8 are labeled (\d)/, 8]
    ] as const) {
      const labels = await list.locator("li").allInnerTexts();
      expect(labels).toHaveLength(count);
      const [, times, label] = title.exec(await alike(page).innerText())!;
      expect(labels.filter((text) => text.trim() === label)).toHaveLength(Number(times));
    }
    expect(problems).toEqual([]);
  });

  test("are compared anew by another network, and by pixels alone for a mean of several", async () => {
    const {page} = await openSee("ann-documents", "4");
    await alike(page).scrollIntoViewIfNeeded();
    await expect.poll(() => page.getByRole("list", {name: "By the last hidden layer"}).isVisible(), SOON).toBe(true);
    await page.getByTestId("run").selectOption("committee");
    await expect.poll(() => alike(page).innerText(), SOON).toContain("no last hidden layer of its own");
    expect(await page.getByRole("list", {name: "By the last hidden layer"}).isVisible()).toBe(false);
    expect(await page.getByRole("list", {name: "By pixels"}).locator("li").count()).toBe(8);
  });
});

describe("the whole system", () => {
  test("shows what becomes of the drawing in each box, and each box leads to its page", async () => {
    const {page, problems} = await openSee("cnn", "4");
    await system(page).scrollIntoViewIfNeeded();
    await expect.poll(() => system(page).innerText(), SOON).toMatch(/A 4, .*% likely/);
    const boxes = system(page).getByRole("link");
    expect(await boxes.locator("strong").allInnerTexts()).toEqual([
      "Input",
      "Pre-processing",
      "Segmentation",
      "Feature extraction",
      "Classification and recognition"
    ]);
    expect(await boxes.locator(".system-words").allInnerTexts()).toEqual([
      `Your drawing: ${PLAIN["4"]!.length} stroke${PLAIN["4"]!.length === 1 ? "" : "s"}.`,
      expect.stringMatching(/^\d+\s×\s\d+ gray pixels/),
      "1 character found: 4.",
      expect.stringMatching(/^48 feature maps of 5\s× 5, then a feature vector of 128 numbers, \d+ of them not 0\.$/),
      expect.stringMatching(/^A 4, /)
    ]);
    const addresses = await boxes.evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    for (const address of addresses) {
      const {hash} = new URL(address);
      const there = await visit(site, address.slice(site.url.length));
      expect(there.problems).toEqual([]);
      if (hash) expect(await there.page.locator(decodeURIComponent(hash).replace(/^#(\d)/, "#\\3$1 ")).count()).toBe(1);
      await there.page.context().close();
    }
    expect(addresses.map((address) => new URL(address).pathname.split("/").at(-1))).toEqual([
      "draw",
      "preprocessing",
      "walk",
      "see",
      "evaluation"
    ]);
    await boxes.nth(1).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/preprocessing/);
    expect(problems).toEqual([]);
  });
});

describe("all of them", () => {
  test.each(["light", "dark"] as const)(
    "have no accessibility violations and fit every width, %s",
    async (colorScheme) => {
      const {page} = await openSee("cnn", "4", {colorScheme});
      for (const part of [why(page), alike(page), system(page)]) await part.scrollIntoViewIfNeeded();
      await expect.poll(() => why(page).getByRole("img").count(), SOON).toBe(3);
      await expect.poll(() => alike(page).innerText(), SOON).toMatch(/among [\d,]+ of the/);
      for (const width of [320, 390, 768, 1280, 1920]) {
        await resize(page, width);
        expect({width, found: await findLayoutProblems(page)}).toEqual({width, found: []});
      }
      expect(await findViolations(page)).toEqual([]);
    }
  );
});
