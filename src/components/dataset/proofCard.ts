import {randomLcg} from "d3-random";
import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {layOnPage} from "../../characters/paper.js";
import {preprocess} from "../../ink/preprocess.js";
import {compareWithProof, type Agreement, type Proof} from "../../run/proof.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {classWords} from "../page/classWords.js";
import {formatCount} from "../page/format.js";
import {readSpriteDigit} from "../images/spriteDigit.js";
import {whenSeen} from "../page/whenSeen.js";

/** A run's prediction for an image. */
interface Classified {
  readonly label: number;
  readonly confidence: number;
}

export interface ProofCardOptions {
  /** The classes of the images. */
  readonly classes: Alphabet;
  readonly spriteUrl: SpriteUrl;
  /** Resolves to the build's results. */
  readonly load: () => Promise<Proof>;
  /** Resolves to a run's predictions for *images*, each [784]; rejects with a sentence for the visitor. */
  readonly classify: (run: string, images: readonly Uint8Array[]) => Promise<readonly Classified[]>;
}

/**
 * Returns a card that, once seen, checks that this browser agrees with the build: preprocesses and reads the same
 * images on the same pages, and compares the results value by value.
 */
export function proofCard({classes, spriteUrl, load, classify}: ProofCardOptions): HTMLElement {
  const title = html`<h2>Does preprocessing here match the build?</h2>`;
  const sentence = html`<p class="caption" role="status" data-testid="proof">
    This check runs when it comes into view.
  </p>`;
  const card = html`<section class="card">${title}${sentence}</section>`;

  async function prove(): Promise<void> {
    const proof = await load();
    const images = await Promise.all(
      proof.answers.map(async (_, index) => {
        const digit = await readSpriteDigit({split: proof.split, index}, spriteUrl);
        return preprocess(layOnPage(digit, randomLcg(index / 65_536)))?.image ?? new Uint8Array(digit.length);
      })
    );
    const read = proof.run === null ? [] : await classify(proof.run, images);
    const agreement = compareWithProof(proof, images, read);
    title.textContent = proofFinding(agreement, proof);
    sentence.textContent = describeProof(agreement, proof, classes);
  }

  whenSeen(card)
    .then(prove)
    .catch((error: Error) => (sentence.textContent = `The check failed: ${error.message}`));
  return card;
}

/** States in a title whether browser and build agree. */
export function proofFinding({n, sameValues, sameDigit}: Agreement, {run}: Pick<Proof, "run">): string {
  if (sameValues < n) return "Preprocessing here differs from the build";
  return run === null || sameDigit === n
    ? "Preprocessing here matches the build, bit for bit"
    : `Preprocessing here matches the build, but ${run} answers differently`;
}

/** Describes the agreement, with its figures. */
export function describeProof(
  {n, sameValues, sameDigit, confidenceApart}: Agreement,
  {run, split}: Pick<Proof, "run" | "split">,
  classes: Alphabet
): string {
  const values = `Your browser preprocessed the first ${formatCount(n)} ${split} images again, just now: ${formatCount(sameValues)} of ${formatCount(n)} have the same 784 values as in Node when the site was built.`;
  if (run === null) return values;
  const confidences = confidenceApart
    ? `its confidence differs by at most ${confidenceApart.toExponential(0)}`
    : "with the same confidence, bit for bit";
  return `${values} ${run} predicts the same ${classWords(classes).kind} for ${formatCount(sameDigit)} of them; ${confidences}.`;
}
