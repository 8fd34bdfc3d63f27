// Draws every [data-chart]: the ECharts option stands in the json_script that it names. The bundle loads only where a chart is.
// Colours come from the CSS tokens: a value "token:red-solid" anywhere in the option is replaced.
const charts = new Map();
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const russian = document.documentElement.lang.startsWith("ru");
const numbers = new Intl.NumberFormat(russian ? "ru-RU" : "en-GB", { maximumFractionDigits: 1 });
const written = (value) => (typeof value === "number" ? numbers.format(value) : value);

function resolved(value) {
  if (typeof value === "string") return value.startsWith("token:") ? css(value.slice(6)) : value;
  if (Array.isArray(value)) return value.map(resolved);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each)]));
  }
  return value;
}

const each = (value, change) => (Array.isArray(value) ? value.map(change) : value && change(value));

function axis(given) {
  const line = { lineStyle: { color: css("line") } };
  const isValue = given.type === "value" || (!given.type && !given.data);
  const label = { color: css("muted"), fontSize: 12, ...(isValue ? { formatter: written } : {}), ...given.axisLabel };
  return { axisTick: { show: false }, axisLine: { show: !isValue, ...line }, splitLine: { show: isValue, ...line },
    nameTextStyle: { color: css("muted") }, ...given, axisLabel: label };
}

const text = (extra) => ({ color: css("text"), ...extra });
const kinds = {
  line: () => ({ symbolSize: 6, lineStyle: { width: 2 } }),
  bar: () => ({ barMaxWidth: 36, itemStyle: { borderRadius: [3, 3, 0, 0] } }),
  funnel: () => ({ left: 0, width: "52%", top: 8, bottom: 8, minSize: "12%", gap: 2, itemStyle: { borderWidth: 0 },
    color: [10, 8, 7, 5, 4, 3, 2].map((n) => css(`shade-${n}`)),
    label: text({ position: "right", formatter: (point) => `${point.name}: ${written(point.value)}` }) }),
  sankey: () => ({ left: 0, right: 120, top: 8, bottom: 8, nodeWidth: 10, label: text(), itemStyle: { color: css("teal-solid"), borderWidth: 0 },
    lineStyle: { color: css("teal-solid"), opacity: 0.18 } }),
};
const series = (given) => ({ ...kinds[given.type]?.(), ...given,
  markLine: given.markLine && { symbol: "none", ...given.markLine, label: { position: "insideEndTop", color: css("muted"), formatter: ({ name, value }) => `${name} ${written(value)}`, ...given.markLine.label } } });

function themed(raw) {
  const option = resolved(raw);
  const muted = { color: css("muted") };
  return {
    color: ["teal-solid", "blue-solid", "amber-solid", "purple-solid", "brown-solid", "grey-solid", "green-solid", "red-solid"].map(css),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: css("text") },
    animationDuration: 200,
    aria: { enabled: false },
    ...option,
    grid: option.xAxis ? { left: 8, right: 16, top: option.legend ? 36 : 16, bottom: 8, containLabel: true, ...option.grid } : undefined,
    xAxis: each(option.xAxis, axis),
    yAxis: each(option.yAxis, axis),
    series: each(option.series, series),
    legend: option.legend && { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: muted, ...option.legend },
    tooltip: { trigger: option.xAxis ? "axis" : "item", confine: true, valueFormatter: written, backgroundColor: css("surface"),
      borderColor: css("line"), textStyle: { color: css("text"), fontSize: 13 }, ...option.tooltip, renderMode: "richText" },
  };
}

async function draw(box) {
  const raw = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const { init } = await import(box.dataset.bundle);
  charts.get(box)?.dispose();
  const chart = init(box, null, { renderer: "svg", locale: russian ? "RU" : "EN" });
  chart.setOption(themed(raw));
  charts.set(box, chart);
  resizer.observe(box);
}

const resizer = new ResizeObserver((entries) => entries.forEach(({ target }) => charts.get(target)?.resize()));
const drawAll = (root) => root.querySelectorAll?.("[data-chart]").forEach(draw);

document.addEventListener("theme:changed", () => drawAll(document));
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) drawAll(event.target); });
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  charts.get(event.target)?.dispose();
  charts.delete(event.target);
});
drawAll(document);
