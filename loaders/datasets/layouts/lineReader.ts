import type {TextEncoding} from "../../../src/run/decodeText.js";

/**
 * Returns a streaming splitter of text into lines, without their ends (LF, CRLF or CR) and without a byte order mark.
 * `push` and `end` return the complete lines; `restLength` is the length of the incomplete one, in UTF-16 code units.
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
    rest = lines.pop()!; // a CR at its end may be half of a CRLF
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
