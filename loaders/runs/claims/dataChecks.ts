import {sum} from "d3-array";
import {InputError} from "../../../src/inputError.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {DOCUMENTS_RUN} from "../../../src/stats/deskRuns.js";
import type {Run} from "../runs.js";
import type {Check, Facts, Figure} from "./finding.js";

const SPLITS = ["train", "validation", "test"] as const;

const WORDS: Readonly<Record<(typeof SPLITS)[number], string>> = {
  train: "training",
  validation: "validation",
  test: "test"
};

/** What the documents say of the sizes of the splits, and of all files together, in bytes. */
const CLAIMED = {train: 30_000, validation: 3_000, test: 3_000, bytes: 1e9};

/** Half of what is claimed is still "approximately" that. */
const MIN_BYTES = CLAIMED.bytes / 2;

const NAMES = {
  text: "Kaggle: Handwriting Recognition",
  href: "https://www.kaggle.com/datasets/landlord/handwriting-recognition"
};

const splitSizes: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const sizes = sizesOf(await facts.run(DOCUMENTS_RUN));
    const isSame = SPLITS.every((split) => sizes[split] === CLAIMED[split]);
    return {
      verdict: isSame ? "reproduced" : "not reproduced",
      because: isSame
        ? "Handscope trains, validates and tests on splits of these sizes, of MNIST. The report has no validation set; the summary has."
        : "The documents’ network was trained on splits of other sizes here.",
      how: "Images in the splits that the run names.",
      figures: SPLITS.map((split): Figure => ({
        kind: "count",
        label: `${WORDS[split]} images`,
        value: sizes[split],
        run: DOCUMENTS_RUN
      })),
      links: [{text: "Data", href: "./data"}]
    };
  }
};

const content: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const {about} = await facts.run(DOCUMENTS_RUN);
    return {
      verdict: "not defined",
      because:
        "The documents say all three, and name no file. MNIST has 60,000 images to learn from. A set that Kaggle has of handwritten names (some 330,000 to train on, 41,370 each to validate and test) is one of which notebooks commonly take 30,000 for training and 3,000 for validation: it may be that one, which is not certain.",
      how: "Contradictory claims can’t be measured. This is what Handscope uses instead.",
      figures: [
        {kind: "text", label: "images used here", value: about.dataset?.title ?? "unknown", run: DOCUMENTS_RUN},
        ...(about.evaluated?.n === undefined
          ? []
          : [{kind: "count", label: "official test images", value: about.evaluated.n, run: DOCUMENTS_RUN} as const])
      ],
      links: [NAMES, {text: "Where the data come from", href: "./data"}]
    };
  }
};

const gigabyte: Check = {
  needs: [DOCUMENTS_RUN],
  check: async (facts) => {
    const run = await facts.run(DOCUMENTS_RUN);
    const sizes = sizesOf(run);
    const bytes = PIXELS * sum(SPLITS, (split) => sizes[split]);
    const isLarge = bytes >= MIN_BYTES;
    return {
      verdict: isLarge ? "reproduced" : "not reproduced",
      because: isLarge
        ? "The images take about that."
        : "So many digits of 28 × 28 pixels take a few hundredths of that, and all have one size and one format. Kaggle’s names take about 1.3 GB, in various sizes: perhaps the documents mean these.",
      how: "A byte for each pixel of all images; reproduced from half a gigabyte on.",
      figures: [
        {kind: "bytes", label: "all images, a byte for each pixel", value: bytes, run: DOCUMENTS_RUN},
        {kind: "bytes", label: "of these, the training images", value: PIXELS * sizes.train, run: DOCUMENTS_RUN},
        ...filesFigure(run)
      ],
      links: [NAMES]
    };
  }
};

function filesFigure({about}: Run): Figure[] {
  const {files} = (about.dataset?.provenance ?? {}) as {files?: {bytes?: unknown}};
  const bytes = files?.bytes;
  return typeof bytes === "number"
    ? [{kind: "bytes", label: "the files, compressed", value: bytes, run: DOCUMENTS_RUN}]
    : [];
}

/** Returns the sizes of the splits that a run names. @throws InputError where it names none */
function sizesOf({name, about: {dataset}}: Run): Record<(typeof SPLITS)[number], number> {
  const {train, validation, test} = dataset ?? {};
  if (train === undefined || validation === undefined || test === undefined)
    throw new InputError(`${name}/run.json`, "the sizes of the splits", "none");
  return {train, validation, test};
}

const text: Check = {
  needs: [],
  check: ({alphabets}: Facts) => {
    const letters = alphabets.filter((classes) => classes.some((one) => !/^\d$/.test(one)));
    return Promise.resolve({
      verdict: "not defined",
      because: "A wish for later, not a claim of what is: there is nothing to measure it by.",
      how: "Runs of this site whose classes are not digits alone.",
      figures: [
        {kind: "count", label: "runs that read letters", value: letters.length},
        {kind: "count", label: "runs that read digits", value: alphabets.length - letters.length}
      ],
      links: [{text: "Runs", href: "./runs"}]
    });
  }
};

export const DATA_CHECKS = {"split-sizes": splitSizes, content, gigabyte, text};
