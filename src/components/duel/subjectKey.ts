import type {Subject} from "../../readers/messages.js";

/** The offset and the prime of the 32-bit FNV-1a hash: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
const [OFFSET, PRIME] = [0x811c9dc5, 0x01000193];

/** Returns a text that tells drawings and photos apart: the same for the same strokes or pixels, after reloading too. */
export function subjectKey(subject: Subject): string {
  if ("strokes" in subject) {
    const text = JSON.stringify(subject.strokes);
    return `ink-${hash(new TextEncoder().encode(text))}-${text.length}`;
  }
  const {data, width, height} = subject.picture;
  return `picture-${hash(data)}-${width}x${height}`;
}

function hash(bytes: ArrayLike<number>): string {
  let value = OFFSET;
  for (let i = 0; i < bytes.length; ++i) value = Math.imul(value ^ bytes[i]!, PRIME);
  return (value >>> 0).toString(16);
}
