import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {findViolations} from "./accessibility.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

const ROOT = join(import.meta.dirname, "..", "..");

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** The labels and answers in a run's predictions.csv, read as its first line names them. */
async function answersOf(run: string): Promise<{label: string; answer: string}[]> {
  const text = await readFile(join(ROOT, "data", "runs", run, "predictions.csv"), "utf8");
  const [head = "", ...lines] = text.trim().split("\n");
  const names = head.split(",");
  const classes = names.filter((name) => /^p\d$/.test(name));
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[names.indexOf(name)] ?? "";
    const shares = classes.map((name) => Number(cell(name)));
    const most = Math.max(...shares);
    const answer = names.includes("predicted") ? cell("predicted") : most > 0 ? String(shares.indexOf(most)) : "";
    return {label: cell("label"), answer};
  });
}

test("every family stands side by side, sorted by what is asked, with figures of the runs' own answers", async () => {
  const {page, problems} = await visit(site, "systems");
  await seeAll(page);
  const table = page.locator(".systems-list table");
  const text = await table.innerText();
  for (const family of ["rules", "statistics", "conventional machine learning", "neural network"])
    expect(text).toContain(family);
  const shares = (await table.locator("tbody strong").allInnerTexts()).map((cell) => parseFloat(cell));
  expect(shares.length).toBeGreaterThan(8);
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  const answers = await answersOf("lda");
  const right = answers.filter(({label, answer}) => label === answer).length;
  const row = table.locator("tbody tr", {hasText: "Linear discriminant analysis"});
  expect(await row.locator("strong").innerText()).toBe(`${(100 * (right / answers.length)).toFixed(2)} %`);
  await page.getByRole("button", {name: "Parameters"}).first().click();
  await expect.poll(() => page.url()).toContain("Parameters");
  expect(await findViolations(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a number of the pairs is that of their answers, and leads to the two of them", async () => {
  const {page, problems} = await visit(site, "systems");
  const cell = page
    .getByTestId("pairs")
    .getByRole("link", {name: /^The documents. network is right and Nearest mean is not/});
  await cell.scrollIntoViewIfNeeded();
  const [a, b] = [await answersOf("ann-documents"), await answersOf("nearest-mean")];
  const only = a.filter(({label, answer}, i) => answer === label && b[i]!.answer !== label).length;
  expect(await cell.innerText()).toBe(only.toLocaleString("en-US"));
  await cell.click();
  await page.getByTestId("mcnemar").waitFor();
  expect(await page.getByTestId("mcnemar").innerText()).toMatch(/^ann-documents is significantly better/);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the chart follows the chosen cost, and keeps it in the address", async () => {
  const {page, problems} = await visit(site, "systems");
  const card = page.locator("[data-name=error-and-cost]");
  await card.scrollIntoViewIfNeeded();
  await card.getByRole("img", {name: "Error of each system against its parameters"}).waitFor();
  await card.getByLabel("Cost").selectOption("Size");
  await card.getByRole("img", {name: "Error of each system against its size"}).waitFor();
  expect(page.url()).toContain("cost=bytes");
  await page.reload();
  await page.locator("[data-name=error-and-cost]").scrollIntoViewIfNeeded();
  await page.getByRole("img", {name: "Error of each system against its size"}).waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});
