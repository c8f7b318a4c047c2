/** A file that the page can load, such as Framework's FileAttachment. */
interface LoadableFile {
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Returns a function that loads and parses one of *files* on first use, and resolves to the result of *parse*. */
export function loadOnce<Name extends string, Value>(
  files: Readonly<Record<Name, LoadableFile>>,
  parse: (bytes: ArrayBuffer) => Value
): (name: Name) => Promise<Value> {
  const loaded = new Map<Name, Promise<Value>>();
  return (name) => {
    const promise = loaded.get(name) ?? files[name].arrayBuffer().then(parse);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name)); // a failed load is retried
    return promise;
  };
}
