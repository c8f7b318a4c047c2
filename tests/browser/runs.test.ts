import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {max} from "d3-array";
import {csvParse} from "d3-dsv";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST, ROOT} from "../../loaders/paths.js";
import {parseKernels} from "../../src/run/kernelHistory.js";
import {findViolations} from "./accessibility.js";
import {chooseFiles} from "./giveFiles.js";
import {wheelTo} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const history = (run: string) => csvParse(readFileSync(join(ROOT, "data", "runs", run, "history.csv"), "utf8"));

test("one crosshair stands in all charts, by pointer and by keyboard, and its figures are those of history.csv", async () => {
  const {page, problems} = await visit(site, "training?runs.chosen=ann,cnn&epoch=7");
  const row = (run: string) => page.getByTestId("epoch").locator("tr", {has: page.getByText(run, {exact: true})});
  const said = async (run: string) => (await row(run).locator("td").allInnerTexts()).map((text) => text.trim());
  const expected = (run: string, epoch: number) => {
    const {loss, val_loss, accuracy, val_accuracy, learning_rate} = history(run)[epoch - 1]!;
    return [loss, val_loss, accuracy, val_accuracy]
      .map((text) => Number(text).toFixed(4))
      .concat(Number(learning_rate).toFixed(6));
  };
  for (const run of ["ann", "cnn"]) expect(await said(run)).toEqual(expected(run, 7));

  await page.getByLabel("Epoch", {exact: true}).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => said("cnn")).toEqual(expected("cnn", 8));
  const lines = () => page.locator("line.crosshair").evaluateAll((all) => all.map((line) => line.getAttribute("x1")));
  const before = await lines();
  expect(before.length).toBe(3); // loss, accuracy, learning rate

  const chart = page.locator('[data-name="loss"] svg').first();
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(lines).not.toEqual(before);
  const epoch = Number(await page.getByLabel("Epoch", {exact: true}).inputValue());
  await expect.poll(() => said("ann")).toEqual(expected("ann", epoch));

  await page.getByLabel("Scale of the loss").selectOption("log");
  const kept = () => Object.fromEntries(new URL(page.url()).searchParams);
  await expect.poll(kept).toMatchObject({scale: "log", epoch: String(epoch)});
  await page.reload();
  await expect.poll(() => page.getByLabel("Scale of the loss").inputValue()).toBe("log");
  expect(await page.getByLabel("Epoch", {exact: true}).inputValue()).toBe(String(epoch));
  await expect.poll(() => said("ann")).toEqual(expected("ann", epoch));
  expect(problems).toEqual([]);
  await page.context().close();
});

test("epochs that the mouse is drawn across are shown closer, which fields and the address keep, until all are wanted", async () => {
  const {page, problems} = await visit(site, "training?runs.chosen=ann");
  const chart = page.locator('[data-name="loss"] svg').first();
  await wheelTo(page, chart);
  const fields = () =>
    Promise.all(["First epoch shown", "Last epoch shown"].map((label) => page.getByLabel(label).inputValue()));
  const ticks = async () => (await chart.locator("g text").allTextContents()).map(Number).filter((d) => d >= 1);
  expect(await fields()).toEqual(["1", "200"]);
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, {steps: 5});
  await page.mouse.up();
  await expect.poll(fields).not.toEqual(["1", "200"]);
  const [from, to] = (await fields()).map(Number) as [number, number];
  expect(to - from).toBeGreaterThan(20);
  expect(to - from).toBeLessThan(100);
  const shown = (await ticks()).filter(Number.isInteger);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(from);
  expect(Math.max(...shown)).toBeLessThanOrEqual(to);
  await expect.poll(() => new URL(page.url()).searchParams.get("epochs")).toBe(`${from}~${to}`);
  await page.reload();
  await expect.poll(fields).toEqual([String(from), String(to)]);

  await page.getByLabel("Last epoch shown").fill(String(from + 5));
  await page.getByLabel("Last epoch shown").press("Enter");
  await expect.poll(ticks).toContain(from + 5);
  await page.getByRole("button", {name: "All epochs"}).click();
  await expect.poll(fields).toEqual(["1", "200"]);
  await expect.poll(() => new URL(page.url()).searchParams.has("epochs")).toBe(false);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the hyperparameters of all runs on the same images lead to their accuracies, as their run.json says", async () => {
  const {page, problems} = await visit(site, "training?hyperparameters.table=open");
  const card = page.locator('[data-name="hyperparameters"]');
  const row = async (run: string) =>
    Object.fromEntries(
      await Promise.all(
        (await card.locator("thead th").allInnerTexts()).map(async (label, i) => [
          label.trim(),
          await card
            .locator("tbody tr", {has: page.getByText(run, {exact: true})})
            .locator("th, td")
            .nth(i)
            .innerText()
        ])
      )
    ) as Record<string, string>;
  const about = JSON.parse(readFileSync(join(ROOT, "data", "runs", "cnn", "run.json"), "utf8")) as {
    dataset: {train: number};
    hyperparameters: {epochs: number; learningRate: number; schedule: string; augmentation: {how: string}};
  };
  const {epochs, learningRate, schedule, augmentation} = about.hyperparameters;
  expect(await row("cnn")).toMatchObject({
    "Training images": about.dataset.train.toLocaleString("en-US"),
    Epochs: String(epochs),
    "Learning rate": String(learningRate),
    Schedule: schedule,
    Distortion: augmentation.how
  });
  expect(await card.locator("tbody tr", {hasText: "ann-sample"}).count()).toBe(0); // tested on other images
  expect(problems).toEqual([]);
  await page.context().close();
});

