import {deskRuns} from "../../../src/stats/deskRuns.js";
import {withBytes} from "../../runs/heavyRuns.js";
import {jsonOutput} from "../output.js";

export const desk = jsonOutput("data/desk.json", {
  url: import.meta.url,
  uses: ["runs"],
  make: async (parts) => withBytes(deskRuns((await parts.runs()).runs))
});
