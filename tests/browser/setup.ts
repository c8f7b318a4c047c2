import {findChromium} from "../../loaders/bench/chromium.js";

/** Runs once before all tests: where there is no browser, it is installed here and not by each test file at once. */
export default function setup(): void {
  process.env.CHROMIUM = findChromium();
}
