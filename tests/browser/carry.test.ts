import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {drawByMouse, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {openSite, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const isBlank = (page: Page) => page.locator(".ink-pad").evaluate((pad) => pad.hasAttribute("data-empty"));
const wordsOf = (page: Page) => page.locator(".answer-words").innerText();

/** Returns what is painted on the surface, as levels of opacity. */
function paintedOn(page: Page): Promise<number[]> {
  return page.getByTestId("ink").evaluate(async (surface) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const {width, height} = surface as HTMLCanvasElement;
    const {data} = (surface as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
    return Array.from({length: width * height}, (_, i) => data[4 * i + 3]!);
  });
}

/** Returns the share of the painted pixels that are not painted alike, by more than the softness of an edge. */
function differenceOf(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  const ink = a.filter((level) => level > 127).length;
  return a.filter((level, i) => Math.abs(level - b[i]!) > 127).length / ink;
}

/** Copies the link to the drawing and returns it. */
async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", {name: "Copy link"}).click();
  await page.getByText("Link copied. It holds the drawing itself; nothing was uploaded.").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

describe("a drawing goes along", () => {
  test("from the overview to the drawing page, and stays there when that is reloaded, and on the way back", async () => {
    const {page, problems} = await visit(site, "");
    await drawByMouse(page, writeNumber("47"));
    expect((await readAnswer(page, 3)).text).toBe("47");
    await page.getByRole("link", {name: "Open in the full desk"}).click();
    expect((await readAnswer(page, 3)).text).toBe("47");
    expect(new URL(page.url()).hash).toBe("");
    const before = await paintedOn(page);
    await expect.poll(() => page.locator("li.drawing").count()).toBe(1);

    await page.reload();
    expect((await readAnswer(page, 3)).text).toBe("47");
    expect(differenceOf(before, await paintedOn(page))).toBe(0);
    await page.getByTestId("undo").click(); // what came along is one step
    await expect.poll(() => isBlank(page)).toBe(true);
    await page.getByTestId("redo").click();
    await readAnswer(page, 3);
    await page.waitForTimeout(1200);
    expect(await page.locator("li.drawing").count()).toBe(1); // it is the same drawing still

    await drawByMouse(page, [[[0.9, 0.2], [0.9, 0.6]]]); // prettier-ignore
    await readAnswer(page, 4);
    await page.goBack();
    expect((await readAnswer(page, 4)).text).toBe("471");
    await page.goForward();
    expect((await readAnswer(page, 4)).text).toBe("471");
    expect(problems).toEqual([]);
  });

  test("with what the visitor said of it, and is gone for good once it is cleared", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, writeNumber("14"));
    await readAnswer(page, 3);
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await page.reload();
    await readAnswer(page, 3);
    await page.getByTestId("clear").click();
    await page.reload();
    await untilQuiet(page);
    expect(await isBlank(page)).toBe(true);
    await page.goto(site.url);
    await untilQuiet(page);
    expect(await isBlank(page)).toBe(true);
  });

  test("when it was entered by keyboard", async () => {
    const {page} = await visit(site, "draw");
    await page.locator(".cell-entry summary").click();
    await page.getByRole("gridcell", {name: /^Row 15, column 15/}).focus();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    for (let i = 0; i < 12; ++i) await page.keyboard.press("ArrowDown");
    const first = await readAnswer(page, 0);
    await expect.poll(() => page.locator("li.drawing").count()).toBe(1);
    await page.reload();
    expect(await readAnswer(page, 0)).toEqual(first);
    expect(await page.getByRole("gridcell", {name: "Row 12, column 15: ink"}).count()).toBe(1);
    await page.waitForTimeout(1200);
    expect(await page.locator("li.drawing").count()).toBe(1);
  });

  test("but not into a visit on another day", async () => {
    const later = `if (localStorage.getItem("test:later")) {
      const now = Date.now;
      Date.now = () => now() + 24 * 3600 * 1000;
    }`;
    const {page} = await visit(site, "draw", {}, later);
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    await page.goto(site.url);
    await readAnswer(page, 1);
    await page.evaluate(() => localStorage.setItem("test:later", "yes"));
    await page.reload();
    await untilQuiet(page);
    expect(await isBlank(page)).toBe(true);
  });

  test("without a photo that lay there, which the page says", async () => {
    const {page} = await visit(site, "draw");
    const buffer = await page
      .context()
      .newPage()
      .then(async (other) => {
        await other.setContent("<p style='font: 200px cursive'>7</p>");
        const picture = await other.screenshot();
        await other.close();
        return picture;
      });
    await page.getByTestId("upload").setInputFiles({name: "seven.png", mimeType: "image/png", buffer});
    await readAnswer(page, 0);
    expect(await page.getByTestId("share").isVisible()).toBe(false);
    await page.reload();
    await expect.poll(() => wordsOf(page)).toBe("“seven.png” is gone: this page keeps no photos. Choose it again.");
  });
});

