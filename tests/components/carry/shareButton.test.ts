import {describe, expect, it} from "vitest";
import {sharedWords, shareLink} from "../../../src/components/carry/shareButton.js";

const link = "https://a.example/draw#drawing=AQ";
const fail = (name: string) => () => Promise.reject(new DOMException("", name));

describe("shareLink(link, ways)", () => {
  it("hands the link to the phone's own dialog where there is one, and copies it elsewhere", async () => {
    const done: string[] = [];
    const copy = async (text: string) => void done.push(`copy ${text}`);
    const share = async ({url}: {url: string}) => void done.push(`share ${url}`);
    expect(await shareLink(link, {share, copy})).toEqual({how: "shared"});
    expect(await shareLink(link, {copy})).toEqual({how: "copied"});
    expect(done).toEqual([`share ${link}`, `copy ${link}`]);
  });

  it("does nothing more where the visitor closes that dialog, and copies where it fails", async () => {
    const copied: string[] = [];
    const copy = async (text: string) => void copied.push(text);
    expect(await shareLink(link, {share: fail("AbortError"), copy})).toEqual({how: "canceled"});
    expect(copied).toEqual([]);
    expect(await shareLink(link, {share: fail("NotAllowedError"), copy})).toEqual({how: "copied"});
    expect(copied).toEqual([link]);
  });

  it("shows the link where it can't be copied", async () => {
    expect(await shareLink(link, {copy: fail("NotAllowedError")})).toEqual({how: "shown", link});
    expect(await shareLink(link, {})).toEqual({how: "shown", link});
  });

  it("refuses a link that browsers would cut off, and says what to do instead", async () => {
    const shared = await shareLink(link + "A".repeat(40_000), {});
    expect(shared.how).toBe("refused");
    expect(sharedWords(shared)).toBe("This drawing is too long for a link. Save it as strokes (JSON) below.");
  });
});
