import {deskProof} from "../proof.js";
import {jsonOutput} from "../output.js";

export const proof = jsonOutput("data/proof.json", {
  url: import.meta.url,
  uses: ["digits", "first reader"],
  make: async (parts) => deskProof(await parts.dataset())
});
