import {describeSystems} from "../../runs/systems.js";
import {jsonOutput} from "../output.js";

export const systems = jsonOutput("data/systems.json", {
  url: import.meta.url,
  uses: ["digits", "runs"],
  make: async (parts) => describeSystems(await parts.dataset())
});
