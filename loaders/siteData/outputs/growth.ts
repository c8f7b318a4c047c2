import {readGrowth} from "../growthFile.js";
import {jsonOutput} from "../output.js";

export const growth = jsonOutput("data/growth.json", {
  url: import.meta.url,
  uses: ["growth"],
  make: () => readGrowth()
});
