import { Picture } from "./picture.js";

const series = [1, 2, 3, 4, 5, 6].map(n => `--series-${n}`);

/** Draws an ECharts option given as JSON. Strings such as "var(--series-2)" become the reader's colours. */
export class Chart extends Picture {
  static inline = "option";
  static observedAttributes = ["option", "src"];

  connectedCallback() {
    this.setAttribute("role", "img");
    this.setAttribute("aria-label", this.getAttribute("label") ?? "");
    super.connectedCallback();
  }

  draw(option) {
    const echarts = window.echarts;
    const language = document.documentElement.lang === "es" ? "es-MX" : "en-US";
    echarts.registerLocale("PUENTE", locale(language));
    this.clear();
    this.chart = echarts.init(this.canvas, this.look(), { renderer: "canvas", locale: "PUENTE", devicePixelRatio: Math.max(2, devicePixelRatio) });
    this.chart.setOption(this.complete(structuredClone(option), language), true);
    this.chart.on("click", event => this.open(this.address(event), event.event?.event));
  }

  image(option) {
    this.draw(option);
    const image = this.chart.getDataURL({ pixelRatio: 2 });
    this.onPaper = false;
    this.draw(option);
    return image;
  }

  clear() {
    this.chart?.dispose();
    this.chart = null;
  }

  fit() {
    this.chart?.resize();
  }

  address(event) {
    if (event.data?.href) return event.data.href;
    const values = { name: event.name, series: event.seriesName, value: event.value };
    return this.getAttribute("pick")?.replace(/\{(name|series|value)\}/g, (_, key) => encodeURIComponent(values[key] ?? ""));
  }

  /** What JSON cannot say: resolved colours, numbers as the reader writes them, a tooltip without markup. */
  complete(option, language) {
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    const coloured = value => {
      if (typeof value === "string") return value.startsWith("var(--") ? this.colour(value.slice(4, -1)) : value;
      if (Array.isArray(value)) return value.map(coloured);
      if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, coloured(v)]));
      return value;
    };
    const done = coloured(option);
    for (const axis of [done.xAxis, done.yAxis].flat()) {
      if (axis?.type === "value") axis.axisLabel = { formatter: v => number.format(v), ...axis.axisLabel };
    }
    done.tooltip = { trigger: "item", confine: true, ...done.tooltip, renderMode: "richText", valueFormatter: v => typeof v === "number" ? number.format(v) : v };
    done.animation = false;
    return done;
  }

  look() {
    const c = token => this.colour(token);
    const [text, muted, line, panel] = ["--text", "--muted", "--line", "--panel"].map(c);
    const axis = {
      axisLine: { lineStyle: { color: c("--line-strong") } },
      axisTick: { show: false },
      axisLabel: { color: muted, hideOverlap: true },
      nameTextStyle: { color: muted },
      splitLine: { lineStyle: { color: line } },
    };
    return {
      color: series.map(c),
      backgroundColor: "transparent",
      textStyle: { fontFamily: this.font, fontSize: 12, color: text },
      title: { textStyle: { color: text, fontSize: 13, fontWeight: 600 } },
      legend: { textStyle: { color: text }, icon: "roundRect", itemWidth: 12, itemHeight: 8 },
      tooltip: { backgroundColor: panel, borderColor: c("--line-strong"), borderWidth: 1, textStyle: { color: text, fontSize: 12 } },
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      categoryAxis: { ...axis, splitLine: { show: false } },
      valueAxis: axis,
      timeAxis: axis,
      logAxis: axis,
      line: { symbolSize: 6, lineStyle: { width: 2 } },
      bar: { itemStyle: { borderRadius: 2 }, barMaxWidth: 42 },
      sankey: { label: { color: text }, lineStyle: { color: "gradient", opacity: .35 }, nodeGap: 14 },
      visualMap: { textStyle: { color: text }, inRange: { color: [c("--quiet-soft"), c("--series-1")] } },
    };
  }
}

function locale(language) {
  const names = (part, width, dates) => dates.map(d => new Intl.DateTimeFormat(language, { [part]: width, timeZone: "UTC" }).format(d));
  const months = Array.from({ length: 12 }, (_, m) => new Date(Date.UTC(2024, m, 15)));
  const days = Array.from({ length: 7 }, (_, d) => new Date(Date.UTC(2024, 8, d + 1)));
  return {
    time: {
      month: names("month", "long", months), monthAbbr: names("month", "short", months),
      dayOfWeek: names("weekday", "long", days), dayOfWeekAbbr: names("weekday", "short", days),
    },
    legend: { selector: { all: "", inverse: "" } },
    toolbox: { brush: { title: {} }, dataView: { title: "", lang: ["", "", ""] }, dataZoom: { title: {} }, magicType: { title: {} }, restore: { title: "" }, saveAsImage: { title: "", lang: [""] } },
    series: { typeNames: {} },
    aria: { general: {}, series: { single: {}, multiple: { separator: {} } }, data: { separator: {} } },
  };
}
