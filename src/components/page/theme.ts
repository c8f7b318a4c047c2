// Light, dark, or what the system says: the visitor's choice, kept in the browser. loaders/site/head.ts compiles this module
// into the head of every page, where it runs before anything is painted; so it imports nothing.

/** The key of the choice in the browser's storage. */
const KEY = "handscope-theme";

const root = document.documentElement;

/** Returns the choice that the browser keeps: "light" or "dark"; undefined for the system's scheme. */
function readChoice(): "light" | "dark" | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : undefined;
  } catch {
    return undefined; // without storage, a choice lasts as long as its page
  }
}

function keepChoice(choice: string): void {
  try {
    if (choice === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // as above
  }
}

/** Gives the page the scheme of a *choice*, and checks its radio button in the header. */
function apply(choice: string | undefined): void {
  const isFixed = choice === "light" || choice === "dark";
  if (isFixed) root.dataset.theme = choice;
  else delete root.dataset.theme;
  document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", isFixed ? choice : "light dark");
  for (const input of document.querySelectorAll<HTMLInputElement>("#theme input"))
    input.checked = input.value === (isFixed ? choice : "system");
}

const restore = () => apply(readChoice());
restore();
addEventListener("DOMContentLoaded", restore); // the header is there now
addEventListener("pageshow", ({persisted}) => persisted && restore()); // another page may have changed it meanwhile
addEventListener("storage", ({key}) => (key === KEY || key === null) && restore()); // so may another tab
addEventListener("change", ({target}) => {
  if (!(target instanceof HTMLInputElement) || !target.closest("#theme")) return;
  keepChoice(target.value);
  apply(target.value);
});
