import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import {siteHead, themeScript} from "../../../loaders/site/head.js";
import {siteHeader} from "../../../loaders/site/header.js";
import {nextSteps} from "../../../loaders/site/nextSteps.js";
import {currency, sitePages} from "../../../loaders/site/sitePages.js";

const runs = {name: "Runs", path: "/runs", below: ["/runs/", "/open-run"]};
const draw = {name: "Draw", path: "/draw"};

describe("currency(page, path)", () => {
  it("tells the page itself from those below it and from all others", () => {
    expect(currency(runs, "/runs")).toBe("page");
    expect(currency(runs, "/runs/cnn-pen")).toBe("true");
    expect(currency(runs, "/open-run")).toBe("true");
    expect(currency(runs, "/runsome")).toBeUndefined();
    expect(currency(draw, "/runs")).toBeUndefined();
  });
});

describe("siteHeader(path, notice)", () => {
  it("marks the current page alone, and its menu button names it", () => {
    const header = siteHeader("/runs/ann", "", [draw, runs]);
    expect(header.match(/aria-current/g)).toHaveLength(1);
    expect(header).toContain('<a href="/runs" aria-current="true">Runs</a>');
    expect(header).toContain("<span>Menu</span><small>Runs</small>");
  });

  it("marks the brand on the overview, which is in no menu", () => {
    const header = siteHeader("/index", "", [draw, runs]);
    expect(header).toContain('<a class="brand" href="/" aria-current="page">');
    expect(header.match(/aria-current/g)).toHaveLength(1);
  });

  it("ends with the notice of the site", () => {
    expect(siteHeader("/draw", "<p>A sample</p>")).toMatch(/<p>A sample<\/p>$/);
  });
});

describe("nextSteps(path)", () => {
  it("leads on from every page of the navigation to two others that exist, but never to itself", () => {
    const paths = sitePages.map(({path}) => path);
    for (const path of [...paths, "/index", "/runs/ann", "/open-run"]) {
      const found = [...nextSteps(path).matchAll(/href="([^"#]+)/g)].map(([, to]) => to);
      expect(found, path).toHaveLength(2);
      expect(found).not.toContain(path);
      expect(paths).toEqual(expect.arrayContaining(found));
    }
  });

  it("is nothing where there is nowhere to go, or for a page that it does not know", () => {
    expect(nextSteps("/draw", [])).toBe("");
    expect(nextSteps("/404")).toBe("");
  });
});

describe("siteHead()", () => {
  it("has one inline script, whose hash a Content-Security-Policy can name: the same whenever it is made", () => {
    const hash = (text: string) => createHash("sha256").update(text).digest("base64");
    const scripts = [...siteHead().matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script!);
    expect(scripts.map(hash)).toEqual([hash(themeScript())]);
    expect(scripts[0]).not.toMatch(/\bimport\b|\beval\b|\n/);
    expect(scripts[0]!.length).toBeLessThan(1200); // every page waits for it
  });
});
