import type {SystemRow, Systems} from "../../../loaders/runs/systems.js";
import {DOCUMENTS_RUN} from "../../stats/deskRuns.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";

/** Returns which of the systems is the most accurate one, the least, and where the documents' network stands among them. */
export function systemsFinding({n, test, systems}: Systems): string {
  const [best] = systems;
  const last = systems.at(-1);
  if (!best || !last || best === last) return "There are no two systems to compare yet.";
  const own = systems.findIndex(({run}) => run === DOCUMENTS_RUN);
  const documents = own < 0 ? "" : ` The documents’ network is number ${own + 1}.`;
  return `${best.title} reads most: ${shareOf(best, n)} of ${formatCount(n)} test images (${test}); ${last.title} least, ${shareOf(last, n)}.${documents}`;
}

/** Returns the share of all images that a system read right: "99.44 %". */
export function shareOf({right}: Pick<SystemRow, "right">, n: number): string {
  return formatPercent(right / n, n);
}

/** Returns its 95 % interval: "99.27–99.57 %". */
export function intervalOf({right}: Pick<SystemRow, "right">, n: number): string {
  return formatInterval(wilsonInterval(right, n), n);
}

/** The share of images that a system does not read right, in (0, 1]: of none, half an image, as a logarithm needs. */
export function errorOf({right}: Pick<SystemRow, "right">, n: number): number {
  return Math.max(n - right, 0.5) / n;
}
