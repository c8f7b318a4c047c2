import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly {readonly html: string}[];
}

/** Returns what axe finds on a page, of any impact, and where first: https://github.com/dequelabs/axe-core */
export async function findViolations(page: Page): Promise<{id: string; where: string | undefined}[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {axe} = globalThis as unknown as {axe: {run(): Promise<{violations: Violation[]}>}};
    return (await axe.run()).violations.map(({id, nodes}) => ({id, where: nodes[0]?.html}));
  });
}
