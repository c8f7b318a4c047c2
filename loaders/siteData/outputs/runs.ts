import {describeRuns} from "../../runs/siteRuns.js";
import {jsonOutput} from "../output.js";

export const runs = jsonOutput("data/runs.json", {
  url: import.meta.url,
  uses: ["digits", "runs"],
  make: async (parts) => describeRuns(await parts.dataset())
});
