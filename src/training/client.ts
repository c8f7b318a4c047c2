import type {TrainedEpoch, TrainingStart} from "../run/trainingReports.js";
import type {TrainerOrder, TrainerReport, TrainingRequest} from "./messages.js";
import type {TrainingProgress} from "./train.js";
import type {TrainedRun} from "./trainRun.js";
import type {TrainerPort} from "./trainer.js";

/** What is told of a training while it goes on. */
export interface TrainingListener {
  readonly onStart?: (start: TrainingStart) => void;
  /** About ten times a second. */
  readonly onStep?: (progress: TrainingProgress) => void;
  readonly onEpoch?: (epoch: TrainedEpoch) => void;
}

/** A training in the visitor's browser. */
export interface OwnTraining {
  pause(): void;
  resume(): void;
  /** Ends it with the last whole epoch. */
  stop(): void;
  /** Resolves to the trained run; rejects, saying why, where there is none. */
  readonly trained: Promise<TrainedRun>;
}

/** The page's end of a connection to a trainer. */
interface Connection {
  send(order: TrainerOrder): void;
  close(): void;
}

/**
 * Returns how to train in the browser: in a worker of its own, whose module is at *trainer*, or in the page itself where the
 * browser lets none start. *wasm* is the address of the wasm backend's binary. Both addresses are absolute.
 */
export function connectTrainer(
  trainer: string,
  {wasm}: {wasm: string}
): (request: TrainingRequest, listener?: TrainingListener) => OwnTraining {
  return (request, {onStart, onStep, onEpoch} = {}) => {
    let connection: Connection | undefined;
    const trained = new Promise<TrainedRun>((resolve, reject) => {
      const hear = (report: TrainerReport) => {
        if (report.kind === "start") onStart?.(report.start);
        else if (report.kind === "step") onStep?.(report.progress);
        else if (report.kind === "epoch") onEpoch?.(report.epoch);
        else if (report.kind === "done") resolve(report.run);
        else reject(new Error(report.message));
      };
      const fail = () => reject(new Error("the trainer could not be started in this browser"));
      connection = connect(trainer, hear, fail);
      connection.send({kind: "train", request, wasm});
    });
    const close = () => connection?.close();
    trained.then(close, close);
    return {
      pause: () => connection?.send({kind: "pause"}),
      resume: () => connection?.send({kind: "resume"}),
      stop: () => connection?.send({kind: "stop"}),
      trained
    };
  };
}

/** Starts a worker, or loads its module into the page where there can be none. */
function connect(trainer: string, hear: (report: TrainerReport) => void, fail: () => void): Connection {
  const sent: TrainerOrder[] = [];
  let isHeard = false;
  let here: Connection | undefined;
  const startHere = () => {
    here = connectHere(trainer, hear, fail);
    for (const order of sent) here.send(order);
  };
  try {
    const worker = new Worker(trainer, {type: "module"});
    worker.onmessage = ({data}: MessageEvent<TrainerReport>) => {
      isHeard = true;
      hear(data);
    };
    worker.onerror = () => (isHeard ? fail() : startHere());
    return {
      send: (order) => {
        sent.push(order);
        if (here) here.send(order);
        else worker.postMessage(order);
      },
      close: () => {
        worker.terminate();
        here?.close();
      }
    };
  } catch {
    return connectHere(trainer, hear, fail); // a browser may refuse by throwing, too
  }
}

function connectHere(trainer: string, hear: (report: TrainerReport) => void, fail: () => void): Connection {
  const {port1, port2} = new MessageChannel();
  port1.onmessage = ({data}: MessageEvent<TrainerReport>) => hear(data);
  (import(trainer) as Promise<{serve: (port: TrainerPort) => void}>).then(({serve}) => serve(port2), fail);
  return {send: (order) => port1.postMessage(order), close: () => port1.close()};
}
