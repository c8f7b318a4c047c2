/** A growing byte buffer. It takes at most twice the memory of its content. */
export interface GrowingBytes {
  /** Adds a copy of *piece*. */
  add(piece: Uint8Array): void;
  /** Returns a view of all bytes added so far. */
  bytes(): Uint8Array;
}

/** Creates an empty buffer with an initial capacity of *room* bytes. */
export function growingBytes(room = 1 << 16): GrowingBytes {
  let data = new Uint8Array(room);
  let length = 0;
  return {
    add(piece) {
      if (length + piece.length > data.length) {
        const grown = new Uint8Array(Math.max(length + piece.length, 2 * data.length));
        grown.set(data.subarray(0, length));
        data = grown;
      }
      data.set(piece, length);
      length += piece.length;
    },
    bytes: () => data.subarray(0, length)
  };
}
