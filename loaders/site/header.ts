import {currency, sitePages, type NavigationPage} from "./sitePages.js";

/**
 * Returns the header of the page at *path* as HTML: the brand, the choice of light or dark, the pages with the current
 * one marked, and a *notice* of the whole site. On a narrow screen the pages are in a menu whose button names the current one;
 * menus are popovers, which open without a script.
 */
export function siteHeader(path: string, notice: string, pages: readonly NavigationPage[] = sitePages): string {
  const current = pages.find((page) => currency(page, path));
  return `<a class="skip" href="#observablehq-main">Skip to the content</a>
<a class="brand" href="/"${path === "/index" ? ' aria-current="page"' : ""}>
  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><circle cx="12" cy="12" r="10.5"/><path d="M8 8.5c0-4 8-4 8 0 0 3-6 5-8 9h8.5"/></svg>
  Handscope</a>
<button class="menu-button" type="button" popovertarget="pages"><span>Menu</span>${current ? `<small>${current.name}</small>` : ""}</button>
${themeChoice()}
<nav id="pages" popover aria-label="Pages">${pages.map((page) => link(page, path)).join("")}</nav>${notice}`;
}

function link(page: NavigationPage, path: string): string {
  const current = currency(page, path);
  return `<a href="${page.path}"${current ? ` aria-current="${current}"` : ""}>${page.name}</a>`;
}

/** What src/components/page/theme.ts brings to life. */
function themeChoice(): string {
  const choices = [
    ["system", "System"],
    ["light", "Light"],
    ["dark", "Dark"]
  ] as const;
  const radios = choices.map(
    ([value, words]) =>
      `<label><input type="radio" name="theme" value="${value}"${value === "system" ? " checked" : ""}> ${words}</label>`
  );
  return `<button class="theme-button" type="button" popovertarget="theme" aria-label="Color theme" title="Color theme">
  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z"/></svg></button>
<div id="theme" popover><fieldset><legend>Color theme</legend>${radios.join("")}</fieldset></div>`;
}
