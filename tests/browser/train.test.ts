import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import {unzipSync} from "fflate";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {loadKernels} from "../../loaders/kernels.js";
import {WASM} from "../../loaders/paths.js";
import {trainingSplits} from "../../loaders/runs/trainingData.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {parsePredictions} from "../../src/run/predictions.js";
import {evaluate} from "../../src/stats/evaluation.js";
import {finishModel} from "../../src/training/finishModel.js";
import {train} from "../../src/training/train.js";
import {findViolations} from "./accessibility.js";
import {chooseFiles} from "./giveFiles.js";
import {dataOf, drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const button = (page: Page, name: string) => page.getByRole("button", {name, exact: true});
const status = (page: Page) => page.locator(".training-status");

/** Returns a fact of how the run was made, once it is seen: what it takes to make the run again is folded. */
async function factSeen(page: Page, name: string): Promise<string> {
  const fact = page.locator(".run-facts div", {has: page.getByText(name, {exact: true})}).locator("dd");
  await fact.waitFor({state: "attached"});
  const unfolded = async () => {
    if (!(await fact.isVisible())) await page.getByText("Reproduce", {exact: true}).click();
    return fact.isVisible();
  };
  await expect.poll(unfolded).toBe(true); // what follows the training may still move it
  return fact.innerText();
}

async function choose(page: Page, choices: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(choices)) await page.getByLabel(label, {exact: true}).selectOption(value);
}

/** Waits until a training has ended with a run. */
async function ended(page: Page): Promise<void> {
  await expect.poll(() => status(page).innerText(), {timeout: 60_000}).toMatch(/^Done\. Results below\./);
}

/** Trains as it is chosen, to the end. */
async function trainOnce(page: Page): Promise<void> {
  await button(page, "Train").click();
  await ended(page);
}

/** Returns the SHA-256 of the weights that the same training gives in Node: 300 images, 2 epochs, seed 3, distorted. */
async function trainInNode(): Promise<string> {
  const folder = await findDataFolder();
  const settings = {epochs: 2, batchSize: 64, learningRate: 0.003, seed: 3, schedule: "one-cycle"} as const;
  const data = trainingSplits(await readDataset(folder), folder, {seed: settings.seed, limit: 300});
  await startBackend(WASM);
  const model = createAnn(settings.seed);
  await train(model, data, settings, {augment: "fading", kernels: await loadKernels()});
  const {saved} = await finishModel(model, data.validation, {seed: settings.seed});
  return createHash("sha256").update(new Uint8Array(saved.weights)).digest("hex");
}

