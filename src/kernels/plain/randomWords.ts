/**
 * Returns a source of random 32-bit integers for an image: PCG-RXS-M-XS-32 (O'Neill, PCG: A family of simple fast
 * space-efficient statistically good algorithms for random number generation, 2014, https://www.pcg-random.org), whose
 * first state is MurmurHash3's finalizer of a *key* and the image's *position*.
 */
export function randomWords(key: number, position: number): () => number {
  let state = (key + Math.imul(position, 0x9e3779b9)) | 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  state ^= state >>> 16;
  return () => {
    state = (Math.imul(state, 747796405) + 2891336453) | 0;
    const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737);
    return (word >>> 22) ^ word;
  };
}
