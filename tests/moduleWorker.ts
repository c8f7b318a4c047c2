import {expose} from "comlink";

/** What stands in for a browser's `Worker` in Node: it runs a module's `api` at the far end of a channel. */
export class ModuleWorker {
  static started: ModuleWorker[] = [];
  /** What the module at an address exports as `api`, with `isReady`; none is a module that can't be loaded. */
  static apis: Readonly<Record<string, object>> = {};
  onerror: (() => void) | undefined;
  isClosed = false;
  readonly #channel = new MessageChannel();

  constructor(
    readonly address: string,
    readonly options?: unknown
  ) {
    ModuleWorker.started.push(this);
    const api = ModuleWorker.apis[address];
    if (api) expose({...api, isReady: () => true}, this.#channel.port2);
    else setTimeout(() => this.onerror!());
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer);
  }

  addEventListener(type: "message", listener: (event: MessageEvent) => void): void {
    this.#channel.port1.addEventListener(type, listener);
    this.#channel.port1.start();
  }

  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void {
    this.#channel.port1.removeEventListener(type, listener);
  }

  terminate(): void {
    this.isClosed = true;
    this.#channel.port1.close();
  }
}
