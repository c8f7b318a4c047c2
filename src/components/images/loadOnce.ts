/** A file that the page can load, as Framework's FileAttachment. */
interface LoadableFile {
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Returns a function that resolves to what *parse* makes of one of *files*, which it loads when it is first asked for. */
export function loadOnce<Name extends string, Value>(
  files: Readonly<Record<Name, LoadableFile>>,
  parse: (bytes: ArrayBuffer) => Value
): (name: Name) => Promise<Value> {
  const loaded = new Map<Name, Promise<Value>>();
  return (name) => {
    const promise = loaded.get(name) ?? files[name].arrayBuffer().then(parse);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name)); // to be tried again
    return promise;
  };
}