test("a training in the browser gives the weights that Node gives, bit for bit; it is drawn for, kept and opened again", async () => {
  const {page, problems} = await visit(site, "train");
  const posted: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && posted.push(request.url()));
  await choose(page, {
    Images: "300",
    Epochs: "2",
    "Learning rate": "0.003",
    Schedule: "one-cycle",
    "Batch size": "64",
    Distortion: "fading",
    Seed: "3"
  });
  await trainOnce(page);
  expect(await factSeen(page, "Weights, SHA-256")).toBe(await trainInNode());
  expect(await factSeen(page, "Command")).toBe(
    "npm run train -- --run ann-rate-0.003-300-images-2-epochs-one-cycle-batches-of-64-fading-distortion-seed-3 --model ann --epochs 2 --seed 3 --batch-size 64 --learning-rate 0.003 --schedule one-cycle --augment fading --limit 300"
  );

  await drawByMouse(page, PLAIN["1"]!);
  await readAnswer(page, 1);
  expect((await dataOf(page.getByTestId("answer"))).text).toMatch(/^\d+$/); // it has learned little

  const name = "ann, rate 0.003, 300 images, 2 epochs, one-cycle, batches of 64, fading distortion, seed 3";
  const folder = "ann-rate-0.003-300-images-2-epochs-one-cycle-batches-of-64-fading-distortion-seed-3";
  const coming = page.waitForEvent("download");
  await page.getByRole("button", {name: /^Download .*zip$/}).click();
  const path = await (await coming).path();
  const files = unzipSync(await readFile(path));
  expect(Object.keys(files).sort()).toEqual(
    [
      "epochs.csv",
      "first-layer.npz",
      "history.csv",
      "model/model.json",
      "model/weights.bin",
      "predictions.csv",
      "run.json"
    ].map((file) => `${folder}/${file}`)
  );
  const predictions = parsePredictions(Buffer.from(files[`${folder}/predictions.csv`]!).toString(), "predictions.csv");
  const {n, accuracy} = evaluate(predictions);
  const percent = `${(100 * accuracy).toFixed(n >= 5000 ? 2 : 1)} %`;
  const title = await page.getByRole("heading", {name: "draw for it"}).innerText();
  expect(title.replaceAll("\u00a0", " ")).toBe(
    `${name} reads ${percent} of ${n.toLocaleString("en-US")} test images: draw for it`
  );

  await page.goto(`${site.url}open-run`, {waitUntil: "networkidle"});
  const file = {name: `${folder}.zip`, mimeType: "application/zip", buffer: await readFile(path)};
  await chooseFiles(page, page.getByLabel("Files of a run"), file);
  await page.getByRole("heading", {name: "Draw for it"}).waitFor();
  expect(await page.locator(".number-value").first().innerText()).toBe(percent);
  await drawByMouse(page, PLAIN["1"]!);
  await readAnswer(page, 1);
  await page.locator(".worst .tile, .digit-grid canvas, .digit-grid .tile").first().waitFor(); // its images are this site's
  expect([...problems, ...posted]).toEqual([]);
  await page.context().close();
});

test("a training is paused, goes on and is stopped; the next one's curves lie over its own; the address keeps the choice", async () => {
  const {page, problems} = await visit(site, "train?train.images=3000&train.epochs=100&train.model=nonsense");
  expect(await page.getByLabel("Network", {exact: true}).inputValue()).toBe("ann");
  expect(await button(page, "Stop").isDisabled()).toBe(true);
  await button(page, "Train").click();
  await page.getByRole("heading", {name: /first-layer units learned/}).waitFor();
  await button(page, "Pause").click();
  await expect.poll(() => status(page).innerText()).toMatch(/^Paused\. /);
  await page.waitForTimeout(300); // a step that was under way may end
  const done = () => page.locator("progress").evaluate((bar) => (bar as HTMLProgressElement).value);
  const before = await done();
  await page.waitForTimeout(400);
  expect(await done()).toBe(before);
  await button(page, "Go on").click();
  await expect.poll(done).toBeGreaterThan(before);
  await button(page, "Stop").click();
  await ended(page);
  const detail = await page.locator(".training-detail").innerText();
  const epochs = Number(/^Trained for (\d+) epochs?, kept in this browser\.$/.exec(detail)![1]);
  expect(epochs).toBeLessThan(100);
  expect(await factSeen(page, "Command")).toContain(`--epochs ${epochs} `);

  await choose(page, {Epochs: "2", "Learning rate": "0.01"});
  await trainOnce(page);
  await expect
    .poll(() => page.getByTestId("epoch").locator("tbody th").allInnerTexts())
    .toEqual(["ann, rate 0.001, 3,000 images, 100 epochs", "ann, rate 0.01, 3,000 images, 2 epochs"]);
  expect(await page.getByTestId("model").locator("option").allInnerTexts()).toEqual([
    "ann, rate 0.01, 3,000 images, 2 epochs",
    "ann, rate 0.001, 3,000 images, 100 epochs"
  ]);
  await seeAll(page);
  await page.getByRole("img", {name: "The weights of 128 units as images"}).waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({colorScheme});
    expect(await findViolations(page), colorScheme).toEqual([]);
  }
  await page.setViewportSize({width: 375, height: 700});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.reload();
  expect(await page.getByLabel("Epochs", {exact: true}).inputValue()).toBe("2");
  expect(await page.getByLabel("Learning rate", {exact: true}).inputValue()).toBe("0.01");
  expect(problems).toEqual([]);
  await page.context().close();
});

