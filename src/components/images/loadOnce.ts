/** Returns a function that loads one of *files* on first use, and resolves to the result of *load*. */
export function loadOnce<Name extends string, File, Value>(
  files: Readonly<Record<Name, File>>,
  load: (file: File) => Promise<Value>
): (name: Name) => Promise<Value> {
  const loaded = new Map<Name, Promise<Value>>();
  return (name) => {
    const promise = loaded.get(name) ?? load(files[name]);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name)); // a failed load is retried
    return promise;
  };
}
