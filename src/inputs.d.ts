/** What of Observable Inputs 0.12.0 the pages use; it comes without types. */
declare module "@observablehq/inputs" {
  type Input<Value> = HTMLElement & {value: Value};

  export function radio<const Value>(
    values: readonly Value[],
    options: {label?: string; value: Value; format?: (value: Value) => string}
  ): Input<Value>;
  /** Without a first value nothing is chosen at first: null. */
  export function radio<const Value>(values: readonly Value[], options?: {label?: string}): Input<Value | null>;
  /** The first of *values* is chosen at first. */
  export function select<const Value>(
    values: readonly Value[],
    options?: {label?: string; value?: Value}
  ): Input<Value>;
  /** An input whose value has a member for each of *inputs*. */
  export function form<Inputs extends Readonly<Record<string, Input<unknown>>>>(
    inputs: Inputs
  ): Input<{[Name in keyof Inputs]: Inputs[Name]["value"]}>;
}
