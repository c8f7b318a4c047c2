/**
 * Returns *element* with the properties and methods of *members*, which may be accessors: what makes it an input is written
 * `{get value() {…}}`, and its type follows. They shadow the element's own of the same name.
 */
export function withMembers<E extends Element, Members extends object>(element: E, members: Members): E & Members {
  return Object.defineProperties(element as E & Members, Object.getOwnPropertyDescriptors(members));
}
