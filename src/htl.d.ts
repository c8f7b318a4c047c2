/**
 * htl 0.3.1 has no types of its own. A template with one element at its top returns that element, and where its own
 * properties are used, its tag is said: html<"select">`<select>…</select>` is an HTMLSelectElement. ESLint refuses a template
 * that begins with another tag.
 */
declare module "htl" {
  export const html: {
    (strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
    <Tag extends keyof HTMLElementTagNameMap>(
      strings: TemplateStringsArray,
      ...values: unknown[]
    ): HTMLElementTagNameMap[Tag];
    /** Returns all elements of the template, without one around them. */
    fragment(strings: TemplateStringsArray, ...values: unknown[]): DocumentFragment;
  };
  export const svg: {
    (strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
    <Tag extends keyof SVGElementTagNameMap>(
      strings: TemplateStringsArray,
      ...values: unknown[]
    ): SVGElementTagNameMap[Tag];
  };
}
