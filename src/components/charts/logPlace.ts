/** Returns where a *value* lies on a logarithmic line *from* one value above 0 *to* another: 0 at the one, 1 at the other. */
export function logPlace(value: number, from: number, to: number): number {
  const place = Math.log(Math.max(value, Number.MIN_VALUE) / from) / Math.log(to / from);
  return to > from ? Math.min(1, Math.max(0, place)) : 0;
}
