import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {classWords} from "../page/classWords.js";

/** The commands that bring images into the site, and what each brings. */
const COMMANDS: readonly (readonly [command: string, brings: string])[] = [
  ["npm run data", "MNIST, from its public mirrors"],
  ["npm run data -- --kaggle digit-recognizer", "a competition or a data set of Kaggle’s, with your token"],
  [
    "npm run data -- --from PATH",
    "a folder, a zip or a table of yours: CSV of pixels, MNIST’s IDX files, folders of images, one a class, or a CSV of image files and labels"
  ]
];

/** Returns the card that says how to bring one's own images. */
export function ownDataCard(classes: Alphabet): HTMLElement {
  const {many} = classWords(classes);
  return html`<section class="card">
    <h2 id="your-own">Your own ${many}</h2>
    <p>
      The site shows the ${many} in the folder that <code>HANDSCOPE_DATA</code> names, else those in
      <code>data/raw</code>, else a sample that it generates. These commands fill <code>data/raw</code>; then
      <code>npm start</code> shows it:
    </p>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Commands that bring images">
      <table>
        <thead>
          <tr>
            <th>Command</th>
            <th>Brings</th>
          </tr>
        </thead>
        <tbody>
          ${COMMANDS.map(
            ([command, brings]) =>
              html`<tr>
                <td><code>${command}</code></td>
                <td>${brings}</td>
              </tr>`
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
