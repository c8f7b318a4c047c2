import {traitColumns} from "../../datasets/digitColumns.js";
import {bytesOutput} from "../output.js";

export const traits = bytesOutput("traits.bin", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => traitColumns(Object.values((await parts.dataset()).splits))
});
