import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {RECORD_LAYOUT_SHIFTS} from "../../loaders/bench/layoutShift.js";
import {answersOf, finding, LIGHT, linesOf, PATIENCE, truth} from "./duelLines.js";
import {drawByMouse, PLAIN} from "./hand.js";
import {findLargeShifts} from "./layoutShift.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A star's zigzag, which is no digit. */
const ZIGZAG = [[0.1, 0.9], [0.3, 0.1], [0.45, 0.9], [0.6, 0.1], [0.75, 0.9], [0.9, 0.1], [0.1, 0.5], [0.9, 0.6]] as const; // prettier-ignore

describe("what the visitor says in the duel", () => {
  test("stays counted while the drawing is read again, or cleared meanwhile", async () => {
    const {page, problems} = await visit(site, "duel");
    await drawByMouse(page, PLAIN["2"]!);
    const right = (await answersOf(page)).filter(({text}) => text === "2").length;
    await truth(page, "2").click();
    const sentence = `Your drawing: ${right} of ${LIGHT.length} systems right.`;
    const tally = page.getByTestId("tally").getByRole("status");
    expect(await tally.innerText()).toBe(sentence);

    await page.reload();
    await expect.poll(async () => (await linesOf(page)).filter(({state}) => state !== "waiting").length, PATIENCE).toBeGreaterThan(1); // prettier-ignore
    expect(await tally.innerText()).toBe(sentence);
    await page.getByRole("button", {name: "Clear", exact: true}).click();
    await page.waitForTimeout(1500);
    expect(await tally.innerText()).toBe(sentence);
    expect(problems).toEqual([]);
  }, 90_000);

  test("credits what is no digit to who can say so itself, and shows no digit as right", async () => {
    const {page} = await visit(site, "duel");
    await drawByMouse(page, [ZIGZAG]);
    await answersOf(page);
    await truth(page, "Not a digit").click();
    const lines = (await linesOf(page)).filter(({state}) => state !== "waiting");
    expect(lines.filter(({state}) => state === "no-digit").length).toBeGreaterThan(LIGHT.length / 2);
    for (const {run, state, text, verdict, sure} of lines) {
      if (state === "no-digit") expect([run, text, sure]).toEqual([run, "not a digit", expect.stringMatching(/^closest: \d+, /)]); // prettier-ignore
      if (run === "cnn-pen") expect(verdict).toBe(state === "no-digit" || state === "none" ? "right" : "wrong");
      else expect([run, verdict]).toEqual([run, state === "none" ? "right" : ""]);
    }
    expect(await page.getByTestId("truth").innerText()).toContain("Only one system has a detector of its own");
    expect(await page.getByTestId("tally").innerText()).toMatch(
      /^Your drawing that is not a digit: \d+ of \d+ systems? /
    );
  }, 90_000);

  test("on a phone has what was found above the pad, which stays where it is", async () => {
    const {page} = await visit(site, "duel", {viewport: {width: 390, height: 844}}, async (context) => {
      await context.addInitScript(RECORD_LAYOUT_SHIFTS);
    });
    const topOf = async (selector: string) => (await page.locator(selector).boundingBox())!.y;
    const before = await topOf(".duel-view .desk-surface");
    await drawByMouse(page, PLAIN["7"]!);
    await answersOf(page);
    await page.evaluate(() => scrollTo(0, 0));
    const box = (await page.getByTestId("duel-finding").boundingBox())!;
    expect(await finding(page)).toContain("slowest: ");
    expect(await topOf(".duel-view .desk-surface")).toBe(before);
    expect(box.y + box.height).toBeLessThanOrEqual(before);
    expect(await findLargeShifts(page)).toEqual([]);
  }, 90_000);
});
