/** How the text of a table is encoded. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** Bytes that are looked at for zeros. */
const HEAD = 1024;

/** A table of numbers has no other characters: in UTF-16 every second byte of it is 0. */
const MIN_ZEROS = 0.9;

/**
 * Returns the text in *bytes* without its byte order mark, in the encoding that `detectEncoding` finds. Other bytes become
 * U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(detectEncoding(bytes)).decode(bytes);
}

/**
 * Returns the encoding of a text that begins with *head*: UTF-16, as Excel and PowerShell write it, by its byte order mark,
 * or where it has none by the zeros that UTF-16 puts beside every ASCII character; UTF-8 otherwise.
 */
export function detectEncoding(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(HEAD, head.length) >> 1;
  const zeros: [number, number] = [0, 0];
  for (let i = 0; i < 2 * pairs; ++i) if (!head[i]) ++zeros[(i % 2) as 0 | 1];
  if (zeros[1] > MIN_ZEROS * pairs && !zeros[0]) return "utf-16le";
  if (zeros[0] > MIN_ZEROS * pairs && !zeros[1]) return "utf-16be";
  return "utf-8";
}
