import {hashColumn} from "../../datasets/labels/imageHash.js";
import {bytesOutput} from "../output.js";

export const hashes = bytesOutput("hashes.bin", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => hashColumn(Object.values((await parts.dataset()).splits))
});
