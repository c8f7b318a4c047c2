/** htl 0.3.1 has no types of its own. A template with one element at its top returns that element. */
declare module "htl" {
  export const html: {
    (strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
    /** Returns all elements of the template, without one around them. */
    fragment(strings: TemplateStringsArray, ...values: unknown[]): DocumentFragment;
  };
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
}
