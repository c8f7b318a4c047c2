import {messageOf} from "../../messageOf.js";
import type {Exchange} from "./exchange.js";
import {createExchange, type Order, type Report} from "./messages.js";

/** A follower's end of its connection to rank 0: a browser worker's global scope, or Node's `parentPort`. */
export interface FollowerPort {
  postMessage(report: Report): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/**
 * Makes this worker a follower: it takes part in one training with *runTraining* once rank 0 sends the request. An error is
 * reported to rank 0, which then ends all workers. The worker does not end by itself.
 */
export function follow<Request>(
  port: FollowerPort,
  runTraining: (request: Request, exchange: Exchange, kernels: WebAssembly.Module | undefined) => Promise<void>
): void {
  async function obey({connection, request}: Order<Request>): Promise<void> {
    try {
      await runTraining(request, createExchange(connection), connection.kernels);
    } catch (error) {
      port.postMessage({kind: "failed", message: messageOf(error)});
    }
  }

  port.onmessage = ({data}: MessageEvent<Order<Request>>) => void obey(data);
  port.postMessage({kind: "ready"});
}
