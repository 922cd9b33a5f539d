import { Chart } from "./chart.js";

const fetched = new Map();

/** The shapes of an address of this server, fetched once. */
function shapes(address) {
  if (!fetched.has(address)) {
    fetched.set(address, fetch(address).then(answer => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }));
  }
  return fetched.get(address);
}

/** How a place is drawn by how surely it is there: the less is known, the emptier the sign. */
const signs = {
  point: { symbol: "circle", itemStyle: { color: "var(--series-1)", borderColor: "var(--panel)", borderWidth: 1 } },
  around: { symbol: "circle", itemStyle: { color: "var(--series-1)", borderColor: "var(--panel)", borderWidth: 1, opacity: .8 } },
  district: { symbol: "circle", itemStyle: { color: "var(--panel)", borderColor: "var(--series-2)", borderWidth: 2.5 } },
  state: { symbol: "rect", itemStyle: { color: "transparent", borderColor: "var(--series-3)", borderWidth: 2, borderType: "dashed" } },
};

/**
 * Places on the states of the two countries. Data: { box: [west, south, east, north], counties: [state], names: {sureness: text},
 * points: [{ name, at: [longitude, latitude], sureness, metres, size, href, picked }], lines: [{ name, from, to, href }] }; a line leads from place to place.
 */
export class GeoMap extends Chart {
  static inline = "data";
  static observedAttributes = ["data", "src"];

  connectedCallback() {
    super.connectedCallback();
    // The buttons are part of it, so that it is no single image.
    this.setAttribute("role", "group");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", this.getAttribute("label") ?? "");
    if (!this.shadowRoot.querySelector(".tools")) this.addTools(() => this.drawNow());
  }

  async prepare(data) {
    const states = await shapes(this.getAttribute("shapes"));
    const counties = await Promise.all((data.counties ?? []).map(state => shapes(this.getAttribute("counties").replace("{state}", state))));
    this.shapes = { type: "FeatureCollection", features: [...counties.flatMap(c => c.features), ...states.features] };
  }

  draw(data) {
    window.echarts.registerMap("puente", this.shapes);
    super.draw(this.option(data));
  }

  zoom(by) {
    this.chart?.dispatchAction({ type: "geoRoam", componentType: "geo", zoom: by, originX: this.clientWidth / 2, originY: this.clientHeight / 2 });
  }

  option(data) {
    const [west, south, east, north] = data.box;
    const point = p => ({
      name: p.name, value: p.at, href: p.href, symbolSize: p.size,
      itemStyle: p.picked ? { borderColor: "var(--text)", borderWidth: 3 } : undefined,
    });
    const named = data.points.length <= 30;
    const among = Object.keys(signs).filter(s => data.points.some(p => p.sureness === s));
    return {
      tooltip: { formatter: "{b}" },
      legend: { data: among.map(s => data.names[s]), bottom: 4, left: 8, icon: "", selectedMode: false },
      geo: {
        map: "puente", roam: "move", aspectScale: Math.cos((south + north) / 360 * Math.PI), boundingCoords: [[west, north], [east, south]],
        left: 8, right: named ? Math.min(120, this.clientWidth * .25) : 8, top: 8, bottom: 36, silent: true,
        // The names of states help near by; of the whole of two countries they are a thicket.
        label: { show: east - west < 24, color: "var(--muted)", fontSize: 10 },
        itemStyle: { areaColor: "var(--quiet-soft)", borderColor: "var(--line-strong)", borderWidth: .6 },
      },
      series: [
        // How far off a place may be is drawn to scale.
        { type: "lines", coordinateSystem: "geo", polyline: true, silent: true, lineStyle: { color: "var(--series-1)", width: 1, type: "dashed", opacity: .9 },
          data: data.points.filter(p => p.metres > 0).map(p => ({ coords: ring(p.at, p.metres) })) },
        { type: "lines", coordinateSystem: "geo", symbol: ["none", "arrow"], symbolSize: 7, lineStyle: { color: "var(--series-4)", width: 1.6, curveness: .18, opacity: .8 },
          data: data.lines.map(l => ({ name: l.name, coords: [l.from, l.to], href: l.href })) },
        ...among.map(sureness => ({
          name: data.names[sureness], type: "scatter", coordinateSystem: "geo", ...signs[sureness],
          label: { show: named, formatter: "{b}", position: "right", color: "var(--text)", fontSize: 11, textBorderColor: "var(--panel)", textBorderWidth: 2 },
          labelLayout: { hideOverlap: true },
          data: data.points.filter(p => p.sureness === sureness).map(point),
        })),
      ],
    };
  }
}

/** A circle of a radius in metres round a point, as 64 points on the sphere. */
function ring([longitude, latitude], metres) {
  const degrees = metres / 111_195;
  return Array.from({ length: 65 }, (_, i) => {
    const angle = i / 32 * Math.PI;
    return [longitude + degrees * Math.sin(angle) / Math.cos(latitude * Math.PI / 180), latitude + degrees * Math.cos(angle)];
  });
}
