import {html} from "htl";
import {DOCUMENTS_RUN, type DeskRun} from "../../stats/deskRuns.js";
import {readAddress} from "../inputs/address.js";
import type {LiveWalk} from "../network/followLive.js";
import {runSelect, type RunSelect} from "../run/runSelect.js";

/** Returns the runs whose layers can be followed: the networks, that of the documents first. */
export function layeredRuns(runs: readonly DeskRun[]): DeskRun[] {
  const networks = runs.filter(({kind}) => kind === "network");
  return networks.sort((a, b) => Number(b.name === DOCUMENTS_RUN) - Number(a.name === DOCUMENTS_RUN));
}

/** Returns a choice of the network that a walk asks, which the address keeps. */
export function networkChoice(runs: readonly DeskRun[], walk: LiveWalk): RunSelect {
  const choice = runSelect(
    runs.map(({name, classes, title}) => ({name, classes, about: {title}})),
    {label: "Network"}
  );
  choice.addEventListener("input", () => {
    const run = runs.find(({name}) => name === choice.value);
    if (run) walk.readBy(run);
  });
  return choice;
}

/** Returns the run of *networks* that the address names, or else the first. */
export function addressedRun(networks: readonly DeskRun[]): DeskRun | undefined {
  const named = readAddress("run");
  return networks.find(({name}) => name === named) ?? networks[0];
}

/**
 * Returns a sentence where the address names a run that is none of *networks*: one of the *runs* without layers, or none of
 * the site; an empty fragment elsewhere.
 */
export function noLayersNote(runs: readonly DeskRun[], networks: readonly DeskRun[]): Node {
  const named = readAddress("run");
  const [first] = networks;
  if (named === undefined || !first || networks.some(({name}) => name === named))
    return document.createDocumentFragment();
  const run = runs.find(({name}) => name === named);
  const why = run
    ? html`“${run.title}” has no layers to see through; <a href=${`./runs/${run.name}`}>its page</a> shows what it is
        made of.`
    : html`This site has no network named ${named}.`;
  return html`<p class="note" role="status" data-testid="no-layers">${why} ${first.name} is shown instead.</p>`;
}
