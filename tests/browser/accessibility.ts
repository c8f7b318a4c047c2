import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly {readonly html: string}[];
}

/** Returns what axe finds on a page that is serious or critical, and where first: https://github.com/dequelabs/axe-core */
export async function findSerious(page: Page): Promise<{id: string; where: string | undefined}[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const {axe} = globalThis as unknown as {axe: {run(): Promise<{violations: Violation[]}>}};
    return (await axe.run()).violations.map(({id, impact, nodes}) => ({id, impact, where: nodes[0]?.html}));
  });
  return violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, where}) => ({id, where}));
}
