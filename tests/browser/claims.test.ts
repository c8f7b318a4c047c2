import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findViolations} from "./accessibility.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

// The figures on the page are recomputed from the run folders by the arithmetic below, which shares no code with the site.

const RUNS = join(import.meta.dirname, "..", "..", "data", "runs");

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const read = (run: string, file: string) => readFile(join(RUNS, run, file), "utf8");
const percent = (share: number) => `${(100 * share).toFixed(2)}\u00a0%`;

/** The label of each test image, and whether a run reads it right. */
async function rightOf(run: string): Promise<boolean[]> {
  const [, ...lines] = (await read(run, "predictions.csv")).trim().split("\n");
  return lines.map((line) => {
    const [, label, ...shares] = line.split(",").map(Number);
    const most = Math.max(...shares);
    return most > 0 && shares.indexOf(most) === label;
  });
}

/** Wilson's interval of 95 %, as in Wilson 1927. */
function wilson(right: number, n: number): string {
  const [p, z] = [right / n, 1.959964];
  const [middle, half] = [p + (z * z) / (2 * n), z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))];
  const [low, high] = [-1, 1].map((side) => (100 * (middle + side * half)) / (1 + (z * z) / n));
  return `${low!.toFixed(2)}–${high!.toFixed(2)}\u00a0%`;
}

async function historyOf(run: string): Promise<{accuracy: number; val_accuracy: number}[]> {
  const [head = "", ...lines] = (await read(run, "history.csv")).trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => Number(cells[names.indexOf(name)]);
    return {accuracy: cell("accuracy"), val_accuracy: cell("val_accuracy")};
  });
}

describe("the claims", () => {
  test("say first how many hold, do not, and can't be checked, as their cards do", async () => {
    const {page, problems} = await visit(site, "claims");
    await seeAll(page);
    const verdicts = await page.locator(".claim .claim-verdict").allInnerTexts();
    const count = (word: RegExp) => verdicts.filter((verdict) => word.test(verdict)).length;
    const [holds, fails, open] = [count(/^✓ Reproduced$/), count(/^✗ Not reproduced$/), count(/^\? Not defined$/)];
    expect(holds + fails + open).toBe(verdicts.length);
    expect(verdicts.length).toBeGreaterThan(20);
    expect(await page.locator(".claims-finding").innerText()).toBe(
      `Of ${verdicts.length} claims, ${holds} hold, ${fails} do not, ${open} can’t be checked.`
    );
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("show Tesseract's accuracy with its interval, the parameters, and the pen writers' share as the run files have them", async () => {
    const {page} = await visit(site, "claims");
    const figureOf = (claim: string) => page.locator(`#claim-${claim} .claim-figure`);

    const tesseract = await rightOf("tesseract");
    const right = tesseract.filter(Boolean).length;
    expect(await figureOf("ninety").locator("strong").innerText()).toBe(percent(right / tesseract.length));
    expect(await figureOf("ninety").locator("small").innerText()).toContain(wilson(right, tesseract.length));

    const model = JSON.parse(await read("ann-documents", "model/model.json")) as {
      weightsManifest: {weights: {shape: number[]}[]}[];
    };
    const shapes = model.weightsManifest.flatMap(({weights}) => weights.map(({shape}) => shape));
    const parameters = shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b), 0);
    const architecture = page.locator("#claim-architecture .claim-figures dd strong");
    expect(await architecture.allInnerTexts()).toEqual(Array(2).fill(parameters.toLocaleString("en-US")));

    const about = JSON.parse(await read("ann-documents", "run.json")) as {evaluations: {n: number; correct: number}[]};
    const [n, correct] = (["n", "correct"] as const).map((key) =>
      about.evaluations.reduce((sum, one) => sum + one[key], 0)
    );
    expect(await figureOf("styles").locator("strong").innerText()).toMatch(
      `${((100 * correct!) / n!).toFixed(1)}\u00a0%`
    );
  });

  test("lead from a figure to its run, which says how it was made", async () => {
    const {page, problems} = await visit(site, "claims");
    await page
      .locator("#claim-hundred .claim-figures")
      .getByRole("link", {name: "counted with one softmax output"})
      .click();
    await page.getByTestId("fault").waitFor();
    expect(page.url()).toMatch(/runs\/claims-one-output$/);
    expect(await page.locator("h1").innerText()).toMatch(/^Fault: /);
    expect(await page.getByTestId("fault").innerText()).toContain(
      "Its accuracies say nothing about how well it reads."
    );
    expect(await findViolations(page)).toEqual([]);
    expect(await page.getByRole("link", {name: "Draw for it"}).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test("lead to parts of pages that are there", async () => {
    const {page} = await visit(site, "claims");
    await seeAll(page);
    const links = page.locator('main a[href*="#"]:visible');
    const addresses = new Set(await links.evaluateAll((all: HTMLAnchorElement[]) => all.map(({href}) => href)));
    expect(addresses.size).toBeGreaterThan(1);
    for (const address of addresses) {
      await page.goto(address);
      await page.locator(`[id="${new URL(address).hash.slice(1)}"]`).waitFor();
    }
  });

  test("are chosen by verdict with the keyboard alone, which the address keeps, and open how they were measured", async () => {
    const {page, problems} = await visit(site, "claims");
    const all = await page.locator(".claim").count();
    await page.getByRole("combobox", {name: /^Show/}).focus();
    await page.keyboard.press("R"); // the option that begins with it
    await expect.poll(() => page.locator(".claim").count()).toBeLessThan(all);
    expect(new Set(await page.locator(".claim-verdict").allInnerTexts())).toEqual(new Set(["✓ Reproduced"]));
    await expect.poll(() => page.url()).toContain("verdict=reproduced");
    await page.reload();
    await page.locator(".claim").first().waitFor();
    expect(new Set(await page.locator(".claim-verdict").allInnerTexts())).toEqual(new Set(["✓ Reproduced"]));
    const how = page.locator("#claim-architecture summary");
    await how.focus();
    await page.keyboard.press("Enter");
    const about = JSON.parse(await read("ann-documents", "run.json")) as {command: string};
    expect(await page.locator("#claim-architecture code").innerText()).toBe(about.command);
    expect(problems).toEqual([]);
  });

  test("stand in a table that is downloaded as CSV", async () => {
    const {page} = await visit(site, "claims");
    await page.locator("#table > summary").click();
    const download = page.waitForEvent("download");
    await page.locator("#table").getByRole("button", {name: "CSV"}).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trimEnd().split("\n").length).toBe(1 + (await page.locator(".claim").count()));
    expect(text).toMatch(/^Claim,Verdict,Measured,n,/);
    expect(text).toContain("achieved an accuracy of 100% on the test dataset");
  });

  test("are cards one below the other on a phone, with nothing to scroll sideways", async () => {
    const {page} = await visit(site, "claims", {viewport: {width: 390, height: 844}, colorScheme: "dark"});
    await seeAll(page);
    const places = await page
      .locator(".claim")
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().left));
    expect(new Set(places).size).toBe(1);
    const wide = await page
      .locator(".claim *, .claim")
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).length);
    expect(wide).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });
});

