import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openSiteOfRuns, type RunFolders, type SiteOfRuns} from "./siteOfRuns.js";

// Runs of 26 letters beside a run of digits, and one that gives answers alone; their files are written by hand.

const LETTERS = Array.from({length: 26}, (_, i) => String.fromCharCode(65 + i));
const N = 260;

/** Ten images of each letter; of each letter one is read as the next, surely or by a hair. */
const truth = (i: number) => i % 26;
const answer = (i: number) => (i < 26 ? (i + 1) % 26 : i % 26);

const probabilities = [
  ["index", "label", ...LETTERS.map((_, c) => `p${c}`)],
  ...Array.from({length: N}, (_, i) => [
    i,
    LETTERS[truth(i)],
    ...LETTERS.map((_, c) => (c === answer(i) ? 0.75 : c === (answer(i) + 1) % 26 ? 0.25 : 0))
  ])
];
/** The same answers alone, and none to the last four images. */
const answers = [
  ["index", "label", "predicted"],
  ...Array.from({length: N}, (_, i) => [i, LETTERS[truth(i)], i < N - 4 ? LETTERS[answer(i)] : ""])
];
const epochs = [["index", "label", "1", "2"], ...LETTERS.map((name, i) => [i, name, LETTERS[(i + 1) % 26], name])];
const csv = (rows: readonly (readonly unknown[])[]) => `${rows.map((row) => row.join()).join("\n")}\n`;
const about = (title: string, more: object = {}) => JSON.stringify({title, model: "m", classes: LETTERS, ...more});
const HISTORY = "epoch,loss,accuracy,val_loss,val_accuracy\n0,1.5,0.5,1.25,0.6\n1,1,0.7,0.9,0.7\n";
const DIGITS_ROW = (label: number) => Array.from({length: 10}, (_, c) => Number(c === label)).join();

/** Run folders by name, all of them names that the site has a page for. */
const FOLDERS: RunFolders = {
  ann: {
    "run.json": about("Letters"),
    "history.csv": HISTORY,
    "predictions.csv": csv(probabilities),
    "epochs.csv": csv(epochs)
  },
  "ann-sample": {"run.json": about("Answers alone", {kind: "nearest-mean"}), "predictions.csv": csv(answers)},
  cnn: {
    "run.json": JSON.stringify({title: "Digits", model: "m"}),
    "history.csv": HISTORY,
    "predictions.csv": `index,label,${Array.from({length: 10}, (_, c) => `p${c}`).join()}\n${Array.from({length: N}, (_, i) => `${i},${i % 10},${DIGITS_ROW(i % 10)}`).join("\n")}\n`
  }
};

let site: SiteOfRuns;
beforeAll(async () => {
  site = await openSiteOfRuns(FOLDERS);
  expect([site.described.broken, site.described.runs.flatMap(({problems}) => problems)]).toEqual([[], []]);
});
afterAll(() => site.close());

/** Opens a page, all of which is well. */
async function visitWith(path: string) {
  const {page, problems} = await site.visit(path);
  expect(await page.locator(".observablehq--error").allInnerTexts()).toEqual([]);
  expect(problems).toEqual([]);
  expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|null|\[object/);
  return page;
}

describe("a run of 26 letters", () => {
  test("has a matrix of letters that scrolls in its card, whose cells open by click and by arrows", async () => {
    const page = await visitWith("evaluation?run=ann");
    expect(await page.locator(".confusion .cell").count()).toBe(676);
    expect(await page.locator(".confusion thead th").allInnerTexts()).toEqual(LETTERS);
    const cell = page.getByRole("button", {name: "1 image of A read as B"});
    expect(await cell.innerText()).toBe("1");
    await cell.click();
    expect(await page.getByTestId("opened").innerText()).toContain("A read as B: 1 image");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator(".cell-name").innerText()).toBe("0 images of A read as C");
    expect(new URL(page.url()).searchParams.get("cell")).toBe("0.1");
    const box = await page
      .locator(".confusion > .matrix-scroll")
      .evaluate(({scrollWidth, clientWidth}) => [scrollWidth, clientWidth]);
    expect(box[0]).toBeGreaterThanOrEqual(box[1]!);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.context().close();
  });

  test("has its figures by letter: accuracy by hand, scores, calibration, coverage, ranking, confusions by epoch", async () => {
    const page = await visitWith("evaluation?run=ann");
    const text = await page.locator("main").innerText();
    expect(text).toContain("90 %"); // 234 of 260
    expect(text).toContain("Letter by letter: 260 test images.");
    const table = page.locator(".table-scroll", {hasText: "Precision"}).first();
    expect(await table.locator("tbody tr").count()).toBe(26);
    expect(await page.locator('[data-name="coverage"] svg').count()).toBeGreaterThan(0);
    expect(await page.getByLabel("Letter against the rest").locator("option").allInnerTexts()).toEqual(LETTERS);
    expect(await page.locator('[data-name="by-epoch"]').innerText()).toContain("of one letter read as another");
    await page.context().close();
  });

  test("is compared with runs of letters alone, never with digits", async () => {
    const page = await visitWith("evaluation?run=ann&with=ann-sample");
    const others = await page.getByTestId("with").locator("option").allInnerTexts();
    expect(others).toEqual(["choose a run", "Answers alone (ann-sample)"]);
    expect(await page.getByTestId("mcnemar").innerText()).toContain("McNemar");
    expect(await page.getByTestId("difference").locator("td[title]").count()).toBe(676);
    expect(await page.getByTestId("run").locator("option").allInnerTexts()).toContain("Digits (cnn): 0–9");
    await page.context().close();
  });
});

test("a run of answers alone says what it can't show, and counts what has no answer", async () => {
  const page = await visitWith("evaluation?run=ann-sample");
  expect(await page.getByTestId("missing-figures").innerText()).toBe(
    "This run has no probabilities: calibration, coverage and one-vs-rest curves need them."
  );
  const text = await page.locator("main").innerText();
  expect(text).toContain("4 more without an answer");
  expect(text).toContain("4 images have no answer and are in no cell.");
  expect(await page.locator('[data-name="coverage"], [data-name="ranking"]').count()).toBe(0);
  await page.context().close();
});

test("the training page names the classes, and lays over one another only curves of the same", async () => {
  const page = await visitWith("training?runs.chosen=ann,cnn");
  expect(await page.locator("main .data-table").first().innerText()).toMatch(/Classes/);
  const classes = page.getByLabel("Classes", {exact: true});
  expect(await classes.locator("option").allInnerTexts()).toEqual(["A–Z (1)", "0–9 (1)"]);
  expect(await page.getByTestId("epoch").locator("tbody tr").count()).toBe(1);
  await classes.selectOption({index: 1});
  await expect.poll(() => page.getByTestId("epoch").locator("tbody th").allInnerTexts()).toEqual(["cnn"]);
  await page.context().close();
});

test("the page of a run of letters has its classes, its curves and its matrix", async () => {
  const page = await visitWith("runs/ann");
  expect(await page.locator(".run-facts").innerText()).toMatch(/Classes\s+A–Z/);
  expect(await page.locator(".confusion .cell").count()).toBe(676);
  await page.context().close();
});
