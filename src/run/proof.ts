import type {Split} from "../characters/digits.js";

/** What a build made of the first images of a split, each laid on a page: for browsers to compare theirs with. */
export interface Proof {
  readonly split: Split;
  /** Which run read them; null where there is none. */
  readonly run: string | null;
  readonly answers: readonly {
    /** [784], 0 to 255, in base64: what preprocessing made of the page. */
    readonly image: string;
    readonly label?: number;
    /** The digit's probability, in [0, 1]. */
    readonly confidence?: number;
  }[];
}

/** How far a browser agrees with the build. */
export interface Agreement {
  readonly n: number;
  /** How many images have the same 784 values. */
  readonly sameValues: number;
  /** How many were read as the same digit. */
  readonly sameDigit: number;
  /** The greatest difference of confidences, in [0, 1]. */
  readonly confidenceApart: number;
}

/** Returns how far *images*, [784] each, and what was *read* in them agree with a proof, image by image; null is no image. */
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
