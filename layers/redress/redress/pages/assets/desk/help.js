/** The map of keys, and how the desk looks. */

import { html } from "./view.js";
import { keyMap } from "./keys.js";
import { Box } from "./pieces.js";
import { useStore } from "./stores.js";
import { wish, wishes } from "./wishes.js";

const SWITCHES = /** @type {[keyof import("./wishes.js").Wishes, string][]} */ ([
  ["keys", "Single keys (off: everything is still there by Tab and Enter)"],
  ["onward", "Go on to the next case after a decision"],
  ["blur", "Blur photos until they are asked for"],
  ["grey", "Photos in grey"],
]);

export function Help({ onClose }) {
  const now = useStore(wishes);
  return html`<${Box} title="Keys" onClose=${onClose} wide=${true}>
    <div class="key-map">${keyMap().filter(layer => layer.keys.length).map(layer => html`<section>
      <h3>${layer.title}</h3>
      <dl>${layer.keys.map(key => html`<div><dt>${key.key.split(" ").map(each => html`<kbd>${named(each)}</kbd>`)}</dt><dd>${key.says}</dd></div>`)}</dl>
    </section>`)}</div>
    <p class="quiet">Keys rest while you type. With a screen reader, switch its own keys off for the desk, or ours below.</p>
    <h3>How the desk behaves</h3>
    ${SWITCHES.map(([name, says]) => html`<div class="choice tick"><input type="checkbox" id=${`wish-${name}`} checked=${now[name]}
      onChange=${(/** @type {Event} */ event) => wish({ [name]: /** @type {HTMLInputElement} */ (event.target).checked })} />
      <label for=${`wish-${name}`}>${says}</label></div>`)}
  <//>`;
}

const named = (/** @type {string} */ key) =>
  ({ ArrowRight: "→", ArrowLeft: "←", ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Enter: "Enter" })[key] ?? key;
