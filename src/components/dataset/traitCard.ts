import {html} from "htl";
import {TRAITS} from "../../characters/traits.js";
import {chartCard, type ChartCard} from "../charts/chartCard.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {radioChoice} from "../inputs/radioChoice.js";
import {classWords} from "../page/classWords.js";
import {emptyState} from "../page/emptyState.js";
import type {ShownDataset} from "./dataCards.js";
import {spreadColumns, spreadsOf, traitCalled, traitChart, traitFinding} from "./traitChart.js";

type Shown = Pick<ShownDataset, "traits" | "splits" | "classes">;

/** Returns the card that shows how a trait varies within each class; its inputs choose the trait, which the address keeps. */
export function traitsCard(dataset: Shown): HTMLElement {
  const labels = TRAITS.map(({label}) => label);
  const inputs = radioChoice("Trait", labels, (label) => {
    writeAddress("trait", label === labels[0] ? undefined : label);
    show(label);
    inputs.querySelector<HTMLElement>(":checked")?.focus({preventScroll: true}); // it was moved to the new card
  });
  const place = html`<div></div>`;

  function show(label: string): void {
    inputs.show(label);
    place.replaceChildren(cardOf(dataset, label, inputs));
  }

  const kept = readAddress("trait")?.replace("Width by height", "Aspect ratio"); // its name in older addresses
  show(labels.find((label) => label === kept) ?? labels[0]!);
  return place;
}

function cardOf({traits, splits, classes}: Shown, label: string, inputs: Node): ChartCard {
  const trait = traitCalled(label);
  const spreads = spreadsOf(traits, trait);
  const others = splits.length > 1 ? " Symbols: medians of the other splits." : "";
  return chartCard({
    name: "traits",
    title: traitFinding(spreads, trait, classes),
    caption: `${trait.about} Split ${splits[0]?.split}: line from the 5th to the 95th percentile, bar over the middle half, tick at the median.${others}`,
    inputs,
    chart: (width) => traitChart(spreads, trait, {classes, width}),
    rows: spreads,
    columns: spreadColumns(trait, classes),
    empty: emptyState(`No image has a label, so nothing is known by ${classWords(classes).kind}.`)
  });
}
