import {html} from "htl";
import {download, fileName} from "../inputs/download.js";
import {formatBytes} from "../page/format.js";
import {runArchive} from "../run/runArchive.js";
import type {OwnRun} from "../run/ownRun.js";

/**
 * Returns how a run that was trained on this page is kept: as a file, and how the same one is made elsewhere. *onSave* is
 * called when the visitor downloads it.
 */
export function keepCard(run: OwnRun, {onSave = () => {}}: {onSave?: () => void} = {}): HTMLElement {
  const archive = runArchive(run);
  const file = fileName(run.name, "zip");
  const save = html`<button type="button">Download ${file}</button>`;
  save.addEventListener("click", () => {
    download(archive, file, "application/zip");
    onSave();
  });
  const {command} = run.about;
  return html`<section class="card keep-card">
    <h2>Keep it</h2>
    <div class="toolbar">${save}</div>
    <p>
      ${formatBytes(archive.length)}: its model, its epochs and its answers.
      <a href="./open-run">Open your own run</a> opens it again; unpacked into <code>data/runs</code> it becomes a page
      of a site of your own.
    </p>
    ${
      command
        ? html`<p>This makes the same run on a machine of yours, from the same images: <code>${command}</code></p>`
        : html`<p>No command makes the same run: it was stopped early, or computed without WebAssembly.</p>`
    }
  </section>`;
}
