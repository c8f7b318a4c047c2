import {describeClaims} from "../../runs/claims/claims.js";
import {jsonOutput} from "../output.js";

export const claims = jsonOutput("data/claims.json", {
  url: import.meta.url,
  uses: ["runs"],
  make: async (parts) => describeClaims(await parts.systems())
});
