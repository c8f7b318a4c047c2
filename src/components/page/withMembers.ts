/**
 * Adds the properties and methods of *members* to *element*, accessors included, and returns it. `{get value() {…}}`
 * makes it an input, with its type inferred. Members shadow the element's own of the same name.
 */
export function withMembers<E extends Element, Members extends object>(element: E, members: Members): E & Members {
  return Object.defineProperties(element as E & Members, Object.getOwnPropertyDescriptors(members));
}
