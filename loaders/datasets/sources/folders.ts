import {opendirSync, realpathSync, statSync, type Dir, type Dirent} from "node:fs";
import {isAbsolute, relative, sep} from "node:path";
import {InputError} from "../../../src/inputError.js";
import {isHidden, type Count} from "./fileNames.js";
import {unreadable} from "../../files.js";

const DEEPEST = 16;
const MAX_FOLDERS = 100_000;
/** Maximum number of links to folders: chains of them multiply the folders, and each is slow to resolve. */
const MAX_LINKED_FOLDERS = 1000;

/**
 * Lists the files below *root*: paths relative to it, with "/", in no order. *count* counts files and folders. Leaves
 * out hidden files and folders, FIFOs, sockets and devices. Follows links within *root*. Synchronous, because that is
 * several times as fast and nothing else can start before.
 * @throws InputError for a link that leaves the folder, and for folders too deep or too many: links may form loops
 */
export function listFolder(root: string, count: Count): string[] {
  const realRoot = realpathSync.native(root);
  const paths: string[] = [];
  let [folders, linkedFolders] = [0, 0];

  function list(dir: string, prefix: string, depth: number): void {
    if (depth > DEEPEST)
      throw new InputError(dir, `folders at most ${DEEPEST} deep`, "a deeper one, or a loop of links");
    if (++folders > MAX_FOLDERS) throw new InputError(root, `at most ${MAX_FOLDERS} folders`, "more");
    for (const entry of entriesOf(dir)) {
      if (isHidden(entry.name)) continue;
      const [below, path] = [`${dir}/${entry.name}`, `${prefix}${entry.name}`];
      count(path);
      const kind = entry.isSymbolicLink() ? follow(below) : entry;
      if (kind.isDirectory()) list(below, `${path}/`, depth + 1);
      else if (kind.isFile()) paths.push(path);
    }
  }

  /** Returns the target of a link. @throws InputError if there is none, or if it is outside */
  function follow(link: string): Pick<Dirent, "isFile" | "isDirectory"> {
    const real = realPathOf(link);
    const way = relative(realRoot, real);
    if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) {
      throw new InputError(link, "a file in its folder", `a link to ${real}`);
    }
    const target = statSync(real);
    if (target.isDirectory() && ++linkedFolders > MAX_LINKED_FOLDERS) {
      throw new InputError(root, `at most ${MAX_LINKED_FOLDERS} links to folders`, "more");
    }
    return target;
  }

  list(root, "", 0);
  return paths;
}

/** Yields the entries of a folder in parts: there may be a million files. */
function* entriesOf(dir: string): Generator<Dirent> {
  let open: Dir | undefined;
  try {
    open = opendirSync(dir, {bufferSize: 1024});
    for (let entry = open.readSync(); entry; entry = open.readSync()) yield entry;
  } catch (error) {
    throw unreadable(dir, "a folder that can be read", error as NodeJS.ErrnoException);
  } finally {
    open?.closeSync();
  }
}

function realPathOf(link: string): string {
  try {
    return realpathSync.native(link);
  } catch (error) {
    const {code = ""} = error as NodeJS.ErrnoException;
    throw new InputError(
      link,
      "a file in its folder",
      `a link to ${{ENOENT: "nothing", ELOOP: "itself"}[code] ?? code}`
    );
  }
}
