import {makeSprites} from "../sprites.js";
import {zipOutput} from "../output.js";

export const sprites = zipOutput("sprites.zip", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => makeSprites((await parts.dataset()).splits)
});
