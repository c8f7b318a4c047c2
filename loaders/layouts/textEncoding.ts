/** How the text of a table is encoded. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** A table of numbers has no other characters: in UTF-16 every second byte of it is 0. */
const MIN_ZEROS = 0.9;

/**
 * Returns the encoding of a text that begins with *head*: by its byte order mark, or where it has none by the zeros that
 * UTF-16 puts beside every ASCII character; UTF-8 otherwise.
 */
export function detectEncoding(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(512, head.length >> 1);
  const zeros = [0, 0];
  for (let i = 0; i < 2 * pairs; ++i) if (!head[i]) ++zeros[i % 2];
  if (zeros[1] > MIN_ZEROS * pairs && !zeros[0]) return "utf-16le";
  if (zeros[0] > MIN_ZEROS * pairs && !zeros[1]) return "utf-16be";
  return "utf-8";
}

/**
 * Returns what cuts a text, given piece by piece, into lines without their ends: LF, CRLF or CR. A byte order mark is
 * dropped. `push` and `end` return the lines that are whole; `restLength` is the length of the one that is not yet.
 */
export function lineReader(encoding: TextEncoding): {
  push(chunk: Uint8Array): string[];
  end(): string[];
  restLength(): number;
} {
  const decoder = new TextDecoder(encoding);
  let rest = "";
  function cut(text: string): string[] {
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!; // its CR may be half of a CRLF
    return lines;
  }
  return {
    push: (chunk) => cut(rest + decoder.decode(chunk, {stream: true})),
    end() {
      const last = (rest + decoder.decode()).replace(/\r$/, "");
      rest = "";
      return last ? last.split(/\r\n|\n|\r/) : [];
    },
    restLength: () => rest.length
  };
}
