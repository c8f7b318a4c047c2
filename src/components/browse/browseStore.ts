import {readAddress, writeAddress} from "../inputs/address.js";
import type {DigitTable} from "../dataset/digitTable.js";
import {addressOf, browseStateFrom} from "./browseAddress.js";
import {reduceBrowse, type BrowseEvent, type BrowseState} from "./browseState.js";

/** Holds what a visitor chose; the address keeps it. */
export interface BrowseStore {
  readonly state: BrowseState;
  dispatch(event: BrowseEvent): void;
}

/** Returns the state that the address describes; *onChange* is called after each event that changed it. */
export function browseStore(
  table: DigitTable,
  readers: readonly string[],
  onChange: (state: BrowseState, before: BrowseState) => void
): BrowseStore {
  let state = browseStateFrom(readAddress, table, readers);
  return {
    get state() {
      return state;
    },
    dispatch(event) {
      const before = state;
      state = reduceBrowse(before, event);
      if (state === before) return;
      const written = new Map(addressOf(before, table));
      for (const [name, value] of addressOf(state, table)) {
        if (value !== written.get(name)) writeAddress(name, value);
      }
      onChange(state, before);
    }
  };
}
