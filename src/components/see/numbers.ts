/** Formats a number with that many *decimals* and a minus sign: "−1.25". */
export function signed(value: number, decimals = 4): string {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/**
 * Formats a probability in a figure: "97.31 %", and by one decimal "97.3 %"; ">99.99 %" and "<0.01 %" where rounding would claim
 * certainty.
 */
export function fineShare(p: number, decimals = 2): string {
  const percent = 100 * p;
  const least = 10 ** -decimals;
  if (percent > 100 - least / 2) return `>${(100 - least).toFixed(decimals)} %`;
  return percent < least / 2 ? `<${least.toFixed(decimals)} %` : `${percent.toFixed(decimals)} %`;
}

/** Formats an activation in a few letters: three figures, "12.4", "0.0312", "0". */
export function formatValue(value: number): string {
  if (value === 0) return "0";
  return (Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(3)))).replace("-", "−");
}
