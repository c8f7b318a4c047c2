import {createHash} from "node:crypto";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier} from "../../../loaders/runs/runs.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {writeDigit} from "../../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import {startBackend} from "../../../src/readers/network/backend.js";

/** Written digits, seeded: [500 × 784] in [0, 1]. */
function writtenDigits(): Float32Array {
  const random = randomLcg(0.25);
  const images = new Float32Array(500 * PIXELS);
  for (let i = 0; i < 500; ++i) {
    preprocessStrokes(writeDigit(i % 10, random))!.image.forEach((ink, p) => (images[i * PIXELS + p] = ink / 255));
  }
  return images;
}

/** SHA-256 of the answers, likelihoods and marks of each committed run, as the code of commit 5b22aab gave them. */
const BEFORE = [
  ["ablation-10000-images", "3fc4f172201492ee78e1557272e801fdf7f730fdfa94767f1b143842bd3f2d16"],
  ["ablation-3000-images", "dd734d56342fc9295bb75547f39a82803e23134a6451185af1923e9d81db4f8e"],
  ["ablation-all", "bfada8c0d5d2e521a87aed094d76896f324758b697318ca16430275099273d8a"],
  ["ablation-no-distortion", "3d567e9abd92224a305f35a446049694099c21f75d17aca97ff6bc90b69f6fc2"],
  ["ablation-no-schedule", "ccab2db76b8f830d3158ecb53445b4e0999c8f093bff9fb0286a4dacf9b7ae6e"],
  ["ann", "1b564a67f75093327b78231445b40dfdd1a2bf3448227183fa2b4c27eeb8f96a"],
  ["ann-documents", "8aff1e7fb9f95398b4e6a5b4e22c976c3490719c9d9d4408530b95a79ea0240e"],
  ["ann-documents-seed-2", "46bfbffff69aca08de6eecd2f7583ca3302db89f264187d8ede1dfbbbcabca7c"],
  ["ann-documents-seed-3", "7cd577925dbc857850750f00cea6ec989ac6dcf0c1a702599ab3c07adc7f981a"],
  ["ann-sample", "42269f2e9461d4810d1106fdbc083375470fc9fc20a5b8d710743e8a26ab4a27"],
  ["cnn", "707dcac819bd7231e54e31bac86b5b80a6eaa76866f5056c111648e457e105c7"],
  ["cnn-pen", "55bd289b77089c6e2e180665eb621cc3e717be56d12678a2d665808405fe96cf"]
] as const;

describe("the committed runs", () => {
  let images: Float32Array;
  beforeAll(async () => {
    await startBackend(WASM);
    images = writtenDigits();
  });

  it.each(BEFORE)("%s answers to the bit as it did before", async (name, sha256) => {
    const classifier = await readClassifier(name);
    const {probabilities, likelihoods, marks} = await classifier.classify(images);
    const hash = createHash("sha256");
    for (const part of [probabilities, likelihoods, marks]) {
      if (part) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    expect(hash.digest("hex")).toBe(sha256);
    classifier.dispose();
  });
});
