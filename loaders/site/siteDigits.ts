import type {Dataset} from "../datasets/dataset.js";

/** The digits of a site. */
export interface SiteDigits {
  /** The folder that they are read from. */
  readonly data: string;
  readonly dataset: Dataset;
}
