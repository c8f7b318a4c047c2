/**
 * Returns the text in *bytes* without its byte order mark: UTF-8, or UTF-16 as Excel and PowerShell write it, told by its
 * mark or, without one, by the zero byte of each ASCII character. Other bytes become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Bytes that are looked at for zeros. */
const HEAD = 512;

function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  bytes.subarray(0, HEAD).forEach((byte, i) => byte || ++zeros[i % 2]!);
  const pairs = Math.min(bytes.length, HEAD) / 2;
  if (zeros[1]! > 0.9 * pairs && !zeros[0]) return "utf-16le";
  return zeros[0]! > 0.9 * pairs && !zeros[1] ? "utf-16be" : "utf-8";
}
