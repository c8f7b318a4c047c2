import type {Split} from "../characters/digits.js";

/** The build's results for the first images of a split, each laid on a page; browsers compare theirs with them. */
export interface Proof {
  readonly split: Split;
  /** The run that read them; null without runs. */
  readonly run: string | null;
  readonly answers: readonly {
    /** [784], 0 to 255, in base64: the preprocessed page. */
    readonly image: string;
    readonly label?: number;
    /** The predicted class's probability, in [0, 1]. */
    readonly confidence?: number;
  }[];
}

/** The agreement between a browser and the build. */
export interface Agreement {
  readonly n: number;
  /** The number of images with identical 784 values. */
  readonly sameValues: number;
  /** The number of images read as the same digit. */
  readonly sameDigit: number;
  /** The maximum difference of confidences, in [0, 1]. */
  readonly confidenceApart: number;
}

/** Compares *images*, each [784] or null for no ink, and their predictions *read* with a proof, image by image. */
export function compareWithProof(
  {answers}: Proof,
  images: readonly (Uint8Array | null)[],
  read: readonly {readonly label: number; readonly confidence: number}[]
): Agreement {
  const same = answers.filter(({image}, i) => {
    const values = atob(image);
    return images[i]?.length === values.length && images[i].every((level, j) => level === values.charCodeAt(j));
  });
  const apart = answers.map(({confidence}, i) => Math.abs((confidence ?? NaN) - (read[i]?.confidence ?? NaN)));
  return {
    n: answers.length,
    sameValues: same.length,
    sameDigit: answers.filter(({label}, i) => label !== undefined && label === read[i]?.label).length,
    confidenceApart: Math.max(0, ...apart.filter((difference) => !Number.isNaN(difference)))
  };
}
