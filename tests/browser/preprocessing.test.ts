import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import type {StepCost} from "../../loaders/siteData/stepCosts.js";
import {chooseFiles} from "./giveFiles.js";
import {PLAIN, writeNumber} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const folder = join(DIST, "_file", "data");
const costs = JSON.parse(
  readFileSync(
    join(
      folder,
      readdirSync(folder).find((name) => name.startsWith("step-costs."))!
    ),
    "utf8"
  )
) as StepCost[];

test("a step is switched off: its cost is said, the picture and the answers follow, and the address keeps it", async () => {
  const {page, problems} = await visit(site, "preprocessing?image=test.3");
  const picture = page.getByRole("img", {name: "The scaled box"});
  const pixels = () => picture.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await expect.poll(() => picture.evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThan(200);
  const whole = await pixels();

  const box = page.getByRole("checkbox", {name: /^Crop/});
  const of = (step: string | null) => costs.find((cost) => cost.step === step)!;
  const [all, without] = [of(null), of("box")];
  const points = ((100 * (without.correct - all.correct)) / all.n).toFixed(1).replace("-", "−");
  expect(await page.locator(".step-switch", {has: box}).innerText()).toContain(`${points} percentage points`);
  await box.uncheck();
  await expect.poll(pixels).not.toBe(whole);
  expect(new URL(page.url()).searchParams.get("off")).toBe("box");

  const answers = page.getByTestId("step-answers").locator("tbody tr");
  expect(await answers.count()).toBe(0); // nothing was loaded to answer before it is seen
  await page.getByTestId("step-answers").scrollIntoViewIfNeeded();
  await expect.poll(() => answers.count(), {timeout: 60_000}).toBe(1);
  expect(await answers.locator("td").count()).toBe(3); // with all steps, as switched, whether that changed
  const runs = await page.getByRole("button", {name: /^Compare all (\d+) runs/}).innerText();
  await page.getByRole("button", {name: /^Compare all/}).click();
  await expect.poll(() => answers.count(), {timeout: 60_000}).toBe(Number(/\d+/.exec(runs)![0]));

  await page.reload();
  await expect.poll(() => box.isChecked()).toBe(false);

  const original = page.getByRole("img", {name: "The original, in gray"});
  const buffer = await photograph(PLAIN["7"]!).png().toBuffer();
  const chooser = page.locator(".picture-source").getByText("Choose…");
  await chooseFiles(page, chooser, {name: "seven.png", mimeType: "image/png", buffer});
  const ratio = () => original.evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.height);
  await expect.poll(ratio).toBeCloseTo(240 / 180, 1);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("of a photo of several digits one is followed at a time, which the visitor chooses", async () => {
  const {page, problems} = await visit(site, "preprocessing");
  const buffer = await photograph(writeNumber("174")).png().toBuffer();
  const chooser = page.locator(".picture-source").getByText("Choose…");
  await chooseFiles(page, chooser, {name: "number.png", mimeType: "image/png", buffer});
  const found = page.getByTestId("photo-digits");
  await expect.poll(() => found.getByRole("status").innerText(), {timeout: 60_000}).toContain("3 digits found");
  const digits = found.getByRole("button", {name: /^Digit \d/});
  expect(await digits.allInnerTexts()).toEqual(["1", "7", "4"]);
  expect(await digits.first().getAttribute("aria-pressed")).toBe("true");

  await page.getByTestId("step-answers").scrollIntoViewIfNeeded();
  const answer = () => page.getByTestId("step-answers").locator("tbody tr td strong").first().innerText();
  for (const [i, digit] of ["1", "7", "4"].entries()) {
    await digits.nth(i).click();
    await expect.poll(answer, {timeout: 60_000}).toBe(digit);
  }
  const original = page.getByRole("img", {name: "The original, in gray"});
  const width = () => original.evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.height);
  const one = await width();
  await found.getByRole("button", {name: "All as one"}).click();
  await expect.poll(width).not.toBeCloseTo(one, 1);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("this browser and the build agree on each value, and it is said where they do not", async () => {
  const {page, problems} = await visit(site, "preprocessing");
  const said = page.getByTestId("proof");
  await said.scrollIntoViewIfNeeded();
  await page.getByRole("heading", {name: "Preprocessing here matches the build, bit for bit"}).waitFor();
  expect(await said.innerText()).toMatch(
    /50 of 50 have the same 784 values as in Node .*\. \S+ predicts the same digit for 50/
  );
  expect(problems).toEqual([]);

  await page.route(/\/proof\.[^/]*json$/, async (route) => {
    const response = await route.fetch();
    const proof = (await response.json()) as {answers: {image: string}[]};
    const values = Buffer.from(proof.answers[3]!.image, "base64");
    values[400]! ^= 1; // one bit of one value of one image
    proof.answers[3]!.image = values.toString("base64");
    await route.fulfill({response, json: proof});
  });
  await page.reload();
  await said.scrollIntoViewIfNeeded();
  await page.getByRole("heading", {name: "Preprocessing here differs from the build"}).waitFor();
  expect(await said.innerText()).toContain("49 of 50 have the same 784 values");
  await page.unrouteAll({behavior: "ignoreErrors"});
  await page.context().close();
});
