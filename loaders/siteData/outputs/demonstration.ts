import {deskRuns} from "../../../src/stats/deskRuns.js";
import {recordDemonstration} from "../demonstration.js";
import {jsonOutput} from "../output.js";

export const demonstration = jsonOutput("data/demonstration.json", {
  url: import.meta.url,
  uses: ["runs"],
  make: async (parts) => {
    const [first] = deskRuns((await parts.runs()).runs);
    return first ? recordDemonstration(first.name) : [];
  }
});
