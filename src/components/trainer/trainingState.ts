/** What goes on where a visitor trains: the phase of a training, and the runs so far. */
export interface TrainingState<Run extends {readonly name: string}> {
  /** "loading" until the first step. */
  readonly phase: "idle" | "loading" | "training";
  readonly isPaused: boolean;
  /** The runs of this browser, the latest last. */
  readonly runs: readonly Run[];
  /** The names of runs that are on this page alone. */
  readonly unsaved: ReadonlySet<string>;
  /** The names of all runs so far, deleted ones included: models are known by them. */
  readonly used: ReadonlySet<string>;
}

export type TrainingEvent<Run> =
  | {readonly type: "begin"}
  | {readonly type: "start"}
  | {readonly type: "pause"; readonly isPaused: boolean}
  /** A training has ended with a run; *isKept* if the browser keeps it. */
  | {readonly type: "finish"; readonly run: Run; readonly isKept: boolean}
  | {readonly type: "fail"}
  | {readonly type: "rename"; readonly name: string; readonly to: string}
  | {readonly type: "delete"; readonly name: string}
  /** The visitor has a run as a file. */
  | {readonly type: "save"; readonly name: string};

/** Returns the state of a page whose browser kept *runs*. */
export function firstState<Run extends {readonly name: string}>(runs: readonly Run[]): TrainingState<Run> {
  const used = new Set(runs.map(({name}) => name));
  return {phase: "idle", isPaused: false, runs, unsaved: new Set(), used};
}

/** Returns the state after an *event*. */
export function reduceTraining<Run extends {readonly name: string}>(
  state: TrainingState<Run>,
  event: TrainingEvent<Run>
): TrainingState<Run> {
  const {runs, unsaved, used} = state;
  switch (event.type) {
    case "begin":
      return {...state, phase: "loading", isPaused: false};
    case "start":
      return {...state, phase: "training"};
    case "pause":
      return {...state, isPaused: event.isPaused};
    case "fail":
      return {...state, phase: "idle", isPaused: false};
    case "finish": {
      const {name} = event.run;
      return {
        phase: "idle",
        isPaused: false,
        runs: [...runs, event.run],
        unsaved: event.isKept ? unsaved : new Set([...unsaved, name]),
        used: new Set([...used, name])
      };
    }
    case "rename": {
      const {name, to} = event;
      return {
        ...state,
        runs: runs.map((run) => (run.name === name ? {...run, name: to} : run)),
        unsaved: new Set([...unsaved].map((one) => (one === name ? to : one))),
        used: new Set([...used, to])
      };
    }
    case "delete":
      return {...state, runs: runs.filter(({name}) => name !== event.name), unsaved: without(unsaved, event.name)};
    case "save":
      return {...state, unsaved: without(unsaved, event.name)};
  }
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter((one) => one !== name));
}
