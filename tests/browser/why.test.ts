import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite, type Visit} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A busy machine may take a while to load a model. */
const SOON = {timeout: 15_000};

/** What the page asks its worker. */
interface Sent {
  readonly id: string;
  readonly kind: string;
  readonly run: string;
  readonly other?: number;
  /** When, in milliseconds. */
  readonly at: number;
}

/** What goes to the worker. */
interface Call {
  readonly id: string;
  readonly path: string[];
  readonly argumentList: {readonly type: string; readonly value: unknown}[];
}

/** Opens the drawing page, and notes what it asks its worker. */
async function openDesk(options: Parameters<typeof visit>[2] = {}): Promise<Visit> {
  const opened = await visit(site, "draw", options);
  await opened.page.evaluate(() => {
    const log: unknown[] = [];
    Object.assign(globalThis, {sent: log});
    const {postMessage} = Worker.prototype;
    // A call by Comlink: the path of the function, and its arguments.
    Worker.prototype.postMessage = function (this: Worker, message: Call, transfer: StructuredSerializeOptions) {
      const [kind] = message.path;
      const [asked, , , other] = message.argumentList.map(({value}) => value);
      log.push({id: message.id, kind, run: (asked as Sent | undefined)?.run, other, at: performance.now()});
      postMessage.call(this, message, transfer);
    } as typeof postMessage;
  });
  return opened;
}

const sentBy = (page: Page) => page.evaluate(() => (globalThis as unknown as {sent: Sent[]}).sent);
const why = (page: Page) => page.getByTestId("why");
const comparison = (page: Page) => page.getByTestId("comparison");
const sentence = (page: Page) => page.locator(".why-sentence").innerText();
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function draw(page: Page, digit: string): Promise<void> {
  const strokes = PLAIN[digit]!;
  await drawByMouse(page, strokes);
  await readAnswer(page, strokes.length);
}

/** Opens what is closed, and waits until the words that it shows match. */
async function openWhy(page: Page, words: RegExp): Promise<void> {
  await why(page).locator("summary").click();
  await expect.poll(() => sentence(page), SOON).toMatch(words);
}

