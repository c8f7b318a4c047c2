import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {csvParseRows} from "d3-dsv";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const filesOf = (run: string) => join(DIST, "_file", "data", "runs", run);

/** The answers of a run, read without any of the project's code: truth, answer, and whether its image is on the site. */
function readAnswers(run: string): {label: number; answer: number; shown: boolean}[] {
  const [, ...rows] = csvParseRows(readFileSync(join(filesOf(run), "predictions.csv"), "utf8").trim());
  const images = readFileSync(join(filesOf(run), "images.bin"));
  return rows.map((row, i) => {
    const probabilities = row.slice(2).map(Number);
    const answer = probabilities.indexOf(Math.max(...probabilities));
    return {label: Number(row[1]), answer, shown: images.readInt32LE(4 * i) >= 0};
  });
}

/** The run of this site whose images it has, or else the first. */
async function chooseRun(page: Page): Promise<string> {
  const runs = await page
    .locator('[data-testid="run"] option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const complete = runs.find((run) => readAnswers(run).every(({shown}) => shown));
  const run = complete ?? runs[0]!;
  await page.getByTestId("run").selectOption(run);
  return run;
}

test("a site that shows the sample has the images behind a run's answers, but for what differs between machines", async () => {
  const data = join(DIST, "_file", "data");
  const summary = readdirSync(data).find((name) => /^dataset\..*json$/.test(name))!;
  const {synthetic} = JSON.parse(readFileSync(join(data, summary), "utf8")) as {synthetic: boolean};
  const {page} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  const shown = answers.filter((answer) => answer.shown).length;
  if (synthetic) expect(shown / answers.length).toBeGreaterThan(0.95);
  else expect(shown).toBeGreaterThan(0);
  await page.context().close();
});

test("a cell of the confusion matrix opens exactly the images that the predictions say", async () => {
  const {page, problems} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  for (const [label, predicted] of [
    [4, 9],
    [3, 5],
    [7, 7]
  ] as const) {
    const expected = answers.filter((d) => d.label === label && d.answer === predicted);
    const cell = page.getByRole("button", {name: new RegExp(`images? of ${label} read as ${predicted}$`)});
    await expect.poll(() => cell.innerText()).toBe(expected.length.toLocaleString("en-US"));
    await cell.click();
    const opened = page.getByTestId("opened");
    await opened
      .getByRole("heading", {name: `${label} read as ${predicted}: ${expected.length.toLocaleString("en-US")} image`})
      .waitFor();
    const seen = () => opened.locator(".digit-button").count();
    if (expected.length <= 20) await expect.poll(seen).toBe(expected.length);
    else await expect.poll(seen).toBeGreaterThan(20); // only the visible rows are in the document
    for (const name of await opened.locator(".digit-button").evaluateAll((all) => all.map((e) => e.ariaLabel))) {
      expect(name).toContain(`${label} read as ${predicted}`);
    }
  }
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the images of a cell are pictures with ink, not empty tiles", async () => {
  const {page} = await visit(site, "evaluation");
  await chooseRun(page);
  await page.getByRole("button", {name: /images of 7 read as 7$/}).click();
  const tile = page.getByTestId("opened").locator(".tile:not(.tile-missing)").first();
  await tile.waitFor();
  const url = await tile.evaluate((element) => getComputedStyle(element).backgroundImage.slice(5, -2));
  expect((await page.request.get(url)).headers()["content-type"]).toBe("image/png");
  await page.context().close();
});

test("titles are about what is shown: the digit of the ranking, the kind of distortion", async () => {
  const {page} = await visit(site, "evaluation?against=3&run=cnn");
  await seeAll(page);
  const title = (name: string) => page.locator(`[data-name="${name}"] h2`).innerText();
  await expect.poll(() => title("ranking")).toMatch(/^3 against the other digits|: 3 \(/);
  await page.getByLabel("Digit against the rest").selectOption("8");
  await expect.poll(() => title("ranking")).toMatch(/^8 against the other digits|: 8 \(/);
  for (const kind of ["Shift", "Rotation", "Scaling", "Stroke width", "Noise"]) {
    await page.locator('[data-name="robustness"]').getByLabel(kind, {exact: true}).check();
    await expect.poll(() => title("robustness")).toMatch(new RegExp(`^${kind}\\b.* accuracy `));
  }
  await page.context().close();
});

test("the page opens on the best run, and says which of two runs is better before all else", async () => {
  const {page} = await visit(site, "evaluation");
  const right = (run: string) => readAnswers(run).filter(({label, answer}) => label === answer).length;
  const runs = await page
    .getByTestId("run")
    .locator("option")
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const share = (run: string) => right(run) / readAnswers(run).length;
  const opened = await page.getByTestId("run").inputValue();
  expect(share(opened)).toBe(Math.max(...runs.map(share)));

  const rivals = page.getByLabel("Compare with");
  expect(await rivals.locator("option:checked").innerText()).toBe("choose a run");
  await rivals.selectOption("ann-documents");
  const first = page.locator("main h2").first();
  await expect
    .poll(() => first.innerText())
    .toMatch(new RegExp(`^${opened} is significantly better \\(McNemar, p < 0\\.001\\): `));
  await rivals.selectOption("ann-sample"); // tested on other images
  await expect.poll(() => first.innerText()).toContain("can’t be compared image by image");
  await page.context().close();
});

test("on a phone, each row of the matrices' difference is still a row", async () => {
  const {page} = await visit(site, "evaluation?run=cnn&with=ann", {viewport: {width: 390, height: 844}});
  const rows = page.getByTestId("difference").locator("tbody tr");
  await expect.poll(() => rows.count()).toBe(10);
  const tops = await rows
    .first()
    .locator("td")
    .evaluateAll((cells) => cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
  expect(tops).toHaveLength(10);
  expect(new Set(tops).size).toBe(1);
  await page.context().close();
});

test("a cell is opened by keyboard: arrows move, Enter opens", async () => {
  const {page} = await visit(site, "evaluation");
  await chooseRun(page);
  const cell = page.getByRole("button", {name: /images of 0 read as 0$/});
  await cell.click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page
    .getByTestId("opened")
    .getByRole("heading", {name: /^1 read as 1:/})
    .waitFor();
  await page.context().close();
});

test("an image that the site has not is said to be missing, with the command that brings it", async () => {
  const {page} = await visit(site, "evaluation");
  const runs = await page
    .locator('[data-testid="run"] option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  for (const run of runs) {
    await page.getByTestId("run").selectOption(run);
    await page.locator(".numbers .number-value").first().waitFor();
    const complete = readAnswers(run).every(({shown}) => shown);
    const note = page.getByTestId("images-note");
    await expect.poll(() => note.count()).toBe(complete ? 0 : 1);
    if (!complete) expect(await note.innerText()).toMatch(/npm/);
  }
  await page.context().close();
});

test("the cells show counts or shares, with or without the diagonal; the browser remembers it, the open cell too", async () => {
  const {page} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  const cell = page.getByRole("button", {name: /images of 7 read as 7$/});
  await cell.click();
  const right = answers.filter(({label, answer}) => label === 7 && answer === 7).length;
  const shareOf = (key: "label" | "answer") => ((100 * right) / answers.filter((d) => d[key] === 7).length).toFixed(1);
  const units = page.getByLabel("Cells show");
  await units.selectOption("% of the row");
  expect(await cell.innerText()).toBe(shareOf("label"));
  await units.selectOption("% of the column");
  expect(await cell.innerText()).toBe(shareOf("answer"));
  await page.getByLabel("Correct answers").selectOption("hidden");
  expect(await cell.innerText()).toBe("");
  expect(await cell.getAttribute("aria-pressed")).toBe("true");

  await page.reload();
  await expect.poll(() => cell.getAttribute("aria-pressed")).toBe("true");
  await page.goto(`${site.url}evaluation`); // no address: what the browser remembers
  expect(await units.inputValue()).toBe("% of the column");
  expect(await page.getByLabel("Correct answers").inputValue()).toBe("off");
  await page.context().close();
});

/** The confidence of each answer of a run, and whether it is right, read without any of the project's code. */
function readConfidences(run: string): {confidence: number; right: boolean; label: number; answer: number}[] {
  const [, ...rows] = csvParseRows(readFileSync(join(filesOf(run), "predictions.csv"), "utf8").trim());
  return rows.map((row) => {
    const probabilities = row.slice(2).map((field) => Math.fround(Number(field)));
    const confidence = Math.max(...probabilities);
    const answer = probabilities.indexOf(confidence);
    return {confidence, right: answer === Number(row[1]), label: Number(row[1]), answer};
  });
}

test("the threshold says how many are answered and right, as the predictions have it", async () => {
  const {page, problems} = await visit(site, "evaluation?threshold=0.8");
  const run = await chooseRun(page);
  const sentence = page.getByTestId("coverage");
  const later = page.locator(".report-later");
  await expect
    .poll(() =>
      later.scrollIntoViewIfNeeded().then(
        () => sentence.count(),
        () => 0
      )
    )
    .toBe(1);
  const answers = readConfidences(run);
  const said = (threshold: number) => {
    const answered = answers.filter(({confidence}) => confidence >= threshold);
    const right = answered.filter((one) => one.right).length;
    const decimals = answered.length >= 5000 ? 2 : answered.length >= 200 ? 1 : 0;
    return [
      `${answered.length.toLocaleString("en-US")} of ${answers.length.toLocaleString("en-US")}`,
      `${((100 * right) / answered.length).toFixed(decimals)} % of these correct`
    ];
  };
  const words = () => sentence.innerText().then((text) => text.replaceAll("\u00a0", " "));
  for (const part of said(0.8)) await expect.poll(words).toContain(part);
  await page.getByLabel("Minimum confidence to answer").fill("0.95");
  for (const part of said(0.95)) await expect.poll(words).toContain(part);
  expect(new URL(page.url()).searchParams.get("threshold")).toBe("0.95");

  await page.locator('[data-name="ranking"]').scrollIntoViewIfNeeded();
  await page.getByLabel("Digit against the rest").selectOption("5");
  await page.getByRole("img", {name: "ROC of 5 against the rest"}).waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

test("two runs compared: who is right, as their predictions have it, and the images of each group", async () => {
  const {page, problems} = await visit(site, "evaluation?run=cnn&with=ann&who=onlyB");
  const [a, b] = ["cnn", "ann"].map(readConfidences) as [
    ReturnType<typeof readConfidences>,
    ReturnType<typeof readConfidences>
  ];
  const count = (keep: (i: number) => boolean) => [...a.keys()].filter(keep).length.toLocaleString("en-US");
  const table = page.getByTestId("agreement");
  await table.scrollIntoViewIfNeeded();
  const cells = await table.locator("button").allInnerTexts();
  const onlyB = count((i) => !a[i]!.right && b[i]!.right);
  expect(cells.map((text) => text.trim())).toEqual([
    count((i) => a[i]!.right && b[i]!.right),
    count((i) => a[i]!.right && !b[i]!.right),
    onlyB,
    count((i) => !a[i]!.right && !b[i]!.right)
  ]);
  const images = page.getByTestId("compared-images");
  await images.getByText(`${onlyB} images: cnn / ann`).waitFor();
  await page.getByRole("button", {name: /images: different answers$/}).press("Enter");
  await images.getByText(`${count((i) => a[i]!.answer !== b[i]!.answer)} images: cnn / ann`).waitFor();
  // R: binom.test(c(52, 23))$p.value = 0.00107: the counts of the runs that come with the project.
  expect(cells[1]!.trim()).toBe("52");
  expect(await page.getByTestId("mcnemar").innerText()).toContain("p = 0.001)");
  expect(await page.getByTestId("difference").locator("td").count()).toBe(101);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the chosen run is kept in the address", async () => {
  const {page} = await visit(site, "evaluation");
  const options = page.locator('[data-testid="run"] option');
  const last = (await options.last().getAttribute("value"))!;
  await page.getByTestId("run").selectOption(last);
  expect(new URL(page.url()).searchParams.get("run")).toBe(last);
  await page.reload({waitUntil: "networkidle"});
  expect(await page.getByTestId("run").inputValue()).toBe(last);
  await page.context().close();
});

test("a confusion after an epoch is opened by a click on the chart or by its fields: exactly the images that epochs.csv says", async () => {
  const rows = csvParseRows(readFileSync(join(filesOf("ann-sample"), "epochs.csv"), "utf8").trim()).slice(1);
  const indices = (label: number, answer: number, epoch: number) =>
    rows
      .filter((row) => row[1] === String(label) && row[1 + epoch] === String(answer))
      .map(([index]) => `validation image ${index}`);
  const {page, problems} = await visit(site, "evaluation?run=ann-sample&after=2&confusion=9+→+4");
  const card = page.locator('[data-name="by-epoch"]');
  await seeAll(page); // it loads when it is seen
  await card.scrollIntoViewIfNeeded();
  const opened = card.getByTestId("epoch-images");
  const shown = async () =>
    (await opened.locator("button").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""))).map(
      (text) => /validation image \d+/.exec(text)![0]
    );
  const said = () => opened.getByRole("status").innerText();
  await expect.poll(said).toContain("After epoch 3:");
  const fits = (await card.getByText("The images are not on this site").count()) === 0;
  if (fits) expect(await shown()).toEqual(indices(9, 4, 3));

  await page.getByRole("slider", {name: "After epoch"}).focus();
  await page.keyboard.press("End");
  await page.getByLabel("Confusion", {exact: true}).selectOption("3 → 8");
  await expect.poll(said).toContain("After epoch 20:");
  await expect.poll(said).toContain(`3 → 8: ${indices(3, 8, 20).length} image`);
  if (fits) expect(await shown()).toEqual(indices(3, 8, 20));

  const chart = card.locator("svg").last();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 40);
  await page.mouse.click(box.x + 62, box.y + 40); // the first column
  await expect.poll(said).toContain("After epoch 1:");
  await expect.poll(() => new URL(page.url()).searchParams.get("after")).toBe("0");
  expect(problems).toEqual([]);
  await page.context().close();
});
