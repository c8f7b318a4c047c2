/** An input without an element: a choice that the visitor made somewhere on the page. */
export interface Choice<Value> extends EventTarget {
  value: Value;
  /** Changes the value and dispatches `input`. */
  choose(value: Value): void;
}

/** Returns an input with the initial value *value*. */
export function choice<Value>(value: Value): Choice<Value> {
  return Object.assign(new EventTarget(), {
    value,
    choose(this: Choice<Value>, next: Value) {
      this.value = next;
      this.dispatchEvent(new CustomEvent("input"));
    }
  });
}
