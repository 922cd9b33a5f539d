// What the pictures share: a shadow root, a library fetched once, the reader's colours, drawing again when something changes.

const fetched = new Map();

/** Loads a classic script of this server once. */
function script(address) {
  if (!fetched.has(address)) {
    fetched.set(address, new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.async = false;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${address} could not be read`));
      document.head.append(element);
    }));
  }
  return fetched.get(address);
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; position: relative; contain: layout paint; }
  .canvas, .paper { position: absolute; inset: 0; }
  .canvas[hidden] { visibility: hidden; }
  .paper { inline-size: 100%; block-size: 100%; object-fit: contain; object-position: left; }
  .canvas:focus-visible { outline: 3px solid var(--focus); outline-offset: -3px; border-radius: var(--radius-2); }
  .tools { position: absolute; inset-block-end: .4rem; inset-inline-end: .4rem; display: flex; gap: .25rem; z-index: 2; }
  .tools button { font: 600 1rem var(--font); inline-size: 2rem; block-size: 2rem; border: 1px solid var(--line-strong); border-radius: var(--radius-1); background: var(--panel); color: var(--text); cursor: pointer; padding: 0; }
  .tools button:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
  .said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .failed { position: absolute; inset: 0; display: grid; place-items: center; color: var(--muted); text-align: center; padding: 1rem; }
  @media print { .tools { display: none; } }
`);

/** A custom element that draws in its shadow root. Subclasses give draw(data), clear(), fit() and image(data), and prepare(data) if drawing needs more than data. */
export class Picture extends HTMLElement {
  #seen = false;
  #queued = false;
  #stop = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.canvas = document.createElement("div");
    this.canvas.className = "canvas";
    this.probe = document.createElement("span");
    this.probe.className = "said";
    root.append(this.canvas, this.probe);
  }

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const again = () => this.queue();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal });
    matchMedia("print").addEventListener("change", event => this.toPaper(event.matches), { signal });
    this.theme = new MutationObserver(again);
    this.theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this);
    // A picture far down the page is drawn when it comes near, but before printing all of them are.
    this.near = new IntersectionObserver(entries => {
      if (!entries.some(e => e.isIntersecting)) return;
      this.#seen = true;
      this.near.disconnect();
      this.queue();
    }, { rootMargin: "400px" });
    this.near.observe(this);
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.theme.disconnect();
    this.sizes.disconnect();
    this.near.disconnect();
    this.clear();
  }

  attributeChangedCallback() {
    this.queue();
  }

  queue() {
    if (!this.#seen || this.#queued) return;
    this.#queued = true;
    queueMicrotask(async () => {
      this.#queued = false;
      await this.load();
    });
  }

  async load() {
    try {
      for (const address of (this.getAttribute("lib") ?? "").split(" ").filter(Boolean)) await script(new URL(address, document.baseURI).href);
      const inline = this.getAttribute(this.constructor.inline);
      if (inline) this.data = JSON.parse(inline);
      else if (this.getAttribute("src")) {
        const answer = await fetch(this.getAttribute("src"), { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(`${answer.status}`);
        this.data = await answer.json();
      } else return;
      await this.prepare(this.data);
      this.drawNow();
    } catch (problem) {
      this.fail(problem);
    }
  }

  /** Buttons that bring nearer, farther, and show all; the subclass gives zoom(by). */
  addTools(whole) {
    const tools = document.createElement("div");
    tools.className = "tools";
    for (const [sign, words, act] of [["+", "zoom-in", () => this.zoom(1.3)], ["\u2212", "zoom-out", () => this.zoom(1 / 1.3)], ["\u2922", "zoom-fit", whole]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = this.getAttribute(words) ?? "";
      button.setAttribute("aria-label", button.title);
      button.addEventListener("click", act);
      tools.append(button);
    }
    this.shadowRoot.append(tools);
  }

  /** What a drawing needs besides its data; nothing for most. */
  async prepare() {
  }

  drawNow() {
    if (!this.data || !this.isConnected) return;
    this.shadowRoot.querySelector(".failed")?.remove();
    this.draw(this.data);
    this.setAttribute("drawn", "");
  }

  // Paper does not wait for the next frame, so what is printed is an image made at once, in the colours of the light theme.
  toPaper(printing) {
    this.onPaper = printing;
    this.shadowRoot.querySelector(".paper")?.remove();
    this.canvas.hidden = false;
    if (!this.hasAttribute("drawn")) return;
    const image = printing && this.image(this.data);
    if (!image) return;
    const paper = document.createElement("img");
    paper.className = "paper";
    paper.alt = "";
    paper.src = image;
    this.canvas.hidden = true;
    this.shadowRoot.append(paper);
  }

  fail(problem) {
    console.warn(problem);
    this.clear();
    const words = document.createElement("p");
    words.className = "failed";
    words.textContent = this.getAttribute("failed") ?? "";
    this.shadowRoot.append(words);
  }

  /** The colour of a token in the reader's theme; on paper always the light one. */
  colour(token) {
    this.probe.style.colorScheme = this.onPaper ? "light" : "";
    this.probe.style.color = `var(${token})`;
    return getComputedStyle(this.probe).color;
  }

  get font() {
    return getComputedStyle(document.body).fontFamily;
  }

  /** Opens a page of this server; anything else is ignored. */
  open(address, event) {
    if (!address) return;
    const target = new URL(address, document.baseURI);
    if (target.origin !== location.origin) return;
    if (event?.ctrlKey || event?.metaKey) window.open(target, "_blank", "noopener");
    else if (this.dispatchEvent(new CustomEvent("p-open", { bubbles: true, cancelable: true, detail: target.href }))) location.assign(target);
  }
}