test("every run has a page, with its network and links to the others", async () => {
  const names = readdirSync(join(DIST, "runs")).map((name) => name.replace(/\.html$/, ""));
  expect(names.length).toBeGreaterThan(5);
  const {page, problems} = await visit(site, "runs/ann");
  expect(await page.locator("h1").innerText()).toBe("The documents' network, trained well");
  const model = page.getByRole("heading", {name: "Network", exact: true});
  await model.scrollIntoViewIfNeeded();
  await page.getByRole("img", {name: "The weights of 128 units as images"}).waitFor();
  expect(await page.getByText("100,480").count()).toBe(1); // 784 × 128 + 128
  await page.getByRole("navigation", {name: "Other runs"}).getByRole("link").last().click();
  await page.waitForURL(/runs\/(?!ann$)/);
  await page.locator("h1").waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a run's page shows its first layer after the epochs that it kept, with and without what was there at random", async () => {
  const {page, problems} = await visit(site, "runs/ann-sample");
  const kept = parseKernels(
    readFileSync(join(ROOT, "data", "runs", "ann-sample", "first-layer.npz")),
    "first-layer.npz"
  );
  expect(kept.map(({epoch}) => epoch)).toEqual([0, 1, 2, 5, 10, 20]);
  const random = kept[0]!.kernel.values;
  const reach = (from: (i: number) => number) =>
    Math.max(...kept.map(({kernel}) => max(kernel.values, (value, i) => Math.abs(value - from(i)))!)).toFixed(2);
  const card = page.locator(".first-layer");
  await page.getByRole("heading", {name: "Network", exact: true}).scrollIntoViewIfNeeded();
  await card.getByRole("heading", {name: "What the 128 first-layer units respond to"}).waitFor();
  expect(await card.getByRole("slider").count()).toBe(0);

  await card.getByRole("button", {name: /^Replay training/}).click();
  await card.getByRole("heading", {name: "What the 128 first-layer units learned"}).waitFor();
  expect(await card.locator(".caption").innerText()).toContain(`up to ±${reach((i) => random[i]!)}.`);
  const slider = card.getByRole("slider", {name: "After epoch"});
  expect(await slider.getAttribute("aria-valuetext")).toBe("20");
  const inked = () =>
    card.locator("canvas").evaluateAll((all) =>
      all.reduce((sum, one) => {
        const {data} = (one as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, 28, 28);
        return sum + data.reduce((ink, value, i) => ink + (i % 4 === 3 ? value : 0), 0);
      }, 0)
    );
  const trained = await inked();
  await page.keyboard.press("Home"); // the slider has the focus
  expect(await slider.getAttribute("aria-valuetext")).toBe("0: at random");
  expect(trained).toBeGreaterThan(0);
  expect(await inked()).toBe(0); // nothing is learned yet
  await card.getByText("Only what was learned").click();
  await card.getByRole("heading", {name: "What the 128 first-layer units respond to"}).waitFor();
  expect(await inked()).toBeGreaterThan(0);
  expect(await card.locator(".caption").innerText()).toContain(`up to ±${reach(() => 0)}.`);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a run opened from the visitor's disk shows the figures of its files, and nothing leaves the browser", async () => {
  const {page, problems} = await visit(site, "open-run");
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" || request.postData()) requests.push(request.url());
  });
  const row = (index: number, label: number, answer: number) =>
    [index, label, ...Array.from({length: 10}, (_, c) => (c === answer ? 0.91 : 0.01))].join();
  // 7 of 8 are right: 87.5 %, by hand.
  const answers = [3, 1, 4, 1, 5, 9, 2, 6].map((label, i) => row(i, label, i === 2 ? 9 : label));
  const predictions = `index,label,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9\n${answers.join("\n")}\n`;
  const log = "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.5,0.6,1.25\n1,0.7,0.75,0.8,0.625\n";
  const text = (name: string, content: string) => ({name, mimeType: "text/csv", buffer: Buffer.from(content)});
  const give = (...files: ReturnType<typeof text>[]) => chooseFiles(page, page.getByLabel("Files of a run"), files);
  await give(text("training.log", log), text("mine.csv", predictions));
  await page.getByRole("heading", {name: "Open your own run", level: 1}).waitFor();
  await expect.poll(() => page.locator(".number-value").allInnerTexts()).toEqual(["88 %", "1", expect.any(String)]);
  expect(await page.getByText("Lowest validation loss: 0.6250 at epoch 2").count()).toBe(1);
  expect(await page.getByText("No model.").count()).toBe(1);
  expect(await page.getByRole("button", {name: "1 image of 4 read as 9"}).count()).toBe(1);

  await give(text("broken.csv", "index,label\n0,3\n"));
  const status = page.locator(".open-run [role=status]");
  await expect.poll(() => status.innerText()).toContain("broken.csv:1: expected the columns index,label,p0");
  expect(await page.locator(".number-value").first().innerText()).toBe("88 %"); // what was there stays
  expect([...problems, ...requests]).toEqual([]);
  await page.context().close();
});

test.each(["light", "dark"] as const)("pages of runs have nothing for axe to find, %s", async (colorScheme) => {
  for (const path of ["training?loss.table=open", "runs/cnn"]) {
    const {page} = await visit(site, path, {colorScheme});
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  }
});
