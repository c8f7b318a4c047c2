import {isAblation} from "../../run/ablationRun.js";

/** The style of a run, the same on every page. */
export interface RunStyle {
  /** A CSS color that suits the light and the dark theme. */
  readonly color: string;
  /** An SVG `stroke-dasharray`; "none" for the first ten runs. */
  readonly dash: string;
  /** A symbol of Observable Plot. */
  readonly symbol: (typeof SYMBOLS)[number];
}

/** The number of colors: `--run-0` to `--run-9` in styles/tokens.css. */
const COLORS = 10;
const DASHES = ["none", "6 3", "2 2", "8 3 2 3"];
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "wye", "cross"] as const;

/**
 * Returns the styles of runs, given the *names* of all runs of the site in the order of `runs.json`: ten distinct
 * colors, then the same colors dashed. Ablations come last, so that they take no color from the others. The first forty
 * runs differ in color or dash, the first seventy in color or symbol. Other names get the color of ink.
 */
export function runColors(names: readonly string[]): (name: string) => RunStyle {
  const ordered = [...names].sort((a, b) => Number(isAblation(a)) - Number(isAblation(b)));
  const ranks = new Map(ordered.map((name, i) => [name, i]));
  return (name) => {
    const rank = ranks.get(name);
    if (rank === undefined) return {color: "var(--ink)", dash: "none", symbol: "circle"};
    return {
      color: `var(--run-${rank % COLORS})`,
      dash: DASHES[Math.floor(rank / COLORS) % DASHES.length]!,
      symbol: SYMBOLS[rank % SYMBOLS.length]!
    };
  };
}
