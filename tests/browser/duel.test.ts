import {readFile} from "node:fs/promises";
import {csvParse} from "d3-dsv";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {RECORD_LAYOUT_SHIFTS} from "../../loaders/bench/layoutShift.js";
import {findViolations} from "./accessibility.js";
import {answersOf, finding, LIGHT, linesOf, PATIENCE, SYSTEMS, truth} from "./duelLines.js";
import {chooseFiles} from "./giveFiles.js";
import {drawByMouse, PLAIN, writeNumber} from "./hand.js";
import {findLayoutProblems, resize} from "./layout.js";
import {findLargeShifts} from "./layoutShift.js";
import {photograph} from "./photograph.js";
import {openSite, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A time as it is shown, in milliseconds. */
function millisecondsOf(time: string): number {
  const [, number, unit] = /^<?([\d.]+)\s(ms|s)$/.exec(time)!;
  return Number(number) * (unit === "s" ? 1000 : 1);
}

describe("the duel", () => {
  test("loads no model before somebody draws, says what they weigh, and is light", async () => {
    const sizes: number[] = [];
    const urls: string[] = [];
    const {page, problems} = await visit(site, "duel", {}, async (context) => {
      await context.addInitScript(RECORD_LAYOUT_SHIFTS);
      context.on("response", (response) => {
        urls.push(response.url());
        void response.body().then(({length}) => sizes.push(length));
      });
    });
    expect(await finding(page)).toMatch(
      new RegExp(`^All ${LIGHT.length} models: [\\d.]+ MB, loaded as you draw\\. Tesseract is [\\d.]+ MB more, only if`)
    );
    expect(urls.filter((url) => /recognizer|\/runs\/|wasm/.test(url))).toEqual([]);
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(400_000);
    expect(await findLargeShifts(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("has a drawing answered by every system of the site, the fastest first, and by Tesseract when asked", async () => {
    const {page, problems} = await visit(site, "duel");
    const requests: string[] = [];
    page.context().on("request", (request) => requests.push(request.url()));
    await drawByMouse(page, PLAIN["0"]!);
    const lines = await answersOf(page);
    expect(lines.map(({run}) => run).sort()).toEqual([...SYSTEMS].sort());
    const asked = lines.filter(({run}) => run !== "tesseract");
    const times = asked.map(({time}) => millisecondsOf(time));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(lines.at(-1)).toMatchObject({run: "tesseract", state: "waiting", time: "–"});

    // The finding is what the lines say.
    const same = asked.filter(({text}) => text === "0").length;
    expect(same).toBeGreaterThanOrEqual(LIGHT.length - 3);
    const said = await finding(page);
    expect(said).toMatch(same === LIGHT.length ? `All ${same} read 0.` : `${same} of ${LIGHT.length} read 0: `);
    expect(said.replaceAll("\u00a0", " ")).toContain(`, ${asked[0]!.time.replaceAll("\u00a0", " ")}; slowest: `);

    expect(requests.filter((url) => /tesseract|traineddata/.test(url))).toEqual([]);
    const ask = page.getByRole("button", {name: /^Ask it \(Tesseract\), loads [\d.]+ MB$/});
    await ask.click();
    const all = await answersOf(page, SYSTEMS);
    expect(all.find(({run}) => run === "tesseract")).toMatchObject({
      text: "0",
      state: expect.stringMatching(/^(answered|unsure)$/) as string
    });
    expect(requests.filter((url) => /tesseract|traineddata/.test(url)).length).toBeGreaterThanOrEqual(2);
    expect(problems).toEqual([]);
  }, 120_000);

  test("marks right and wrong as the visitor says, keeps a tally through a reload, and exports it", async () => {
    const {page, problems} = await visit(site, "duel");
    await expect.poll(() => truth(page, "7").isDisabled()).toBe(true);
    await drawByMouse(page, PLAIN["7"]!);
    const lines = await answersOf(page);
    await truth(page, "7").click();
    const judged = await linesOf(page);
    for (const {run, text, state, verdict, score} of judged) {
      const isRight = text === "7";
      if (state === "waiting") expect([run, verdict, score]).toEqual(["tesseract", "", ""]);
      else expect([run, verdict, score]).toEqual([run, isRight ? "right" : "wrong", isRight ? "1/1" : "0/1"]);
    }
    const right = lines.filter(({text}) => text === "7").length;
    expect(await page.getByTestId("tally").innerText()).toContain(
      `Your drawing: ${right} of ${LIGHT.length} systems right.`
    );

    await page.reload();
    await untilQuiet(page);
    await answersOf(page); // the drawing came along
    expect(await truth(page, "7").getAttribute("aria-pressed")).toBe("true");
    await truth(page, "1").click(); // thought better of it
    expect((await linesOf(page)).filter(({verdict}) => verdict === "right").length).toBeLessThan(LIGHT.length / 2);
    await truth(page, "7").click();

    const coming = page.waitForEvent("download");
    await page.getByRole("button", {name: "Download CSV"}).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe("duel.csv");
    const rows = csvParse(await readFile(await file.path(), "utf8"));
    expect(rows.map(({Run}) => Run).sort()).toEqual([...LIGHT].sort());
    expect(rows.filter(({Right}) => Right === "1").length).toBe(right);
    expect(new Set(rows.map(({Correct}) => Correct))).toEqual(new Set(["7"]));
    expect(rows.filter(({Milliseconds}) => !/^\d+(\.\d{1,2})?$/.test(Milliseconds!))).toEqual([]);

    await page.getByRole("button", {name: "Clear the tally"}).click();
    expect((await linesOf(page)).every(({score, verdict}) => score === "" && verdict === "")).toBe(true);
    expect(await page.getByRole("button", {name: "Download CSV"}).isVisible()).toBe(false);
    expect(problems).toEqual([]);
  }, 120_000);

  test("reads several digits as one number, of which the visitor can say what it is", async () => {
    const {page} = await visit(site, "duel");
    await drawByMouse(page, writeNumber("407"));
    const lines = await answersOf(page);
    expect(lines.filter(({text}) => text === "407").length).toBeGreaterThan(LIGHT.length / 2);
    await page.getByTestId("truth").getByLabel("Something else").fill("417");
    await page.keyboard.press("Enter");
    expect((await linesOf(page)).find(({text}) => text === "407")!.verdict).toBe("wrong");
    expect(await truth(page, "417").getAttribute("aria-pressed")).toBe("true");
    await truth(page, "407").click();
    expect((await linesOf(page)).find(({text}) => text === "407")!.verdict).toBe("right");
  }, 90_000);

  test("reads a photo by every system, and says when there is no ink in one", async () => {
    const {page, problems} = await visit(site, "duel");
    const photo = await photograph(PLAIN["7"]!, {width: 480, height: 320}).png().toBuffer();
    await chooseFiles(page, page.getByText("Choose…"), {name: "seven.png", mimeType: "image/png", buffer: photo});
    const lines = await answersOf(page);
    expect(lines.filter(({text}) => text === "7").length).toBeGreaterThan(LIGHT.length / 2);
    const blank = await photograph([]).png().toBuffer();
    await chooseFiles(page, page.getByText("Choose…"), {name: "blank.png", mimeType: "image/png", buffer: blank});
    await expect.poll(() => finding(page), PATIENCE).toBe(`None of ${LIGHT.length} has an answer.`);
    expect((await linesOf(page))[0]).toMatchObject({state: "none", text: "–", sure: "No ink found", time: "–"});
    await page.getByTestId("back").click();
    await expect.poll(() => finding(page), PATIENCE).toMatch(/^All \d+ models: /);
    expect(problems).toEqual([]);
  }, 90_000);

  test("works by keyboard alone, and keeps the lines where they are while the focus is among them", async () => {
    const {page, problems} = await visit(site, "duel");
    const summary = page.getByText("Enter a digit by keyboard");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter"); // the pen is down
    for (let i = 0; i < 24; ++i) await page.keyboard.press("ArrowDown");
    await answersOf(page);

    const ask = page.getByRole("button", {name: /^Ask it \(Tesseract\)/});
    await ask.focus();
    const before = (await linesOf(page)).map(({run}) => run);
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await linesOf(page)).find(({run}) => run === "tesseract")!.state, PATIENCE).not.toBe("waiting"); // prettier-ignore
    await expect.poll(() => finding(page), PATIENCE).toMatch(/slowest:/);
    expect((await linesOf(page)).map(({run}) => run).sort()).toEqual([...before].sort());
    await truth(page, "1").focus();
    await page.keyboard.press("Space");
    expect((await linesOf(page)).some(({verdict}) => verdict === "right")).toBe(true);
    const times = (await linesOf(page)).map(({time}) => millisecondsOf(time));
    expect(times).toEqual(times.toSorted((a, b) => a - b)); // once the focus left the list, it settled
    expect(problems).toEqual([]);
  }, 120_000);

  test("says which file of a system is missing, in its line, and gives no number for it", async () => {
    const {page} = await visit(site, "duel", {}, async (context) => {
      await context.route("**/forest.bin", (route) => route.fulfill({status: 404}));
    });
    await drawByMouse(page, PLAIN["1"]!);
    const lines = await answersOf(page);
    const forest = lines.find(({run}) => run === "forest")!;
    expect(forest.sure).toMatch(/forest\.bin: expected a file of the run’s model, got nothing there \(404\)/);
    expect([forest.state, forest.text, forest.time]).toEqual(["error", "–", "–"]);
    expect(await finding(page)).not.toContain(`of ${LIGHT.length} `);
  }, 60_000);

  test("takes the drawing from the drawing page, which leads to it, and gives it back", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["3"]!);
    await page.getByText("Compare runs on this drawing").click();
    await page.getByTestId("comparison").getByRole("link", {name: "All systems at once"}).click();
    await page.waitForURL(/duel/);
    await untilQuiet(page);
    const lines = await answersOf(page);
    expect(lines.filter(({text}) => text === "3").length).toBeGreaterThan(LIGHT.length / 2);
    await page.getByRole("link", {name: "draw for it: Nearest mean"}).click();
    await page.waitForURL(/draw\?run=nearest-mean/);
    await expect.poll(() => page.getByTestId("answer").getAttribute("data-text"), PATIENCE).toBe("3");
    expect(problems).toEqual([]);
  }, 90_000);

  test.each(["light", "dark"] as const)("has nothing for axe or the layout to find once answered, in the %s", async (colorScheme) => {
    const {page} = await visit(site, "duel", {colorScheme, reducedMotion: "reduce"});
    await drawByMouse(page, PLAIN["4"]!);
    await answersOf(page);
    await truth(page, "4").click();
    expect(await findViolations(page)).toEqual([]);
    for (const width of [320, 390, 1280, 1920]) {
      await resize(page, width);
      expect([width, await findLayoutProblems(page)]).toEqual([width, []]);
    }
  }, 120_000); // prettier-ignore
});
