import {build} from "esbuild";
import {basename, join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {ROOT} from "../../loaders/paths.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A page of the site whose content is what a script puts into `main`, with components to use, as "folder/name". */
async function show(
  path: string,
  components: readonly string[],
  script: string
): Promise<{page: Page; problems: string[]}> {
  const {outputFiles} = await build({
    stdin: {
      contents: `${components.map((path) => `import * as ${basename(path)} from "./${path}.js";`).join("\n")}
        const main = document.querySelector("main");
        const said = (globalThis.said = []);
        main.replaceChildren();
        ${script}`,
      resolveDir: join(ROOT, "src/components")
    },
    bundle: true,
    format: "iife",
    write: false
  });
  const visited = await visit(site, path);
  await visited.page.addScriptTag({content: outputFiles[0]!.text});
  return visited;
}

const said = (page: Page) => page.evaluate(() => (globalThis as unknown as {said: unknown[]}).said);

const TABLE = `
  const rows = [{name: "ann", n: 2}, {name: "cnn", n: 10}, {name: "knn"}];
  const columns = [{label: "Run", value: (d) => d.name}, {label: "N", value: (d) => d.n}];`;

describe("a table whose rows can be chosen", () => {
  const script = `${TABLE}
    const table = dataTable.dataTable(rows, columns, {
      caption: "Runs", name: "t", search: true, choice: {nameOf: (d) => d.name, chosen: ["knn"]}
    });
    said.push(table.value.map((d) => d.name));
    table.addEventListener("input", () => said.push(table.value.map((d) => d.name)));
    main.append(table);`;

  test("is an input of the chosen rows, in the rows' own order, and keeps them in the address", async () => {
    const {page, problems} = await show("training", ["tables/dataTable"], script);
    await page.getByRole("button", {name: "N", exact: true}).click();
    await page.getByRole("checkbox", {name: "cnn"}).focus();
    await page.keyboard.press("Space");
    await page.getByRole("checkbox", {name: "knn"}).uncheck();
    expect(await said(page)).toEqual([["knn"], ["cnn", "knn"], ["cnn"]]);
    await expect.poll(() => new URL(page.url()).searchParams.get("t.chosen")).toBe("cnn");
    expect(await page.locator("tbody th").allInnerTexts()).toEqual(["cnn", "ann", "knn"]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("starts with those that the address names, and says nothing of its search as an input", async () => {
    const {page} = await show("training?t.chosen=ann,gone", ["tables/dataTable"], script);
    await page.getByRole("searchbox").fill("ann");
    expect(await said(page)).toEqual([["ann"]]);
    expect(await page.locator("tbody tr").count()).toBe(1);
    await page.context().close();
  });
});

test("a row is opened by a click anywhere in it, or by its first cell's button and Enter", async () => {
  const script = `${TABLE}
    main.append(dataTable.dataTable(rows, columns, {caption: "Runs", onOpen: (d) => said.push(d.name)}));`;
  const {page} = await show("training", ["tables/dataTable"], script);
  await page.getByRole("cell", {name: "10"}).click();
  await page.getByRole("button", {name: "knn"}).focus();
  await page.keyboard.press("Enter");
  expect(await said(page)).toEqual(["cnn", "knn"]);
  await page.context().close();
});

test("of thousands of rows a table shows hundreds, and more when asked", async () => {
  const script = `
    const rows = Array.from({length: 5000}, (_, i) => ({i}));
    main.append(dataTable.dataTable(rows, [{label: "I", value: (d) => d.i}], {caption: "Many"}));`;
  const {page} = await show("training", ["tables/dataTable"], script);
  expect(await page.locator("tbody tr").count()).toBe(200);
  expect(await page.locator(".table-count").innerText()).toBe("5,000 rows");
  await page.getByRole("button", {name: "Show 200 more"}).click();
  expect(await page.locator("tbody tr").count()).toBe(400);
  await page.context().close();
});

test("a chart is drawn again at another width only, and an empty one says what to do", async () => {
  const script = `
    const chart = (width) => {
      said.push(width);
      return Object.assign(document.createElement("p"), {textContent: "chart"});
    };
    main.append(
      chartCard.chartCard({title: "One", caption: "n = 1", chart, rows: [{a: 1}], name: "one"}),
      chartCard.chartCard({title: "None", caption: "n = 0", chart, rows: [], name: "none", empty: emptyState.emptyState("Train one:", "npm run train")})
    );`;
  const {page} = await show("training", ["charts/chartCard", "page/emptyState"], script);
  await expect.poll(async () => (await said(page)).length).toBe(1);
  await page.setViewportSize({width: 1280, height: 500});
  await page.setViewportSize({width: 800, height: 500});
  await expect.poll(async () => (await said(page)).length).toBe(2);
  const [wide, narrow] = (await said(page)) as number[];
  expect(narrow).toBeLessThan(wide!);
  const none = page.locator('[data-name="none"]');
  expect(await none.innerText()).toMatch(/None\s+Train one: npm run train/);
  expect(await none.getByRole("button").count()).toBe(0);
  await page.context().close();
});

test("a slider says its value in words, moves by keyboard, and is bound to the address", async () => {
  const script = `
    const input = slider.slider({label: "Threshold", min: 0, max: 1, step: 0.05, value: 0.5, format: (v) => Math.round(100 * v) + " %"});
    address.boundToAddress(input, "threshold");
    input.addEventListener("input", () => said.push(input.value));
    main.append(input);`;
  const {page} = await show("training?threshold=0.9", ["inputs/slider", "inputs/address"], script);
  const range = page.getByRole("slider", {name: "Threshold"});
  expect(await range.getAttribute("aria-valuetext")).toBe("90 %");
  expect(await page.locator("output").innerText()).toBe("90 %");
  await range.focus();
  await page.keyboard.press("ArrowRight");
  expect(await said(page)).toEqual([0.95]);
  expect(await range.getAttribute("aria-valuetext")).toBe("95 %");
  await expect.poll(() => new URL(page.url()).searchParams.get("threshold")).toBe("0.95");
  await page.context().close();
});

test("a slider passes over what it can't stand at", async () => {
  const script = `
    const input = slider.slider({label: "Threshold", min: 0, max: 1, step: 0.05, value: 0.5});
    said.push(address.boundToAddress(input, "threshold").value);`;
  for (const text of ["2", "x", "", "0.123"]) {
    const {page} = await show(`training?threshold=${text}`, ["inputs/slider", "inputs/address"], script);
    expect(await said(page)).toEqual([0.5]);
    await page.context().close();
  }
});

test("waiting moves at once, is put into words after a second, and gives way to what has come, or to what went wrong", async () => {
  const script = `
    let come;
    const promise = new Promise((resolve) => (come = resolve));
    globalThis.come = () => come("here");
    main.append(
      loading.whileLoading("the answers", promise, (text) => document.createTextNode(text)),
      loading.whileLoading("the curves", Promise.reject(new Error("404")), () => document.createTextNode(""))
    );
    said.push(main.querySelector("[role=status]").textContent);`;
  const {page} = await show("training", ["page/loading"], script);
  expect(await said(page)).toEqual([""]);
  await page.getByText("Loading the answers …").waitFor();
  expect(await page.locator(".loading-bar").evaluate((bar) => bar.getAnimations().length)).toBeGreaterThan(0);
  expect(await page.getByTestId("empty").innerText()).toBe(
    "Could not load the curves: 404. Reload the page; if that does not help, the site is not whole where it is published."
  );
  await page.evaluate(() => (globalThis as unknown as {come(): void}).come());
  await page.getByText("here", {exact: true}).waitFor();
  expect(await page.locator(".loading").count()).toBe(0);
  await page.context().close();
});
