import {html} from "htl";

/** Returns links to the run before *name* and to the one after it, and to all. */
export function runNeighbors(runs: readonly {readonly name: string}[], name: string): HTMLElement {
  const at = runs.findIndex((run) => run.name === name);
  const link = (run: {readonly name: string} | undefined, text: (name: string) => string) =>
    run ? html`<a href=${`./${run.name}`}>${text(run.name)}</a>` : null;
  return html`<nav class="run-neighbors" aria-label="Other runs">
    <a href="../runs">All runs</a>
    ${link(at > 0 ? runs[at - 1] : undefined, (other) => `← ${other}`)}
    ${link(at < 0 ? undefined : runs[at + 1], (other) => `${other} →`)}
  </nav>`;
}
