/**
 * Types of htl 0.3.1, which has none. A template with one top-level element returns that element. Where its own
 * properties are used, state its tag: html<"select">`<select>…</select>` is an HTMLSelectElement. ESLint rejects a
 * template that begins with another tag.
 */
declare module "htl" {
  export const html: {
    (strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
    <Tag extends keyof HTMLElementTagNameMap>(
      strings: TemplateStringsArray,
      ...values: unknown[]
    ): HTMLElementTagNameMap[Tag];
    /** Returns the template's elements in a fragment, without a parent element. */
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
