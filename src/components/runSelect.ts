import {html} from "htl";

/** An input whose value is the name of the chosen run. */
export interface RunSelect extends HTMLElement {
  value: string;
}

/**
 * Returns a choice of one of the *runs*. The address keeps it, as `?run=NAME`; a name there that is none of them is
 * passed over. Without runs the value is "".
 */
export function runSelect(runs: readonly {name: string; about: {title: string}}[], {label = "Run"} = {}): RunSelect {
  const select = html`<select data-testid="run">
    ${runs.map(({name, about}) => html`<option value=${name}>${about.title} (${name})</option>`)}
  </select>` as HTMLSelectElement;
  const named = new URLSearchParams(location.search).get("run");
  if (runs.some(({name}) => name === named)) select.value = named!;
  select.addEventListener("input", () => {
    const address = new URL(location.href);
    address.searchParams.set("run", select.value);
    history.replaceState(null, "", address);
  });
  const field = html`<label class="field">${label} ${select}</label>`;
  return Object.defineProperty(field, "value", {get: () => select.value}) as RunSelect;
}
