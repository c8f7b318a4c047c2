import {summarize} from "../../datasets/summary.js";
import {jsonOutput} from "../output.js";

export const dataset = jsonOutput("data/dataset.json", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => summarize(await parts.dataset(), await parts.duplicates())
});
