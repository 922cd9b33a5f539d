// Everything that moves on a page. Each page is complete without it; a picture's library is read only where a picture is.

import { Chart } from "./elements/chart.js";
import { Links } from "./elements/links.js";
import { Live } from "./elements/live.js";
import { GeoMap } from "./elements/map.js";
import { preparePaper } from "./elements/paper.js";
import { Quote } from "./elements/quote.js";
import { Slider } from "./elements/slider.js";
import { Upload } from "./elements/upload.js";
import { View } from "./elements/view.js";

customElements.define("p-chart", Chart);
customElements.define("p-links", Links);
customElements.define("p-live", Live);
customElements.define("p-map", GeoMap);
customElements.define("p-quote", Quote);
customElements.define("p-slider", Slider);
customElements.define("p-upload", Upload);
customElements.define("p-view", View);
preparePaper();

// "/" goes to the search box, as on most sites for people who look things up all day.
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector(".find input");
  if (!box) return;
  event.preventDefault();
  box.focus();
});

// A form is sent once: the second press of an impatient finger does nothing.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.hasAttribute("aria-busy")) event.preventDefault();
  else form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(f => f.removeAttribute("aria-busy")));
