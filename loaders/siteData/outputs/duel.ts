import {describeRivals} from "../../runs/rivals.js";
import {jsonOutput} from "../output.js";

export const duel = jsonOutput("data/duel.json", {
  url: import.meta.url,
  uses: ["runs"],
  make: async (parts) => describeRivals(await parts.systems(), await parts.runs())
});
