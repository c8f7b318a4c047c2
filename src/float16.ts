/** Converts numbers to IEEE 754 binary16, rounding to nearest, ties to even; the largest finite values are ±65504. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
  return Uint16Array.from(bits, float16Bits);
}

function float16Bits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112; // the bias is 15, not 127
  const fraction = bits & 0x7fffff;
  if (exponent >= 31) return (bits & 0x7fffffff) > 0x7f800000 ? sign | 0x7e00 : sign | 0x7c00; // NaN, infinity, too large
  // 13 bits are rounded away; of a subnormal number more, and its leading 1 becomes explicit.
  const subnormal = exponent <= 0;
  const shift = subnormal ? 14 - exponent : 13;
  if (shift > 24) return sign;
  const whole = subnormal ? fraction | 0x800000 : ((exponent << 23) | fraction) >>> 0;
  const kept = whole >>> shift;
  const rest = whole & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return sign | (kept + Number(rest > half || (rest === half && (kept & 1) === 1)));
}

/** Returns the number that the IEEE 754 binary16 *bits* represent. */
export function fromFloat16(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
}
