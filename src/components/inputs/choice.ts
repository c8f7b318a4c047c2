/** An input without looks: what the visitor chose somewhere on the page. */
export interface Choice<Value> extends EventTarget {
  value: Value;
  /** Changes the value and tells of it. */
  choose(value: Value): void;
}

/** Returns an input whose value is *value* until something else is chosen. */
export function choice<Value>(value: Value): Choice<Value> {
  return Object.assign(new EventTarget(), {
    value,
    choose(this: Choice<Value>, next: Value) {
      this.value = next;
      this.dispatchEvent(new CustomEvent("input"));
    }
  });
}
