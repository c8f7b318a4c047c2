import {sum} from "d3-array";
import {html} from "htl";
import type {SystemRow, Systems} from "../../../loaders/runs/systems.js";
import {formatBytes, formatCount, formatPercent, formatSeconds} from "../page/format.js";
import {drawAddress} from "../run/runList.js";
import type {Column} from "../tables/tableRows.js";
import {wilsonInterval} from "../../stats/interval.js";
import {intervalOf, shareOf} from "./systemsFinding.js";

/** Returns the columns of the systems, of which the table sorts and downloads all. */
export function systemColumns({n}: Pick<Systems, "n">): readonly Column<SystemRow>[] {
  return [
    {
      label: "System",
      value: ({title}) => title,
      show: ({run, title, family}) =>
        html`<span><a href=${`./runs/${encodeURIComponent(run)}`}>${title}</a><br /><small>${family}</small></span>`,
      download: [
        {label: "Run", value: ({run}) => run},
        {label: "System", value: ({title}) => title},
        {label: "Family", value: ({family}) => family}
      ]
    },
    {
      label: "Accuracy",
      title: "Share of all test images read correctly; no answer counts as a mistake",
      value: ({right}) => right / n,
      show: (row) => html`<strong>${shareOf(row, n)}</strong>`
    },
    {
      label: "95 % interval",
      title: "Wilson score interval",
      value: ({right}) => wilsonInterval(right, n)[0],
      show: (row) => intervalOf(row, n),
      download: [
        {label: "95 % interval, from", value: ({right}) => wilsonInterval(right, n)[0]},
        {label: "95 % interval, to", value: ({right}) => wilsonInterval(right, n)[1]}
      ]
    },
    {
      label: "No answer",
      title: "Share of the test images that it gives no answer to",
      value: ({unanswered}) => unanswered / n,
      show: ({unanswered}) => (unanswered ? formatPercent(unanswered / n, n) : "none")
    },
    {
      label: "Of answers",
      title: "Share of its answers that are correct",
      value: ({right, unanswered}) => right / (n - unanswered),
      show: ({right, unanswered}) => formatPercent(right / (n - unanswered), n - unanswered)
    },
    {
      label: "Pen",
      title: "Share of digits drawn by people whose writing it did not learn from, read correctly",
      value: (row) => penShare(row)?.share,
      show: (row) => formatPercent(penShare(row)!.share, penShare(row)!.n),
      download: [
        {label: "Pen, correct", value: ({pen}) => sum(pen, ({correct}) => correct)},
        {label: "Pen, n", value: ({pen}) => sum(pen, (one) => one.n)}
      ]
    },
    {
      label: "Parameters",
      title: "Numbers that it learned",
      value: ({parameters}) => parameters,
      show: ({parameters}) => formatCount(parameters!)
    },
    {label: "Size", title: "Of its files", value: ({bytes}) => bytes, show: ({bytes}) => formatBytes(bytes!)},
    {
      label: "Training",
      title: "How long it learned, on the machine that its run names",
      value: ({seconds}) => seconds,
      show: ({seconds}) => formatSeconds(seconds!)
    },
    {
      label: "An image",
      title: "Milliseconds for an image given alone, all measured in one run on one machine",
      value: ({milliseconds}) => milliseconds,
      show: ({milliseconds}) => `${milliseconds!.toPrecision(2)} ms`
    },
    {
      label: "Follows",
      title: "The paper or book that it follows",
      value: ({follows}) => follows.text,
      show: ({follows: {text, href}}) => (href ? html`<a href=${href}>${text}</a>` : text)
    },
    {
      label: "Draw",
      title: "Whether it reads what you draw",
      value: ({hasModel}) => (hasModel ? "yes" : undefined),
      show: ({run, title}) => html`<a href=${drawAddress(run)} aria-label=${`Draw for ${title}`}>Draw</a>`
    }
  ];
}

/** Returns the share of pen digits that a system read right, of all sets together; undefined where none was tried. */
function penShare({pen}: SystemRow): {share: number; n: number} | undefined {
  const n = sum(pen, (one) => one.n);
  return n ? {share: sum(pen, ({correct}) => correct) / n, n} : undefined;
}