test("steps are seen within the first epoch: a live loss and a curve, which goes on while it trains", async () => {
  const {page, problems} = await visit(site, "train?train.batchSize=16&train.epochs=5");
  await button(page, "Train").click();
  const detail = page.locator(".training-detail");
  await expect
    .poll(() => detail.innerText(), {timeout: 20_000})
    .toMatch(/^Epoch 1, step \d+ of \d+: loss [\d.]+, accuracy \d+ %/);
  const line = page.locator(".live-chart .steps path");
  await expect.poll(() => line.first().getAttribute("d")).toMatch(/L/); // of several steps
  expect(await status(page).innerText()).toMatch(/^Epoch 1 of 5, on wasm\.$/);
  const before = await line.first().getAttribute("d");
  await expect.poll(() => line.first().getAttribute("d")).not.toBe(before);
  await expect
    .poll(() => status(page).innerText(), {timeout: 30_000})
    .toMatch(/^Epoch [12] of 5 done: validation accuracy/);
  await button(page, "Stop").click();
  await ended(page);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a preset fills the form, says what to watch for, starts, and ends in results", async () => {
  const {page, problems} = await visit(site, "train");
  await page.getByRole("button", {name: "Too high a rate"}).click();
  expect(await page.getByLabel("Learning rate", {exact: true}).inputValue()).toBe("0.1");
  expect(await page.getByLabel("Images", {exact: true}).inputValue()).toBe("3000");
  expect(await page.locator(".training-watch").innerText()).toMatch(/^Watch for: The loss shoots up/);
  await expect.poll(() => new URL(page.url()).searchParams.get("train.learningRate")).toBe("0.1");
  expect(await page.getByRole("button", {name: "100 images"}).isDisabled()).toBe(true);
  await ended(page);
  await page.getByRole("heading", {name: "ann, rate 0.1, 3,000 images reads"}).waitFor();

  await page.getByRole("button", {name: "100 images"}).click();
  await page.locator(".live-chart svg").first().waitFor();
  await ended(page);
  await expect
    .poll(() => page.getByTestId("epoch").locator("tbody th").allInnerTexts())
    .toEqual(["ann, rate 0.1, 3,000 images", "ann, rate 0.001, 100 images, 50 epochs"]);
  // What the preset promises: all 100 images are learned, and validation stays behind.
  const figures = page.getByTestId("epoch").locator("tbody tr", {hasText: "100 images"}).locator("td");
  await page.getByLabel("Epoch", {exact: true}).focus();
  await page.keyboard.press("End");
  await expect.poll(() => figures.nth(2).innerText()).toBe("1.0000");
  const validated = Number(await figures.nth(3).innerText());
  expect(validated).toBeGreaterThan(0.4); // some of each digit are among the 100
  expect(validated).toBeLessThan(0.95);
  expect(problems).toEqual([]);
  await page.context().close();
});

