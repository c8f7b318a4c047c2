/** The encodings that a table's text may have. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** The number of leading bytes searched for zeros. */
const HEAD = 1024;

/** The minimum share of zeros among every second byte. In UTF-16, tables of numbers have only such characters. */
const MIN_ZEROS = 0.9;

/**
 * Decodes *bytes* without their byte order mark, in the encoding that `detectEncoding` finds. Invalid bytes become
 * U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(detectEncoding(bytes)).decode(bytes);
}

/**
 * Detects the encoding of a text that begins with *head*: UTF-16, as Excel and PowerShell write it, by its byte order
 * mark or by the zero byte of every ASCII character; UTF-8 otherwise.
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
