import type {Workers} from "./crew.js";

/** Returns the workers of a browser, *cores* of them, whose module is at the absolute *address*. */
export function browserWorkers(address: string, cores: number): Workers {
  return {
    cores,
    canShare: false, // that needs headers which static hosts don't send
    start({onReport, onEnd}) {
      const worker = new Worker(address, {type: "module"});
      worker.onmessage = ({data}) => onReport(data);
      worker.onerror = (event) => {
        event.preventDefault(); // the training reports it
        onEnd(new Error(`a training worker broke down in this browser${event.message ? `: ${event.message}` : ""}`));
      };
      return {
        postMessage: (order, transfer) => worker.postMessage(order, transfer),
        terminate: async () => worker.terminate()
      };
    }
  };
}
