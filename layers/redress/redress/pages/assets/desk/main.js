/** The desk begins here. */

import { Desk } from "./shell.js";
import { open } from "./session.js";
import { html, render } from "./view.js";

const root = /** @type {HTMLElement} */ (document.getElementById("desk"));
root.replaceChildren();
render(html`<${Desk} />`, root);
open();
