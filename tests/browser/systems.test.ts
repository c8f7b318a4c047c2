import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {dataOf, drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => (site = await openSite()));
afterAll(() => site.close());

function requestsOf(page: Page): string[] {
  const requests: string[] = [];
  page.context().on("request", (request) => requests.push(request.url()));
  return requests;
}

const isTesseract = (url: string) => /tesseract|traineddata/.test(url);

describe("the drawing page", () => {
  test("reads by rules", async () => {
    const {page, problems} = await visit(site, "draw");
    await page.getByTestId("model").selectOption("rules");
    for (const digit of ["1", "0"]) {
      await drawByMouse(page, PLAIN[digit]!);
      expect((await readAnswer(page, PLAIN[digit]!.length)).text).toBe(digit);
      await page.getByTestId("clear").click();
    }
    expect(problems).toEqual([]);
  });

  test("loads Tesseract when it is chosen, from the site alone, and reads by it", async () => {
    const {page, problems} = await visit(site, "draw");
    const requests = requestsOf(page);
    await drawByMouse(page, PLAIN["0"]!);
    await readAnswer(page, PLAIN["0"]!.length);
    expect(requests.filter(isTesseract)).toEqual([]);
    await page.getByTestId("model").selectOption("tesseract");
    await expect.poll(() => requests.filter(isTesseract).length, {timeout: 30_000}).toBeGreaterThanOrEqual(3);
    await expect
      .poll(async () => (await dataOf(page.getByTestId("answer"))).state, {timeout: 30_000})
      .toMatch(/^(answered|unsure)$/);
    expect((await dataOf(page.getByTestId("answer"))).text).toBe("0");
    expect(problems).toEqual([]);
  });

  test("says what is missing of Tesseract, and gives no answer", async () => {
    const {page} = await visit(site, "draw");
    await page.context().route("**/eng.traineddata", (route) => route.fulfill({status: 404}));
    await page.getByTestId("model").selectOption("tesseract");
    await drawByMouse(page, PLAIN["0"]!);
    await expect.poll(async () => (await dataOf(page.getByTestId("answer"))).state, {timeout: 30_000}).toBe("error");
    await page
      .getByText("eng.traineddata: expected a file of the run’s model, got nothing there (404)")
      .first()
      .waitFor();
  });
});
