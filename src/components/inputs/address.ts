/** Browsers refuse addresses that come more often than some ten times a second, as those of a slider would. */
const PAUSE = 150;

/** What is still to be put into the address; and when it was last written, in milliseconds since the page began. */
const pending = new Map<string, string | undefined>();
let written = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Returns what the page's address says of *name*, undefined where it says nothing. */
export function readAddress(name: string): string | undefined {
  return pending.has(name) ? pending.get(name) : (new URLSearchParams(location.search).get(name) ?? undefined);
}

/**
 * Puts *value* under *name* into the page's address, without a step in the browser's history; undefined removes it. What
 * follows quickly on another change is put there a moment later.
 */
export function writeAddress(name: string, value: string | undefined): void {
  pending.set(name, value);
  const wait = written + PAUSE - performance.now();
  if (wait <= 0) flush();
  else timer ??= setTimeout(flush, wait);
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  const address = new URL(location.href);
  for (const [name, value] of pending) {
    if (value === undefined) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  pending.clear();
  written = performance.now();
  history.replaceState(history.state, "", address);
}

/** An input: an element with a value that dispatches `input`. */
interface Input<Value> extends EventTarget {
  value: Value;
}

/** How a value stands in the address. */
export interface AddressFormat<Value> {
  /** Returns the value that a text means, undefined where it means none; by default one of the type of the input's. */
  readonly parse?: (text: string) => Value | undefined;
  /** Returns the text of a value, undefined to leave it out of the address; by default what `String` returns. */
  readonly format?: (value: Value) => string | undefined;
}

/**
 * Returns *input*, with the value that the address gives under *name* if it is one that the input takes, and puts there what
 * it is changed to.
 */
export function boundToAddress<Bound extends Input<unknown>>(
  input: Bound,
  name: string,
  {parse, format = String}: AddressFormat<Bound["value"]> = {}
): Bound {
  const text = readAddress(name);
  if (text !== undefined) {
    const value = parse ? parse(text) : parseValue(text, input.value);
    trySetting(value, {get: () => input.value, set: (next) => (input.value = next), format});
  }
  input.addEventListener("input", () => writeAddress(name, format(input.value)));
  return input;
}

/**
 * Returns a *form* whose value is an object, as that of `Inputs.form`, with each member of that value bound to the address
 * under its own name, after *prefix*.
 */
export function formBoundToAddress<Form extends Input<object>>(form: Form, {prefix = ""} = {}): Form {
  const read = () => form.value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(read());
  for (const key of keys) {
    const text = readAddress(prefix + key);
    if (text === undefined) continue;
    const set = (next: unknown) => (form.value = {...read(), [key]: next});
    trySetting(parseValue(text, read()[key]), {get: () => read()[key], set, format: String});
  }
  let last = read();
  form.addEventListener("input", () => {
    const next = read();
    for (const key of keys) if (next[key] !== last[key]) writeAddress(prefix + key, String(next[key]));
    last = next;
  });
  return form;
}

/** Sets a *value*; where another one stands there then, or none, the old one comes back. */
function trySetting(
  value: unknown,
  {
    get,
    set,
    format
  }: {get: () => unknown; set: (value: unknown) => void; format: (value: unknown) => string | undefined}
): void {
  if (value === undefined) return;
  const old = get();
  set(value);
  if (get() == null || format(get()) !== format(value)) set(old);
}

/**
 * Returns the value that a text means, of the type of *like*: a number, a boolean, an array of texts or a text; undefined
 * where it is none.
 */
export function parseValue(text: string, like: unknown): unknown {
  if (typeof like === "number") return text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (typeof like === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (Array.isArray(like)) return text ? text.split(",") : [];
  return text;
}

/** Returns the two numbers of "12~80", undefined for anything else. */
export function parseRange(text: string | undefined): readonly [number, number] | undefined {
  const numbers = text?.split("~").map((part) => (part.trim() ? Number(part) : NaN));
  return numbers?.length === 2 && numbers.every(Number.isFinite) ? [numbers[0]!, numbers[1]!] : undefined;
}