describe("a link to a drawing", () => {
  test("opens with the same picture and answer in another browser, and leaves the address once that is changed", async () => {
    const {page, problems} = await visit(site, "draw");
    expect(await page.getByTestId("share").isVisible()).toBe(false);
    await drawByMouse(page, writeNumber("10471"));
    const answer = await readAnswer(page, 6);
    expect(answer.text).toBe("10471");
    const link = await copyLink(page);
    expect(link.length).toBeLessThan(2000);
    expect(new URL(page.url()).hash).toBe("");

    const other = await visit(site, link.slice(site.url.length));
    const opened = await readAnswer(other.page, 6);
    expect(opened.text).toBe("10471");
    expect(Math.abs(opened.confidence - answer.confidence)).toBeLessThan(0.02);
    expect(differenceOf(await paintedOn(page), await paintedOn(other.page))).toBeLessThan(0.02);
    expect(await copyLink(other.page)).toBe(link);
    await other.page.reload();
    await readAnswer(other.page, 6);
    expect(other.page.url()).toBe(link);
    await drawByMouse(other.page, [[[0.9, 0.8], [0.9, 0.9]]]); // prettier-ignore
    await expect.poll(() => new URL(other.page.url()).hash).toBe("");
    expect(new URL(other.page.url()).searchParams.get("run")).not.toBeNull();
    await other.page.reload();
    await readAnswer(other.page, 7);
    expect([...problems, ...other.problems]).toEqual([]);
  });

  test.each([
    ["cut off", (link: string) => link.slice(0, -20)],
    ["changed", (link: string) => link.replace(/(#drawing=.{12})./, (_, head: string) => `${head}_`)]
  ])("that was %s leaves the surface empty and says so, and the next one opens on the same page", async (_, harm) => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["3"]!);
    await readAnswer(page, 1);
    const link = await copyLink(page);
    const other = await visit(site, harm(link).slice(site.url.length));
    await expect
      .poll(() => wordsOf(other.page))
      .toBe("This link is damaged: its drawing is cut off or changed. Ask for it again.");
    expect(await isBlank(other.page)).toBe(true);
    await other.page.evaluate((whole) => void (location.hash = new URL(whole).hash), link);
    expect((await readAnswer(other.page, 1)).text).toBe("3");
    expect([...problems, ...other.problems]).toEqual([]);
  });

  test("is shown, to be copied by hand, where the browser lets no page copy", async () => {
    const {page} = await visit(site, "draw", {}, "Object.defineProperty(navigator, 'clipboard', {value: undefined})");
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    await page.getByTestId("share").focus();
    await page.keyboard.press("Enter");
    const field = page.getByLabel("Link to this drawing");
    await field.waitFor();
    expect(await field.inputValue()).toMatch(/\/draw\?run=\S+#drawing=[\w-]+$/);
    expect(await field.evaluate((element) => document.activeElement === element)).toBe(true);
    await drawByMouse(page, [[[0.9, 0.8], [0.9, 0.9]]]); // prettier-ignore
    await expect.poll(() => field.isVisible()).toBe(false);
  });

  test("goes to a phone's own dialog, and nothing is said where that is closed", async () => {
    const {page} = await visit(
      site,
      "draw",
      {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true},
      `globalThis.given = [];
       Navigator.prototype.share = (data) => {
         given.push(data);
         return Promise.reject(new DOMException("", "AbortError"));
       }`
    );
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    const share = page.getByRole("button", {name: "Share"});
    expect((await share.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await share.tap();
    const given = () => page.evaluate(() => (globalThis as unknown as {given: {url: string}[]}).given);
    await expect.poll(async () => (await given())[0]?.url).toMatch(/#drawing=[\w-]+$/);
    expect(await page.locator(".desk-share").getByRole("status").innerText()).toBe("");
  });
});

test("two tabs agree on the history: what one adds, corrects and deletes, the other shows, and nothing comes back", async () => {
  const {page, problems} = await visit(site, "draw");
  const other = await page.context().newPage();
  await other.goto(`${site.url}draw`);
  const items = (tab: Page) => tab.locator("li.drawing");
  await drawByMouse(page, PLAIN["7"]!);
  await readAnswer(page, 1);
  await expect.poll(() => items(other).count()).toBe(1);
  await items(other).first().locator("select").selectOption("1");
  await expect.poll(() => items(page).first().locator("select").inputValue()).toBe("1");
  await page.getByTestId("clear").click();
  await drawByMouse(page, PLAIN["3"]!);
  await readAnswer(page, 1);
  await expect.poll(() => items(other).count()).toBe(2);
  await items(other)
    .nth(1)
    .getByRole("button", {name: /^Delete/})
    .click();
  await expect.poll(() => items(page).count()).toBe(1);

  await drawByMouse(page, PLAIN["1"]!); // it waits for more ink while the other tab deletes all
  await readAnswer(page, 2);
  await other.getByTestId("forget-all").click();
  await other.getByTestId("forget-all").click();
  await expect.poll(() => items(page).count()).toBe(0);
  await page.waitForTimeout(1500);
  await page.reload();
  await readAnswer(page, 2); // the surface keeps it
  await page.waitForTimeout(1500);
  expect([await items(page).count(), await items(other).count()]).toEqual([0, 0]);
  await page.getByTestId("clear").click();
  await drawByMouse(page, PLAIN["2"]!);
  await expect.poll(() => items(other).count()).toBe(1); // what is new is kept
  expect(problems).toEqual([]);
});
