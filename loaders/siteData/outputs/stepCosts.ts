import {deskCosts} from "../stepCosts.js";
import {jsonOutput} from "../output.js";

export const stepCosts = jsonOutput("data/step-costs.json", {
  url: import.meta.url,
  uses: ["digits", "first reader"],
  make: async (parts) => {
    const {splits, classes} = await parts.dataset();
    return deskCosts(splits.test, classes);
  }
});
