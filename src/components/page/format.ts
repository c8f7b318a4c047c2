/** Returns a share in [0, 1] as percent, to as many decimals as *n* answers justify: "97.5 %", "98.13 %" from 5,000. */
export function formatPercent(share: number, n = 1000): string {
  return `${(100 * share).toFixed(n >= 5000 ? 2 : n >= 200 ? 1 : 0)} %`;
}

/** Returns a text in which no line breaks between a number and its unit: headings are broken wherever they may be. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[%°×]|px\b|points\b)/g, "$1\u00a0");
}

/** Returns a 95 % interval of a share: "97.2–97.8 %". */
export function formatInterval([low, high]: readonly [number, number], n = 1000): string {
  return `${formatPercent(low, n).slice(0, -2)}–${formatPercent(high, n)}`;
}

/** Returns a whole number with thousands apart: "30,000". */
export function formatCount(n: number): string {
  return n.toLocaleString("en-US");
}

/** Returns a number of bytes in the largest unit of which there is one, to three figures: "9.91 MB". */
export function formatBytes(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let size = bytes;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    ++unit;
  }
  return `${unit ? size.toPrecision(3) : size} ${units[unit]}`;
}