describe("why a digit is what it is", () => {
  test("is shown when asked for, and not computed before", async () => {
    const {page, problems} = await openDesk();
    await draw(page, "4");
    await page.waitForTimeout(500);
    expect((await sentBy(page)).filter(({kind}) => kind === "explain")).toEqual([]);
    expect(await why(page).locator("summary").innerText()).toBe("Why a 4?");
    await openWhy(
      page,
      /^The ink .+ speaks most for a 4: without it, this would (still )?be read as an? \d \(.+ %\)\./
    );
    const image = why(page).getByRole("img");
    expect(await image.getAttribute("aria-label")).toBe(await sentence(page));
    expect(await image.locator(".for").count()).toBeGreaterThan(20);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("says why it is not another, and what would make it that", async () => {
    const {page, problems} = await openDesk();
    await draw(page, "4");
    await openWhy(page, /for a 4/);
    await page.getByRole("button", {name: "Why not a 7?"}).click();
    await expect.poll(() => sentence(page), SOON).toMatch(/for a 4 and against a 7; .*this would be read as a 7 \(/);
    expect(await page.getByRole("button", {name: "Why not a 7?"}).getAttribute("aria-pressed")).toBe("true");
    expect(await page.locator(".explanation-image .edit").count()).toBeGreaterThan(0);
    await page.getByRole("img", {name: "The digit with these changes, read as a 7"}).waitFor();
    await page.getByRole("button", {name: "Why a 4?"}).click();
    await expect.poll(() => sentence(page), SOON).not.toContain("against a 7");
    expect(await page.locator(".explanation-image .edit").count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("follows the drawing and the run, and invites where there is nothing", async () => {
    const {page} = await openDesk();
    expect(await why(page).isVisible()).toBe(false);
    await draw(page, "7");
    await openWhy(page, /for a 7/);
    await page.getByTestId("model").selectOption("ann");
    await expect.poll(async () => (await sentBy(page)).at(-1), SOON).toMatchObject({kind: "explain", run: "ann"});
    await page.getByTestId("clear").click();
    await expect.poll(() => why(page).isVisible(), SOON).toBe(false);
    expect(await page.locator(".explanation-image").count()).toBe(0);
    await page.context().close();
  });

  test("explains on the cpu backend too", async () => {
    const {page} = await openDesk();
    await page.context().route("**/*.wasm", (route) => route.abort());
    await draw(page, "1");
    await page.getByTestId("model").selectOption("ann");
    await openWhy(page, /for a 1/);
    await page.context().close();
  });

  test("says why there is no explanation", async () => {
    const {page} = await openDesk();
    await draw(page, "1");
    await page.evaluate(() => {
      const {postMessage} = Worker.prototype;
      Worker.prototype.postMessage = function (this: Worker, message: Call, transfer: StructuredSerializeOptions) {
        const noImage = message.argumentList.with(1, {type: "RAW", value: null});
        const argumentList = message.path[0] === "explain" ? noImage : message.argumentList;
        postMessage.call(this, {...message, argumentList}, transfer);
      } as typeof postMessage;
    });
    await openWhy(page, /^There is no explanation: /);
    await page.context().close();
  });
});

describe("the comparison of runs", () => {
  const choose = async (page: Page, ...runs: string[]) => {
    await comparison(page).locator("summary").click();
    await comparison(page).getByRole("button", {name: "None"}).click();
    for (const run of runs) await comparison(page).locator(`input[value="${run}"]`).check();
  };
  const row = (page: Page, run: string) => comparison(page).locator(`tr[data-run="${run}"]`);

  test("shows what the chosen runs read, beside the desk's, and is an input", async () => {
    const {page, problems} = await openDesk();
    await comparison(page).evaluate((element) => {
      const values: unknown[] = [];
      Object.assign(globalThis, {values});
      element.addEventListener("input", () => values.push((element as unknown as {value: unknown}).value));
    });
    await draw(page, "2");
    await choose(page, "cnn-pen", "ann", "cnn");
    for (const run of ["ann", "cnn"]) {
      await expect.poll(() => row(page, run).getAttribute("data-state"), SOON).toMatch(/answered|unsure|no-digit/);
      expect(await row(page, run).innerText()).toMatch(/\b2\b[^]*% [^]* ms/);
      expect(await row(page, run).locator(".bars li").count()).toBe(2);
    }
    expect(await row(page, "cnn-pen").innerText()).toContain("on the desk");
    expect(await page.locator(".compared-finding").innerText()).toBe("All 2 also read 2.");
    const values = await page.evaluate(() => (globalThis as unknown as {values: unknown}).values);
    expect(values).toEqual([[], ["cnn-pen"], ["cnn-pen", "ann"], ["cnn-pen", "ann", "cnn"]]);
    await comparison(page).getByRole("button", {name: "None"}).click();
    expect(await comparison(page).getByRole("table").isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("marks the run that disagrees", async () => {
    const {page} = await openDesk();
    // The answers of one run are changed on their way.
    await page.evaluate(() => {
      const {addEventListener} = Worker.prototype;
      Worker.prototype.addEventListener = function (this: Worker, type: string, listener: (event: object) => void) {
        addEventListener.call(this, type, ((event: MessageEvent) => {
          const {data} = event;
          const {sent} = globalThis as unknown as {sent: Sent[]};
          const {run, kind} = sent.find(({id}) => id === data.id) ?? {};
          if (run !== "ann" || kind !== "recognize") return listener({data});
          const lines = data.value.lines.map((line: object[]) => line.map((digit) => ({...digit, label: 9})));
          listener({data: {...data, value: {...data.value, text: "9", lines}}});
        }) as EventListener);
      } as typeof addEventListener;
    });
    await draw(page, "2");
    await choose(page, "ann", "cnn");
    await expect.poll(() => row(page, "cnn").getAttribute("data-state"), SOON).not.toBe("waiting");
    expect(await row(page, "ann").getAttribute("data-differs")).toBe("");
    expect(await row(page, "ann").innerText()).toContain("disagrees");
    expect(await row(page, "cnn").getAttribute("data-differs")).toBeNull();
    expect(await page.locator(".compared-finding").innerText()).toBe("1 of 2 also reads 2: ann reads 9.");
    await page.context().close();
  });

  test("says why a run can't answer, and the others do", async () => {
    const {page} = await openDesk();
    await page.context().route("**/ann/model.json", (route) => route.fulfill({status: 404}));
    await draw(page, "3");
    await choose(page, "ann", "cnn");
    await expect.poll(() => row(page, "ann").getAttribute("data-state"), SOON).toBe("error");
    expect(await row(page, "ann").innerText()).toContain("expected a file of the run’s model, got nothing there (404)");
    await expect.poll(() => row(page, "cnn").getAttribute("data-state"), SOON).toBe("answered");
    await page.context().close();
  });

  test("asks while it is open alone, one run at a time, and never before the desk is idle", async () => {
    const {page} = await openDesk();
    const others = async () => (await sentBy(page)).filter(({run, kind}) => run !== "cnn-pen" && kind === "recognize");
    await draw(page, "1");
    await choose(page, "ann", "cnn");
    await expect.poll(async () => (await others()).map(({run}) => run), SOON).toContain("cnn");
    await comparison(page).locator("summary").click();
    await page.getByTestId("clear").click();
    const sooner = (await others()).length;
    await draw(page, "1");
    await page.waitForTimeout(500);
    expect((await others()).length).toBe(sooner);
    await comparison(page).locator("summary").click();
    await expect.poll(async () => (await others()).slice(sooner).map(({run}) => run), SOON).toEqual(["ann", "cnn"]);
    // A long stroke, in which the pen hardly rests.
    await page.getByTestId("ink").scrollIntoViewIfNeeded();
    const before = (await sentBy(page)).length;
    const box = (await page.getByTestId("ink").boundingBox())!;
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    for (let i = 0; i < 40; ++i) {
      await page.mouse.move(box.x + 0.7 * box.width, box.y + (0.2 + i / 80) * box.height);
      await page.waitForTimeout(20);
    }
    await page.mouse.up();
    await expect.poll(async () => (await others()).length, SOON).toBeGreaterThanOrEqual(sooner + 4);
    const sent = (await sentBy(page)).slice(before);
    for (const [i, {run, at}] of sent.entries()) {
      const desk = sent.slice(0, i).findLast((one) => one.run === "cnn-pen");
      if (run !== "cnn-pen") expect(at - desk!.at).toBeGreaterThan(145);
    }
    await page.context().close();
  });
});

describe("both on a phone", () => {
  test.each(["light", "dark"] as const)("do not make the page scroll sideways, %s", async (colorScheme) => {
    const {page, problems} = await openDesk({viewport: {width: 375, height: 667}, colorScheme});
    await draw(page, "4");
    await openWhy(page, /for a 4/);
    await page.getByRole("button", {name: "Why not a 9?"}).click();
    await expect.poll(() => sentence(page), SOON).toMatch(/against a 9|a 9/);
    await comparison(page).locator("summary").click();
    await comparison(page).getByRole("button", {name: "All"}).click();
    await expect.poll(() => comparison(page).locator('[data-state="waiting"]').count(), SOON).toBe(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
