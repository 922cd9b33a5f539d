import { Picture } from "./picture.js";

// Shape says the kind as much as colour does.
const kinds = {
  Person: ["ellipse", 1], PublicBody: ["round-pentagon", 4], Organization: ["round-pentagon", 4], Company: ["round-pentagon", 4], LegalEntity: ["round-pentagon", 4],
  Firearm: ["diamond", 2], Ammunition: ["diamond", 2], Explosive: ["diamond", 2],
  BankAccount: ["round-rectangle", 3], CryptoWallet: ["round-rectangle", 3], Asset: ["round-rectangle", 3], Phone: ["round-tag", 3],
  Vehicle: ["octagon", 5], Airplane: ["octagon", 5], Vessel: ["octagon", 5],
  Address: ["triangle", 6], Place: ["triangle", 6], Document: ["cut-rectangle", 6], CaseFile: ["cut-rectangle", 6], CourtCase: ["cut-rectangle", 6], CriminalGroup: ["round-pentagon", 4], Event: ["hexagon", 6],
};
const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

// From so many nodes on what a reader cannot make out is not drawn: labels of small things, and detail while the picture moves.
const many = 300;

/**
 * A link chart of { nodes: [{id, label, kind, href, subject, group, picked, shape, series, x, y}], edges: [{id, from, to, label, href, uncertain, there, back, picked}] }.
 * With places the nodes stand where the server put them, and while the same nodes are drawn, where the reader dragged them.
 */
export class Links extends Picture {
  static inline = "data";
  static observedAttributes = ["data", "src"];

  connectedCallback() {
    super.connectedCallback();
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", [this.getAttribute("label"), this.getAttribute("keys")].filter(Boolean).join(". "));
    if (this.said) return;
    this.said = document.createElement("div");
    this.said.className = "said";
    this.said.setAttribute("aria-live", "polite");
    this.shadowRoot.append(this.said);
    this.addTools(() => this.fit());
    this.canvas.addEventListener("keydown", event => this.key(event));
  }

  draw({ nodes, edges }) {
    const kept = this.cy ? Object.fromEntries(this.cy.nodes().map(n => [n.id(), { ...n.position() }])) : {};
    const view = this.cy && { zoom: this.cy.zoom(), pan: { ...this.cy.pan() } };
    this.placed = nodes.some(n => n.x !== undefined);
    const known = nodes.every(n => kept[n.id]);
    this.clear();
    withStylesheet(() => {
      this.cy = window.cytoscape({
        container: this.canvas,
        elements: [...nodes.map(n => this.node(n, known || !this.placed ? kept : {})), ...edges.map(edge)],
        style: this.rules(),
        layout: { name: "preset" },
        userZoomingEnabled: false,
        boxSelectionEnabled: false,
        minZoom: this.placed ? .02 : .15,
        maxZoom: 3,
        textureOnViewport: nodes.length > many,
        pixelRatio: nodes.length > many ? 1 : "auto",
      });
    });
    if (!this.placed && !known) {
      repeatably(() => this.cy.layout({
        name: "fcose", quality: "proof", randomize: true, animate: false, nodeDimensionsIncludeLabels: true,
        idealEdgeLength: nodes.length < 8 ? 150 : 95, nodeRepulsion: 5000, nodeSeparation: 75,
      }).run());
    }
    this.cy.on("tap", "node, edge", event => this.open(event.target.data("href"), event.originalEvent));
    this.cy.on("mouseover", "[href]", () => { this.canvas.style.cursor = "pointer"; });
    this.cy.on("mouseout", () => { this.canvas.style.cursor = ""; });
    if (this.placed && known && view && nodes.length > 0) this.cy.viewport(view);
    else this.fit();
  }

  image() {
    this.paint();
    const image = this.cy.png({ full: true, scale: 2 });
    this.onPaper = false;
    this.paint();
    return image;
  }

  paint() {
    this.cy.style(this.rules());
    this.cy.nodes().forEach(n => { n.data("tone", this.colour(n.data("token"))); });
  }

  clear() {
    this.cy?.destroy();
    this.cy = null;
  }

  fit() {
    if (!this.cy) return;
    this.cy.resize();
    this.cy.fit(undefined, 28);
    const zoom = Math.min(1.15, Math.max(this.placed ? .02 : .7, this.cy.zoom()));
    if (zoom === this.cy.zoom()) return;
    this.cy.zoom(zoom);
    this.cy.center(zoom < 1 ? this.cy.nodes("[subject = 1]") : undefined);
  }

