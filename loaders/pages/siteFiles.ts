import type {GrowthPoint} from "../../src/stats/growth/growth.js";
import type {DeskRun} from "../../src/stats/deskRuns.js";
import type {Demonstration} from "../../src/run/demonstration.js";
import type {Proof} from "../../src/run/proof.js";
import type {DatasetSummary} from "../datasets/summary.js";
import type {Claims} from "../runs/claims/claims.js";
import type {SiteRuns} from "../runs/siteRuns.js";
import type {Rival} from "../runs/rivals.js";
import type {Systems} from "../runs/systems.js";
import type {DoubtfulReport} from "../../src/stats/neighbors/doubtfulReport.js";
import type {StepCost} from "../siteData/stepCosts.js";

/** What a file of bytes holds: no JSON. */
export interface Bytes {
  readonly json: never;
}

/**
 * The files of the site that its pages load, by their paths in it, each with what its JSON holds: the loader entries write
 * it, the pages are checked against it.
 */
export interface SiteFiles {
  readonly "data/dataset.json": DatasetSummary;
  readonly "data/runs.json": SiteRuns;
  readonly "data/systems.json": Systems;
  readonly "data/claims.json": Claims;
  readonly "data/growth.json": readonly GrowthPoint[];
  readonly "data/desk.json": readonly DeskRun[];
  readonly "data/demonstration.json": readonly Demonstration[];
  readonly "data/duel.json": readonly Rival[];
  readonly "data/proof.json": Proof;
  readonly "data/step-costs.json": readonly StepCost[];
  readonly "data/digits.bin": Bytes;
  readonly "data/traits.bin": Bytes;
  readonly "data/hashes.bin": Bytes;
  readonly "data/typical.bin": Bytes;
  readonly "data/atlas/doubtful.json": DoubtfulReport;
  readonly "data/atlas/neighbors.bin": Bytes;
  readonly "data/atlas/pca.bin": Bytes;
  readonly "data/atlas/umap.bin": Bytes;
  readonly "data/atlas/votes.bin": Bytes;
  readonly "bundles/recognizer.js": Bytes;
  readonly "bundles/recognizer-tensors.js": Bytes;
  readonly "bundles/recognizer-layers.js": Bytes;
  readonly "bundles/trainer.js": Bytes;
  readonly "bundles/reading.wasm": Bytes;
  readonly "bundles/executor.wasm": Bytes;
  readonly "bundles/tfjs-backend-wasm-simd.wasm": Bytes;
  readonly "bundles/kernels.wasm": Bytes;
}
