import type {GrowthPoint} from "../../stats/growth/growth.js";

/** One relation: what is measured by what, and how it is said. */
export interface GrowthRelation extends Pick<GrowthPoint, "by" | "quantity"> {
  /** In the address and in file names. */
  readonly name: string;
  /** Whether a point's `what` belongs to it. */
  readonly isPart: (what: string) => boolean;
  /** What grows, at the start of a sentence: "Epoch time". */
  readonly grows: string;
  /** The label of the vertical axis. */
  readonly label: string;
  /** How it was measured, a sentence. */
  readonly how: string;
}

const isEpoch = (what: string) => what.startsWith("epoch");
const isBuild = (what: string) => what === "build";
const isPage = (what: string) => what.startsWith("/");

const BUILDS = "The images are the sample’s digits, each distorted anew.";
const RUNS = "The runs are copies of those of this site; the digits are the sample’s.";
const TIME = "Seconds on the clock, bundles made before.";
const MEMORY = "Peak resident memory of all processes of the build.";
const WEIGHT = "What a page loads before anything is done, gzipped, without images.";

/** The relations that the page shows, in order. */
export const GROWTH_RELATIONS: readonly GrowthRelation[] = [
  {
    name: "epoch-by-images",
    by: "images",
    quantity: "seconds",
    isPart: isEpoch,
    grows: "Epoch time",
    label: "Seconds an epoch",
    how: "Median of three epochs on made-up images, in batches of 128, without distortion."
  },
  {
    name: "epoch-by-parameters",
    by: "parameters",
    quantity: "seconds",
    isPart: isEpoch,
    grows: "Epoch time",
    label: "Seconds an epoch",
    how: "The documents’ network with 32 to 1,024 units in each hidden layer; median of three epochs on 10,000 made-up images."
  },
  {name: "build-time-by-images", by: "images", quantity: "seconds", isPart: isBuild, grows: "Build time", label: "Seconds a build", how: `${TIME} ${BUILDS}`}, // prettier-ignore
  {name: "build-memory-by-images", by: "images", quantity: "MB", isPart: isBuild, grows: "Build memory", label: "Peak memory (MB)", how: `${MEMORY} ${BUILDS}`}, // prettier-ignore
  {name: "build-time-by-runs", by: "runs", quantity: "seconds", isPart: isBuild, grows: "Build time", label: "Seconds a build", how: `${TIME} ${RUNS}`}, // prettier-ignore
  {name: "build-memory-by-runs", by: "runs", quantity: "MB", isPart: isBuild, grows: "Build memory", label: "Peak memory (MB)", how: `${MEMORY} ${RUNS}`}, // prettier-ignore
  {name: "pages-by-images", by: "images", quantity: "kB", isPart: isPage, grows: "Page weight", label: "kB, gzipped", how: `${WEIGHT} ${BUILDS}`}, // prettier-ignore
  {name: "pages-by-runs", by: "runs", quantity: "kB", isPart: isPage, grows: "Page weight", label: "kB, gzipped", how: `${WEIGHT} ${RUNS}`} // prettier-ignore
];
