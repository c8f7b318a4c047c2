import {KIND_FILES, type KindName, type ModelFiles} from "../run/modelFiles.js";

/** Resolves to the files of a *kind* by name; *read* fetches all of them at once. */
export async function readModelFiles(kind: KindName, read: (file: string) => Promise<Uint8Array>): Promise<ModelFiles> {
  const entries = KIND_FILES[kind].map(async (file) => [file, await read(file)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
