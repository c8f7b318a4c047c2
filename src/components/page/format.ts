/**
 * Formats a share in [0, 1] as percent, with as many decimals as *n* answers justify: "97.5 %", "98.13 %" from 5,000.
 */
export function formatPercent(share: number, n = 1000): string {
  return `${(100 * share).toFixed(n >= 5000 ? 2 : n >= 200 ? 1 : 0)} %`;
}

/** Joins numbers and their units with no-break spaces, as headings may wrap anywhere. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[%°×]|px\b|points\b)/g, "$1\u00a0");
}

/** Formats a 95 % interval of a share: "97.2–97.8 %". */
export function formatInterval([low, high]: readonly [number, number], n = 1000): string {
  return `${formatPercent(low, n).slice(0, -2)}–${formatPercent(high, n)}`;
}

/** Formats an integer with thousands separators: "30,000". */
export function formatCount(n: number): string {
  return n.toLocaleString("en-US");
}

/** Returns a number with the *noun* that it counts: "1 stroke", "2,000 strokes". */
export function counted(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** Formats a number of bytes in the largest unit that gives at least 1, with three figures: "9.91 MB". */
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

/** Returns a duration in its two largest units: "1 h 16 min". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
