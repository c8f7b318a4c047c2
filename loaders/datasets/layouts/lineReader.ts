import type {TextEncoding} from "../../../src/run/decodeText.js";

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