describe("how 100 % and null come about", () => {
  test("has a chart of each fault, with the accuracies that its run ended with", async () => {
    const {page, problems} = await visit(site, "claims");
    await seeAll(page);
    expect(await page.locator("#faults h2").innerText()).toBe("“100\u00a0%” and “null” at once: one softmax output");
    for (const run of ["claims-one-output", "claims-exact-equality", "claims-shuffled-labels", "ann-documents"]) {
      const {accuracy, val_accuracy} = (await historyOf(run)).at(-1)!;
      const card = page.locator(`#faults #${run}`);
      expect(await card.locator("h3").innerText()).toMatch(
        new RegExp(`: ${percent(accuracy)} in training, ${percent(val_accuracy)} in validation$`)
      );
      expect(await card.getByRole("img", {name: `Accuracy by epoch, of ${run}`}).count()).toBe(1);
    }
    expect(problems).toEqual([]);
  });

  test("is told of by runs that no list of the others has, and the desk does not offer", async () => {
    const {page} = await visit(site, "runs");
    const faulty = page.getByTestId("faulty");
    expect(await page.locator(".runs-list").innerText()).not.toContain("claims-");
    await faulty.locator("summary").click();
    expect(await faulty.getByRole("link").allInnerTexts()).toContain("claims-one-output");
    for (const path of ["training", "systems", "evaluation"]) {
      const visited = await visit(site, path);
      await seeAll(visited.page);
      expect(await visited.page.locator("main").innerText()).not.toContain("claims-");
    }
    const desk = await visit(site, "draw");
    expect(await desk.page.getByTestId("model").locator("option").allInnerTexts()).not.toContainEqual(
      expect.stringMatching(/Fault|claims-/)
    );
  });
});
