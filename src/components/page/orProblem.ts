import {siteFileProblem} from "../../siteFile.js";
import {emptyPage, emptyState} from "./emptyState.js";

/** A page's own way to show an element where the cell stands. */
type Display = (node: Node) => unknown;

/**
 * Resolves to what *loading* does, without which the page has nothing to show. Where it fails, the page is its title and what
 * is wrong and what helps, shown by *display*; the promise stays pending then, so that nothing is made of what is not there.
 */
export function orProblem<Value>(loading: Promise<Value>, display: Display): Promise<Value> {
  return loading.catch((error: unknown) => showProblem(emptyPage(siteFileProblem(error)), display));
}

/** Resolves as `orProblem` does, for a part of the page: where it fails, that alone is missing. */
export function orPartProblem<Value>(loading: Promise<Value>, display: Display): Promise<Value> {
  return loading.catch((error: unknown) => showProblem(emptyState(siteFileProblem(error)), display));
}

function showProblem(problem: HTMLElement, display: Display): Promise<never> {
  problem.classList.add("site-problem");
  problem.setAttribute("role", "alert");
  display(problem);
  return new Promise<never>(() => undefined);
}
