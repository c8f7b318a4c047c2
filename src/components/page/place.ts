/** Says which parts of the page an address names: parameters of its query, or "#id" for what it holds once it is loaded. */
const NAMED_BY = "data-named-by";
/** Stands on what the address named until the visitor does something. */
const ARRIVED = "data-arrived";

/**
 * Marks an *element* as what the address names by each of *names*: "cell" for `?cell=4.9`, "#coverage" for a section that
 * comes later. Who follows such an address is brought there, see `followAddress`. Returns the element.
 */
export function namedBy<Named extends Element>(element: Named, ...names: readonly string[]): Named {
  const known = element.getAttribute(NAMED_BY)?.split(" ") ?? [];
  element.setAttribute(NAMED_BY, [...new Set([...known, ...names])].join(" "));
  return element;
}

/** Returns the names that an address gives, the one that decides first: its hash, then its parameters, the last one first. */
export function addressNames({hash, search}: Pick<Location, "hash" | "search">): string[] {
  const parameters = [...new URLSearchParams(search).keys()].reverse();
  return hash.length > 1 ? [decoded(hash)] : [...new Set(parameters)];
}

/** Returns a hash with its escapes decoded; as it is where they are none. */
function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

/**
 * Returns the innermost element that a name stands for: for "#id" the element with the id, or what will hold it; undefined
 * as long as there is none.
 */
export function elementNamed(name: string): Element | undefined {
  const byId = name.startsWith("#") ? document.getElementById(name.slice(1)) : null;
  return byId ?? [...document.querySelectorAll(`[${NAMED_BY}~="${CSS.escape(name)}"]`)].at(-1);
}

/** Marks and focuses an element, and opens what is folded around it; the mark goes with the visitor's next click or key. */
export function arriveAt(element: Element): void {
  for (const other of document.querySelectorAll(`[${ARRIVED}]`)) other.removeAttribute(ARRIVED);
  element.setAttribute(ARRIVED, "");
  for (let around = element.closest("details"); around; around = around.parentElement?.closest("details") ?? null)
    around.open = true;
  if (element instanceof HTMLElement) {
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({preventScroll: true});
  }
  for (const type of ["pointerdown", "keydown"]) {
    addEventListener(type, () => element.removeAttribute(ARRIVED), {once: true, capture: true});
  }
}
