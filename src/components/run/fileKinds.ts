import {html} from "htl";

/** Returns a table of the files that a run may consist of, and what each of them shows. */
export function fileKinds(): HTMLElement {
  const kinds = [
    [html`<code>history.csv</code>, as Keras’s CSVLogger writes it`, "loss and accuracy by epoch"],
    [
      html`<code>predictions.csv</code>: <code>index,label,p0,…,p9</code> or <code>index,label,predicted</code>`,
      "accuracy, confusion matrix, mistakes, calibration"
    ],
    [
      html`<code>model.json</code> with its weights, a TensorFlow.js layers model`,
      "its layers and weights; and you draw for it"
    ],
    [html`<code>run.json</code>`, "title, settings, and the classes where they are not digits"],
    ["a zip of these, such as a run that you trained here", "all of the above"]
  ];
  return html`<section class="file-kinds" data-testid="file-kinds">
    <h2>What you can open</h2>
    <dl>
      ${kinds.map(
        ([file, shows]) =>
          html`<div>
            <dt>${file}</dt>
            <dd>${shows}</dd>
          </div>`
      )}
    </dl>
  </section>`;
}
