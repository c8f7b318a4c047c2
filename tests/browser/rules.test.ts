import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {RUNS} from "../../loaders/paths.js";
import {normalize} from "../../src/ink/image/grid.js";
import type {Stroke} from "../../src/pen/pen.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {measuresOf} from "../../src/readers/rules/measures.js";
import {checkConditions, holds} from "../../src/readers/rules/rule.js";
import {parseRules} from "../../src/readers/rules/savedRules.js";
import {shapeOf} from "../../src/readers/rules/shape.js";
import {findViolations} from "./accessibility.js";
import {drawByMouse, PLAIN, writeNumber} from "./hand.js";
import {findLayoutProblems, resize} from "./layout.js";
import {openSite, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** The rules of the run, from its folder. */
const RULES = parseRules(readFileSync(join(RUNS, "rules", "model", "rules.json"), "utf8"), "rules.json");

const PATIENCE = {timeout: 30_000};
const SCRIBBLE: readonly Stroke[] = [
  [
    [0.1, 0.2],
    [0.9, 0.3],
    [0.1, 0.4],
    [0.9, 0.5],
    [0.2, 0.9],
    [0.3, 0.1],
    [0.6, 0.9],
    [0.8, 0.1]
  ]
];

const answer = (page: Page) => page.getByTestId("rules-answer");

/** The strokes on the surface, as the tab remembers them once the pen has rested. */
async function strokesOn(page: Page): Promise<readonly Stroke[]> {
  const stored = () => page.evaluate(() => sessionStorage.getItem("handscope:drawing"));
  await expect.poll(stored).not.toBeNull();
  return (JSON.parse((await stored()) ?? "{}") as {strokes: Stroke[]}).strokes;
}

/** The rules shown among *cards*: their numbers, and their conditions with what was measured. */
function cardsOf(page: Page, cards: "fired" | "close") {
  return page.getByTestId(cards).locator(".rule-card").evaluateAll((all) =>
    all.map((card) => ({
      rule: Number((card as HTMLElement).dataset.rule),
      conditions: [...card.querySelectorAll<HTMLElement>(".rule-conditions li")].map((line) => {
        const [, text, value] = [...line.children].map((part) => part.textContent.replaceAll("\u00a0", " "));
        return {text: text!, value: value!, holds: line.dataset.holds === "true"};
      })
    }))
  ); // prettier-ignore
}

/** What the rules' own measures give for the strokes that lie on the surface, in the page's words. */
async function expected(page: Page) {
  const {image} = preprocessStrokes(await strokesOn(page))!;
  const measures = measuresOf(shapeOf(normalize(image))!);
  const worded = RULES.map((rule, i) => ({
    rule: i + 1,
    conditions: checkConditions(rule, measures).map(({text, value, holds}) => ({
      text,
      value: Number.isNaN(value) ? "nothing to measure" : text.endsWith("%") ? `${value.toFixed(1)} %` : `${value}`,
      holds
    }))
  }));
  const misses = ({conditions}: (typeof worded)[number]) => conditions.filter((one) => !one.holds).length;
  return {worded, misses, fired: worded.filter((_, i) => holds(RULES[i]!, measures))};
}

describe("the rules", () => {
  test("are printed from the run, grouped by digit, by holes or in their order, which the address keeps", async () => {
    const {page, problems} = await visit(site, "rules");
    const list = page.getByTestId("rules");
    expect(await list.locator("details").count()).toBe(RULES.length);
    expect(await list.locator("h3").count()).toBe(10);
    for (const {sees} of RULES) expect(await list.locator(".rule-sees", {hasText: sees}).count()).toBeGreaterThan(0);
    await page.getByLabel("by holes").check();
    expect(await list.locator("h3").allInnerTexts()).toEqual(["With a hole", "Without a hole"]);
    await page.getByLabel("in order").check();
    await expect.poll(() => page.url()).toContain("group=in-order");
    await page.reload();
    await untilQuiet(page);
    expect(await list.locator("details").evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.rule))).toEqual(RULES.map((_, i) => String(i + 1))); // prettier-ignore
    await list.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    await list.getByText("the number of holes is at least 2").waitFor();
    expect(problems).toEqual([]);
  });

  test("that fire for a drawing are shown with each condition and its value, as the measures give it", async () => {
    const {page, problems} = await visit(site, "rules");
    await drawByMouse(page, PLAIN["4"]!);
    await expect.poll(() => answer(page).innerText(), PATIENCE).toMatch(/^4\s+Rule \d+ of \d+ fires first/);
    const {fired} = await expected(page);
    expect(fired.length).toBeGreaterThan(0);
    expect(await cardsOf(page, "fired")).toEqual(fired);
    expect(await answer(page).innerText()).toContain(`Rule ${fired[0]!.rule} of ${RULES.length} fires first`);
    const marked = page.getByTestId("rules").locator("details[data-fires]");
    expect(await marked.evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.rule)))).toEqual(fired.map(({rule}) => rule)); // prettier-ignore
    // The shape has no hole here, and four ends.
    const shape = page.getByRole("img", {name: /^The shape: 0 holes, 4 line ends/});
    expect(await shape.locator(".shape-end").count()).toBe(4);
    expect(problems).toEqual([]);
  });

  test("say why a drawing is not another digit: the conditions that fail", async () => {
    const {page} = await visit(site, "rules");
    await drawByMouse(page, PLAIN["7"]!);
    await expect.poll(() => answer(page).innerText(), PATIENCE).toMatch(/^7/);
    await page.getByRole("group", {name: "Why not another digit?"}).getByRole("button", {name: "4"}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("why=4");
    const {worded, misses} = await expected(page);
    const rulesFor4 = worded.filter(({rule}) => RULES[rule - 1]!.answer === "4");
    const close = await cardsOf(page, "close");
    const least = Math.min(...rulesFor4.map(misses));
    expect(close[0]!.conditions).toHaveLength(least);
    for (const card of close)
      expect(card.conditions).toEqual(worded[card.rule - 1]!.conditions.filter((one) => !one.holds));
    await page.getByText(`None of the ${rulesFor4.length} rules for 4 fires: the closest misses ${least} of`).waitFor();
  });

  test("give no answer to a scribble, and say so", async () => {
    const {page, problems} = await visit(site, "rules");
    await drawByMouse(page, SCRIBBLE);
    await expect.poll(() => answer(page).innerText(), PATIENCE).toMatch(/^No answer\s+None of the \d+ rules fires\./);
    expect((await expected(page)).fired).toEqual([]);
    expect(await cardsOf(page, "fired")).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("look at one of several digits, and keep the drawing through a reload", async () => {
    const {page} = await visit(site, "rules");
    await drawByMouse(page, writeNumber("70"));
    const choice = page.getByRole("group", {name: "Digit to look at"});
    await choice.getByRole("button").nth(1).click({timeout: 30_000});
    expect(await choice.getByRole("button").allInnerTexts()).toEqual(["7", "0"]);
    await expect.poll(() => answer(page).innerText()).toMatch(/^0/);
    await strokesOn(page);
    await page.reload();
    await expect.poll(() => answer(page).innerText(), PATIENCE).toMatch(/^7/);
    expect(await choice.getByRole("button").allInnerTexts()).toEqual(["7", "0"]);
  });

  test("say what is wrong where their file is missing", async () => {
    const {page} = await visit(site, "rules", {}, async (context) => {
      await context.route("**/rules.json", (route) => route.fulfill({status: 404}));
    });
    await page
      .getByRole("alert")
      .getByText("runs/rules/rules.json: expected the rules, got nothing there (404)")
      .waitFor();
  });

  test.each(["light", "dark"] as const)("leave nothing for axe or the layout to find, in the %s", async (colorScheme) => {
    const {page} = await visit(site, "rules?why=9", {colorScheme});
    await drawByMouse(page, PLAIN["4"]!);
    await expect.poll(() => answer(page).innerText(), PATIENCE).toMatch(/^4/);
    await page.getByTestId("rules").locator("details[data-fires] summary").first().click();
    expect(await findViolations(page)).toEqual([]);
    for (const width of [320, 390, 1280, 1920]) {
      await resize(page, width);
      expect([width, await findLayoutProblems(page)]).toEqual([width, []]);
    }
  }, 60_000); // prettier-ignore
});
