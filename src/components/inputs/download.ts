/** Returns *name* as a file name: its letters, digits and dots, hyphens for the rest, and an *extension*. */
export function fileName(name: string, extension: string): string {
  return `${plainName(name)}.${extension}`;
}

/** Returns *name* as a folder's name: its letters, digits and dots, and hyphens for the rest. */
export function plainName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9.]+/giu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return plain || "handscope";
}

/** Downloads *content* as a file of a media *type*. */
export function download(content: string | Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const url = URL.createObjectURL(
    new Blob([content], {type: typeof content === "string" ? `${type};charset=utf-8` : type})
  );
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser may still be asking where to save it
}
