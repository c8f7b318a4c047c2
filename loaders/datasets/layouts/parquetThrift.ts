/**
 * Types of Thrift's compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
const [STOP, TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, STRUCT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12
];
const MAX_DEPTH = 32;

/**
 * Checks a struct in Thrift's compact protocol that begins at *start*: its lists and strings must not be longer than
 * the bytes that are left. hyparquet would allocate memory for any length that a list claims.
 * @throws Error if one is longer, or if the struct ends early
 */
export function checkThrift(bytes: Uint8Array, start: number): void {
  let at = start;

  function next(): number {
    const byte = bytes[at++];
    if (byte === undefined) throw new Error("a header that is cut short");
    return byte;
  }

  function varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = next();
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  function skip(length: number): void {
    if (length > bytes.length - at) throw new Error("a header that promises more than is there");
    at += length;
  }

  function value(type: number, depth: number): void {
    if (type === BYTE) skip(1);
    else if (type === I16 || type === I32 || type === I64) varint();
    else if (type === DOUBLE) skip(8);
    else if (type === BINARY) skip(varint());
    else if (type === LIST || type === SET) list(depth);
    else if (type === STRUCT) struct(depth + 1);
    else throw new Error("a header of another form");
  }

  function list(depth: number): void {
    const head = next();
    const [short, type] = [head >> 4, head & 15];
    const size = short === 15 ? varint() : short;
    if (size > bytes.length - at) throw new Error("a list longer than the file");
    for (let i = 0; i < size; ++i) value(type === TRUE || type === FALSE ? BYTE : type, depth);
  }

  function struct(depth: number): void {
    if (depth > MAX_DEPTH) throw new Error("a header that is too deep");
    for (let head = next(); head !== STOP; head = next()) {
      const type = head & 15;
      if (!(head >> 4)) varint(); // the field's number, unless it follows the previous one closely
      if (type !== TRUE && type !== FALSE) value(type, depth);
    }
  }

  struct(0);
}
