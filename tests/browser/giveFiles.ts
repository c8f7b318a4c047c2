import type {FileChooser, Locator, Page} from "playwright-core";

type GivenFiles = Parameters<FileChooser["setFiles"]>[0];

/** Chooses files as a visitor does: clicks a *control*, which has to be visible, and picks them in the browser's dialog. */
export async function chooseFiles(page: Page, control: Locator, files: GivenFiles): Promise<void> {
  const dialog = page.waitForEvent("filechooser");
  await control.click();
  await (await dialog).setFiles(files);
}

/** Drags files or folders, given by their paths on this disk, over the middle of *target* and drops them where *isDropped*. */
export async function dragFiles(
  page: Page,
  paths: readonly string[],
  target: Locator,
  {isDropped = true}: {isDropped?: boolean} = {}
): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("expected a visible target to drop files on, got one without a box");
  const session = await page.context().newCDPSession(page);
  const data = {items: [], files: [...paths], dragOperationsMask: 1};
  for (const type of ["dragEnter", "dragOver", ...(isDropped ? (["drop"] as const) : [])] as const) {
    await session.send("Input.dispatchDragEvent", {type, x: box.x + box.width / 2, y: box.y + box.height / 2, data});
  }
  await session.detach();
}