  zoom(by) {
    this.cy?.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.clientWidth / 2, y: this.clientHeight / 2 } });
  }

  node(n, kept) {
    const [shape, tone] = kinds[n.kind] ?? ["ellipse", 6];
    return {
      data: { id: n.id, label: n.label, href: n.href, shape: n.shape ?? shape, token: `--series-${n.series ?? tone}`, tone: this.colour(`--series-${n.series ?? tone}`), subject: n.subject ? 1 : 0, group: n.group ? 1 : 0, picked: n.picked ? 1 : 0 },
      position: kept[n.id] ?? { x: n.x ?? 0, y: n.y ?? 0 },
    };
  }

  rules() {
    const c = token => this.colour(token);
    const big = this.cy ? this.cy.nodes().length > many : this.data.nodes.length > many;
    const words = { "min-zoomed-font-size": this.placed ? 7 : 0, "font-family": this.font, color: c("--text"), "text-background-color": c("--panel"), "text-background-opacity": .85, "text-background-padding": "2px" };
    return [
      { selector: "node", style: { ...words, label: "data(label)", shape: "data(shape)", "background-color": "data(tone)", width: 30, height: 30, "font-size": 12, "text-valign": "bottom", "text-margin-y": 6, "text-wrap": "wrap", "text-max-width": "140px" } },
      { selector: "node[subject = 1]", style: { width: 42, height: 42, "border-width": 4, "border-color": c("--accent-soft"), "font-weight": 700, "font-size": 13 } },
      { selector: "edge", style: { ...words, label: "data(label)", width: 1.4, "line-color": c("--line-strong"), "target-arrow-color": c("--line-strong"), "source-arrow-color": c("--line-strong"), "curve-style": big ? "haystack" : "bezier", "font-size": 10, color: c("--muted"), "text-rotation": "autorotate" } },
      { selector: "edge[there = 1]", style: { "target-arrow-shape": "triangle" } },
      { selector: "edge[back = 1]", style: { "source-arrow-shape": "triangle" } },
      { selector: "edge[uncertain = 1]", style: { "line-style": "dashed" } },
      { selector: "node[group = 1]", style: { width: 46, height: 46, "border-width": 6, "border-style": "double", "border-color": c("--panel") } },
      { selector: "node[picked = 1]", style: { "border-width": 4, "border-style": "solid", "border-color": c("--accent") } },
      { selector: "edge[picked = 1]", style: { width: 4, "line-color": c("--accent"), "target-arrow-color": c("--accent"), "source-arrow-color": c("--accent") } },
      { selector: ".at", style: { "border-width": 4, "border-color": c("--focus") } },
    ];
  }

  key(event) {
    if (!this.cy) return;
    if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.fit();
    else if (event.key === "Enter" && this.at) this.open(this.at.data("href"), event);
    else if (steps[event.key]) this.move(steps[event.key]);
    else return;
    event.preventDefault();
  }

  move([dx, dy]) {
    const from = this.at?.inside() ? this.at : null;
    const next = from ? nearest(this.cy.nodes().not(from), from.position(), dx, dy) : this.cy.nodes("[subject = 1]")[0] ?? this.cy.nodes()[0];
    if (!next) return;
    from?.removeClass("at");
    this.at = next.addClass("at");
    const links = next.connectedEdges().map(e => [e.source().data("label"), e.data("label"), e.target().data("label")].filter(Boolean).join(" "));
    this.said.textContent = [next.data("label"), ...links.slice(0, 8)].join(". ");
    this.cy.animate({ center: { eles: next }, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150 });
  }
}

function edge(e) {
  return { data: { id: e.id, source: e.from, target: e.to, label: e.label ?? "", href: e.href, uncertain: e.uncertain ? 1 : 0, there: e.there ?? true ? 1 : 0, back: e.back ? 1 : 0, picked: e.picked ? 1 : 0 } };
}

function nearest(nodes, at, dx, dy) {
  let best = null;
  let cost = Infinity;
  nodes.forEach(node => {
    const x = node.position("x") - at.x;
    const y = node.position("y") - at.y;
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || along + 2 * across >= cost) return;
    best = node;
    cost = along + 2 * across;
  });
  return best;
}

// The layout draws lots; with the same lots the same links are drawn the same way each time.
function repeatably(action) {
  const random = Math.random;
  let state = 20261;
  Math.random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  try {
    action();
  } finally {
    Math.random = random;
  }
}

// Cytoscape adds a style element to the page unless one with this id exists; the policy of the pages forbids style
// elements, and the rule it would add is in our own sheet already.
function withStylesheet(action) {
  const stand = document.createElement("template");
  stand.id = "__________cytoscape_stylesheet";
  document.head.append(stand);
  try {
    action();
  } finally {
    stand.remove();
  }
}
