import {namedBy} from "../page/place.js";

/**
 * The minimum time between two changes of the address, in milliseconds: browsers refuse more than about ten a second,
 * and a slider would make more.
 */
const PAUSE = 150;

/** Changes that are not in the address yet, and the time of its last change, in milliseconds since the page loaded. */
const pending = new Map<string, string | undefined>();
let written = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Returns the value of *name* in the page's address; undefined if it has none. */
export function readAddress(name: string): string | undefined {
  return pending.has(name) ? pending.get(name) : (new URLSearchParams(location.search).get(name) ?? undefined);
}

/**
 * Writes *value* under *name* to the page's address, without a history entry; undefined removes it. A change soon after
 * another one is delayed.
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

/** How a value is written in the address. */
export interface AddressFormat<Value> {
  /** Parses a text into a value, undefined if it is invalid; by default into the type of the input's value. */
  readonly parse?: (text: string) => Value | undefined;
  /** Formats a value as text, undefined to remove it from the address; by default `String`. */
  readonly format?: (value: Value) => string | undefined;
  /** Whether an address with the value leads to the input, as it does by default; not for what the whole page is about. */
  readonly isPlace?: boolean;
}

/**
 * Binds *input* to the address: sets it to the value under *name*, if the input accepts it, and writes its changes
 * there.
 */
export function boundToAddress<Bound extends Input<unknown>>(
  input: Bound,
  name: string,
  {parse, format = String, isPlace = true}: AddressFormat<Bound["value"]> = {}
): Bound {
  if (isPlace) nameElement(input, name);
  const text = readAddress(name);
  if (text !== undefined) {
    const value = parse ? parse(text) : parseValue(text, input.value);
    trySetting(value, {get: () => input.value, set: (next) => (input.value = next), format});
  }
  input.addEventListener("input", () => writeAddress(name, format(input.value)));
  return input;
}

/**
 * Binds a *form* whose value is an object, like that of `Inputs.form`: each member of the value is bound to the address
 * under its own name, after *prefix*.
 */
export function formBoundToAddress<Form extends Input<object>>(form: Form, {prefix = ""} = {}): Form {
  const read = () => form.value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(read());
  for (const key of keys) {
    nameElement(form, prefix + key);
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

/** Lets an address lead to an input that is an element. */
function nameElement(input: EventTarget, name: string): void {
  if (typeof Element !== "undefined" && input instanceof Element) namedBy(input, name);
}

/** Sets a *value*; restores the old one if the input did not accept the new one. */
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
 * Parses a text into a value of the type of *like*: a number, a boolean, an array of texts or a text; undefined if it
 * is invalid.
 */
export function parseValue(text: string, like: unknown): unknown {
  if (typeof like === "number") return text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (typeof like === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  if (Array.isArray(like)) return text ? text.split(",") : [];
  return text;
}

/** Parses "12~80" into two numbers; undefined for anything else. */
export function parseRange(text: string | undefined): readonly [number, number] | undefined {
  const numbers = text?.split("~").map((part) => (part.trim() ? Number(part) : NaN));
  return numbers?.length === 2 && numbers.every(Number.isFinite) ? [numbers[0]!, numbers[1]!] : undefined;
}
