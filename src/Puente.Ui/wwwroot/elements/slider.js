const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; block-size: 1.6rem; margin-inline: -.6rem; }
  .track { position: absolute; inset-block-start: .7rem; inset-inline: .6rem; block-size: .25rem; border-radius: .2rem; background: var(--line); }
  .track span { position: absolute; inset-block: 0; background: var(--accent); border-radius: inherit; }
  input { appearance: none; position: absolute; inset: 0; inline-size: 100%; margin: 0; background: none; pointer-events: none; }
  input::-webkit-slider-thumb { appearance: none; pointer-events: auto; inline-size: 1.2rem; block-size: 1.2rem; border-radius: 50%; border: 3px solid var(--panel); background: var(--accent); box-shadow: 0 0 0 1px var(--line-strong); cursor: ew-resize; }
  input::-moz-range-thumb { pointer-events: auto; inline-size: .9rem; block-size: .9rem; border-radius: 50%; border: 3px solid var(--panel); background: var(--accent); cursor: ew-resize; }
  input:focus-visible { outline: none; }
  input:focus-visible::-webkit-slider-thumb { outline: 3px solid var(--focus); outline-offset: 1px; }
  input:focus-visible::-moz-range-thumb { outline: 3px solid var(--focus); outline-offset: 1px; }
  @media print { :host { display: none; } }
`);

/** Two handles over stretches of time. Where one was moved to goes into its field, "from" or "until", of the form around, which is sent a moment after the last move; the other field keeps what was typed. */
export class Slider extends HTMLElement {
  static observedAttributes = ["values", "from", "until"];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const track = document.createElement("div");
    track.className = "track";
    this.span = document.createElement("span");
    track.append(this.span);
    this.handles = ["from", "until"].map(name => {
      const handle = document.createElement("input");
      handle.type = "range";
      handle.min = 0;
      handle.addEventListener("input", () => this.moved(name));
      return handle;
    });
    root.append(track, ...this.handles);
  }

  connectedCallback() {
    this.read();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  attributeChangedCallback() {
    if (this.isConnected) queueMicrotask(() => this.read());
  }

  read() {
    this.values = (this.getAttribute("values") ?? "").split(" ");
    this.words = JSON.parse(this.getAttribute("words") ?? "[]");
    this.handles.forEach((handle, i) => {
      handle.max = this.values.length - 1;
      handle.value = this.getAttribute(i ? "until" : "from");
      handle.setAttribute("aria-label", this.getAttribute(i ? "until-label" : "from-label") ?? "");
    });
    this.say();
  }

  moved(name) {
    const [from, until] = this.handles;
    if (+from.value > +until.value) (name === "from" ? from : until).value = name === "from" ? until.value : from.value;
    this.say();
    const form = this.closest("form");
    if (!form) return;
    const at = +(name === "from" ? from : until).value;
    form.elements[name].value = at === (name === "from" ? 0 : this.values.length - 1) ? "" : this.values[at];
    clearTimeout(this.timer);
    this.timer = setTimeout(() => form.requestSubmit(), 400);
  }

  say() {
    const last = Math.max(1, this.values.length - 1);
    const [from, until] = this.handles.map(h => +h.value);
    this.handles.forEach(h => h.setAttribute("aria-valuetext", this.words[+h.value] ?? ""));
    this.span.style.left = `${100 * from / last}%`;
    this.span.style.right = `${100 - 100 * until / last}%`;
  }
}
