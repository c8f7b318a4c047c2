import {sitePages, type NavigationPage} from "./sitePages.js";

/** A page to read next, and what one finds there. */
interface Step {
  readonly path: string;
  readonly finds: string;
  /** What the link says, where that is not the page's name. */
  readonly name?: string;
}

const WALK: Step = {path: "/walk", finds: "one digit, from the pen to the answer"};
const DRAW: Step = {path: "/draw", finds: "your own digit, number or photo"};
const DATA: Step = {path: "/data", finds: "every image that the networks learned from"};
const PREPROCESSING: Step = {path: "/preprocessing", finds: "what becomes of a picture before it is read"};
const TRAINING: Step = {path: "/training", finds: "how the networks learned, and what helped most"};
const EVALUATION: Step = {path: "/evaluation", finds: "how often a network is right, and what it mixes up"};
const TRAIN: Step = {
  path: "/train",
  finds: "change a setting and watch a network learn",
  name: "Train in your browser"
};
const SYSTEMS: Step = {path: "/systems", finds: "rules, statistics and networks on the same digits"};
const SEE: Step = {path: "/see", finds: "every unit of a network, while it reads"};
const DUEL: Step = {path: "/duel", finds: "your drawing, read by all systems at once"};
const RULES: Step = {path: "/rules", finds: "a reader that one can read"};
const CLAIMS: Step = {path: "/claims", finds: "what two papers said, and what was measured"};
const RUNS: Step = {path: "/runs", finds: "every network of this site, by accuracy"};
const DOUBTFUL: Step = {
  path: "/data#labels-in-doubt",
  finds: "mistakes that may be the labels’",
  name: "Labels in doubt"
};

/** Where the pages lead on, by path; a path that ends in "/" stands for all pages below it. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  "/index": [WALK, TRAINING, TRAIN],
  "/walk": [SEE, DRAW, DATA, TRAINING],
  "/see": [DUEL, DATA, TRAINING],
  "/draw": [DUEL, SEE, WALK, PREPROCESSING, EVALUATION],
  "/duel": [SYSTEMS, RULES, EVALUATION],
  "/data": [PREPROCESSING, TRAINING],
  "/preprocessing": [TRAINING, DRAW],
  "/training": [EVALUATION, TRAIN],
  "/growth": [TRAINING, SYSTEMS],
  "/evaluation": [SYSTEMS, DOUBTFUL],
  "/train": [TRAINING, RUNS],
  "/systems": [DUEL, CLAIMS, DRAW, EVALUATION],
  "/rules": [DUEL, SYSTEMS],
  "/claims": [SYSTEMS, EVALUATION],
  "/runs": [SYSTEMS, TRAINING],
  "/runs/": [RUNS, TRAINING],
  "/open-run": [RUNS, TRAIN]
};

/**
 * Returns the links with which the page at *path* leads on, as HTML: two of its next steps whose pages exist; nothing for a
 * page without any.
 */
export function nextSteps(path: string, pages: readonly NavigationPage[] = sitePages): string {
  const below = `${path.slice(0, path.lastIndexOf("/"))}/`;
  const steps = (STEPS[path] ?? STEPS[below] ?? []).filter((step) => nameOf(step, pages) !== undefined).slice(0, 2);
  if (!steps.length) return "";
  const links = steps.map(
    (step) => `<a href="${step.path}">${step.name ?? nameOf(step, pages)} →<small>${step.finds}</small></a>`
  );
  return `<nav class="next-steps doors" aria-label="Next">${links.join("")}</nav>`;
}

function nameOf({path}: Step, pages: readonly NavigationPage[]): string | undefined {
  const [page] = path.split("#");
  return pages.find((one) => one.path === page)?.name;
}
