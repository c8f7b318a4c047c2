import {labelColumn} from "../../datasets/digitColumns.js";
import {bytesOutput} from "../output.js";

export const digits = bytesOutput("digits.bin", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => labelColumn(Object.values((await parts.dataset()).splits))
});
