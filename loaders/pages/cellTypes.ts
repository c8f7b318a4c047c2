import type {Bytes, SiteFiles} from "./siteFiles.js";

/** What another cell sees of a value that a cell declares: what a promise resolves to, and each value of a generator. */
type Settled<Value> = Value extends Generator<infer Each, unknown, never> | AsyncGenerator<infer Each, unknown, never>
  ? Awaited<Each>
  : Awaited<Value>;

/** What other cells see under a *Name* that a cell declares. */
export type Output<
  Cell extends (...inputs: never[]) => Promise<object>,
  Name extends keyof Awaited<ReturnType<Cell>>
> = Settled<Awaited<ReturnType<Cell>>[Name]>;

/** A file of the site: Framework's FileAttachment. */
interface SiteFile<Content> {
  readonly name: string;
  readonly href: string;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
  json: Content extends Bytes ? never : () => Promise<Content>;
}

/** What `${…}` shows as text or puts into the page; of anything else, undefined too, it shows how JavaScript writes it. */
type Shown = string | number | Node | Iterable<string | number | Node>;

/**
 * What Framework gives to the cells of a page, which lies *Up* from the root ("../", or "" for the root itself). Its implicit
 * libraries (`Plot`, `d3`, `html` …) are missing on purpose: they come from a CDN.
 */
export interface Builtins<Up extends string> {
  /** The path is that of a file of the site. */
  FileAttachment: <Path extends keyof SiteFiles>(path: `${Up}${Path}`) => SiteFile<SiteFiles[Path]>;
  /** Shows an element where the cell is. Framework would show other values in its inspector: no page wants that. */
  display: <Value extends Node>(value: Value) => Value;
  /** Shows an input; other cells see its value. */
  view: <Value>(input: Element & {readonly value: Value}) => AsyncGenerator<Value, never>;
  shown: (value: Shown) => void;
  Generators: {
    input: <Value>(input: EventTarget & {readonly value: Value}) => AsyncGenerator<Value, never>;
  };
  resize: (render: (width: number) => Node | null) => HTMLElement;
  /** Never settles while the cell counts: to wait for it is to show nothing. */
  invalidation: Promise<never>;
  width: number;
  dark: boolean;
  now: number;
  // Node's, which the compiler knows and a browser does not.
  process: undefined;
  Buffer: undefined;
  global: undefined;
  require: undefined;
}
