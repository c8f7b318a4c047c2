import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {expect} from "vitest";
import {DIST} from "../../loaders/paths.js";
import type {Systems} from "../../loaders/runs/systems.js";

/** The systems that the site lists, as its own file of them says. */
function systemsOfSite(): string[] {
  const folder = join(DIST, "_file", "data");
  const file = readdirSync(folder).find((name) => /^systems\..*json$/.test(name))!;
  const {systems} = JSON.parse(readFileSync(join(folder, file), "utf8")) as Systems;
  return systems.filter(({hasModel}) => hasModel).map(({run}) => run);
}

export const SYSTEMS = systemsOfSite();
export const LIGHT = SYSTEMS.filter((name) => name !== "tesseract");
export const PATIENCE = {timeout: 60_000};

/** A line of the list, as it is shown. */
export interface Line {
  readonly run: string;
  readonly state: string;
  readonly verdict: string;
  readonly text: string;
  readonly sure: string;
  readonly time: string;
  readonly score: string;
}

/** What the list shows, from top to bottom. */
export function linesOf(page: Page): Promise<Line[]> {
  return page.locator(".duel-list tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const {run, state, verdict} = (row as HTMLElement).dataset;
      const textOf = (selector: string) => row.querySelector<HTMLElement>(selector)!.innerText.trim();
      return {
        run: run!,
        state: state!,
        verdict: verdict!,
        text: textOf(".duel-text"),
        sure: textOf(".duel-sure"),
        time: textOf(".duel-time"),
        score: textOf(".duel-score")
      };
    })
  );
}

/** What is said of the drawing. */
export const finding = (page: Page) => page.getByTestId("duel-finding").innerText();

/** Resolves to the lines once each of *names* has answered, or can't. */
export async function answersOf(page: Page, names: readonly string[] = LIGHT): Promise<Line[]> {
  const answered = async () => (await linesOf(page)).filter(({state}) => state !== "waiting").map(({run}) => run);
  await expect.poll(async () => (await answered()).sort(), PATIENCE).toEqual([...names].sort());
  await expect.poll(() => finding(page), PATIENCE).toMatch(/slowest:/);
  await page.waitForTimeout(250); // the lines move
  return linesOf(page);
}

/** The button by which the visitor says that a drawing is this. */
export const truth = (page: Page, name: string) => page.getByTestId("truth").getByRole("button", {name, exact: true});