describe("leaving the page", () => {
  const few = "train?train.images=100&train.epochs=1";

  /** Loads the page anew, and returns whether the browser asked before. */
  async function reload(page: Page): Promise<boolean> {
    let asked = false;
    page.once("dialog", (dialog) => {
      asked = dialog.type() === "beforeunload";
      void dialog.accept();
    });
    await page.reload();
    await page.locator(".training-desk").waitFor();
    page.removeAllListeners("dialog");
    return asked;
  }

  test("keeps trained runs: after a reload they are there, are drawn for, and may be renamed and deleted", async () => {
    const {page, problems} = await visit(site, few);
    const kept = () => page.getByTestId("kept-runs").locator("strong").allInnerTexts();
    const first = "ann, rate 0.001, 100 images, 1 epoch";
    const drawFor = (name: string) => page.getByRole("heading", {name: `${name} reads`});
    await trainOnce(page);
    const weights = await factSeen(page, "Weights, SHA-256");
    expect(await reload(page)).toBe(false); // nothing is lost
    await drawFor(first).waitFor();
    expect(await factSeen(page, "Weights, SHA-256")).toBe(weights);
    await drawByMouse(page, PLAIN["1"]!);
    await readAnswer(page, 1);
    await trainOnce(page);
    await drawFor(`${first} (2)`).waitFor();
    await reload(page);
    await expect.poll(kept).toEqual([`${first} (2)`, first]);
    await page.locator('[data-name="loss"] svg').first().waitFor();
    expect(await page.getByTestId("epoch").locator("tbody th").allInnerTexts()).toEqual([first, `${first} (2)`]);

    const row = page.getByTestId("kept-runs").locator("li", {hasText: "(2)"});
    await row.getByRole("button", {name: "Rename"}).click();
    await page.getByLabel("New name").fill("my best");
    await page.keyboard.press("Enter");
    await expect.poll(kept).toEqual(["my best", first]);
    await reload(page);
    await expect.poll(kept).toEqual(["my best", first]);
    await drawFor("my best").waitFor();
    for (const name of ["my best", first]) {
      const remove = page.getByTestId("kept-runs").locator("li", {hasText: name}).getByRole("button").last();
      await remove.click();
      expect(await kept()).toContain(name);
      expect(await remove.innerText()).toBe("Really delete?");
      await remove.click();
      await expect.poll(kept).not.toContain(name);
    }
    await expect.poll(() => page.getByRole("heading", {name: /draw for it/}).count()).toBe(0);
    await reload(page);
    expect(await page.getByTestId("kept-runs").isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("asks first while it trains, and says afterwards that the training is lost", async () => {
    const {page} = await visit(site, "train?train.images=3000&train.epochs=100");
    await button(page, "Train").click();
    await page.getByRole("heading", {name: /first-layer units learned/}).waitFor();
    expect(await reload(page)).toBe(true);
    expect(await status(page).innerText()).toMatch(
      /^Training of “ann, rate 0.001, 3,000 images, 100 epochs” ended when you left the page/
    );
    await reload(page);
    expect(await status(page).innerText()).toBe("Runs entirely in your browser.");
    await page.context().close();
  });

  test("asks first where the browser keeps nothing, until the run is downloaded", async () => {
    const {page} = await visit(site, few, {}, "Object.defineProperty(window, 'indexedDB', {value: undefined});");
    await trainOnce(page);
    expect(await status(page).innerText()).toContain("download it before you leave");
    const coming = page.waitForEvent("download");
    await page.getByRole("button", {name: /^Download .*zip$/}).click();
    await coming;
    expect(await reload(page)).toBe(false);
    await trainOnce(page);
    expect(await reload(page)).toBe(true);
    await page.context().close();
  });
});

describe("a browser", () => {
  const few = "train?train.images=100&train.epochs=1";

  test("that lets no worker start trains in the page", async () => {
    const {page} = await visit(
      site,
      few,
      {},
      "globalThis.Worker = class { constructor() { throw new Error('no'); } };"
    );
    await trainOnce(page);
    expect(await factSeen(page, "Machine")).toBe("a browser, wasm");
    await page.context().close();
  });

  test("that blocks WebAssembly trains without it, says so, and promises no command", async () => {
    const {page} = await visit(site, few);
    await page.context().route("**/*.wasm", (route) => route.abort());
    await trainOnce(page);
    expect(await factSeen(page, "Machine")).toBe("a browser, cpu");
    expect(await page.getByText("computed without WebAssembly").count()).toBe(1);
    await page.context().close();
  });

  test("that can't load the images or the trainer says so, and tries again", async () => {
    const {page} = await visit(site, few);
    await page.context().route("**/train-0.*png", (route) => route.abort());
    await button(page, "Train").click();
    await expect.poll(() => status(page).innerText()).toMatch(/^Training failed: /);
    await page.context().unrouteAll();
    await page.context().route("**/trainer.*.js", (route) => route.abort());
    await button(page, "Train").click();
    await expect.poll(() => status(page).innerText()).toContain("the trainer could not be started in this browser");
    await page.context().unrouteAll();
    await trainOnce(page);
    await page.context().close();
  });
});
