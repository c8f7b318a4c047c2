// What a worker thread starts with. It is not TypeScript: a thread has no tsx before it asks for it, whatever runs the
// main thread, tsx or vitest (https://github.com/privatenumber/tsx/issues/354). As CommonJS, because tsx would start a
// further thread for each worker's ES modules.
import {createRequire} from "node:module";
import {register} from "tsx/cjs/api";

register();
const {readBatch} = createRequire(import.meta.url)("./pictureBatch.ts");
export default readBatch;
