// Draws every [data-chart]: its ECharts option stands in the json_script of that id. The bundle loads only where a chart is.
// A value "token:red-solid" anywhere in the option becomes that CSS token's colour.
const charts = new Map();
const palette = ["teal", "blue", "amber", "purple", "brown", "grey", "green", "red"];
const russian = document.documentElement.lang.startsWith("ru");
const numbers = new Intl.NumberFormat(russian ? "ru-RU" : "en-GB", { maximumFractionDigits: 1 });
const written = (value) => (typeof value === "number" ? numbers.format(value) : value);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const list = (value) => (value === undefined ? [] : [value].flat());

function resolved(value) {
  if (typeof value === "string") return value.startsWith("token:") ? css(value.slice(6)) : value;
  if (Array.isArray(value)) return value.map(resolved);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each)]));
}

function axis(given) {
  const measures = given.type === "value" || (!given.type && !given.data);
  const lineStyle = { color: css("line") };
  return {
    axisTick: { show: false }, axisLine: { show: !measures, lineStyle }, splitLine: { show: measures, lineStyle },
    ...given, axisLabel: { color: css("muted"), fontSize: 12, ...(measures && { formatter: written }), ...given.axisLabel },
  };
}

const kinds = {
  line: () => ({ symbolSize: 6, lineStyle: { width: 2 } }),
  bar: () => ({ barMaxWidth: 36, itemStyle: { borderRadius: [3, 3, 0, 0] } }),
  heatmap: () => ({ itemStyle: { borderColor: css("surface"), borderWidth: 2, borderRadius: 4 } }),
  funnel: () => ({
    left: 0, width: "48%", top: 8, bottom: 8, minSize: "12%", gap: 2, itemStyle: { borderWidth: 0 },
    color: [10, 8, 7, 5, 4, 3, 2].map((shade) => css(`shade-${shade}`)),
    labelLine: { lineStyle: { color: css("line-control") } },
    label: { position: "right", color: css("text"), formatter: ({ name, value }) => `${name}: ${written(value)}` },
  }),
  sankey: () => ({
    left: 0, right: "30%", top: 8, bottom: 8, nodeWidth: 10, nodeGap: 12,
    label: { color: css("text"), width: 104, lineHeight: 15, overflow: "break" },
    itemStyle: { color: css("teal-solid"), borderWidth: 0 }, lineStyle: { color: css("teal-solid"), opacity: 0.18 },
  }),
};

function series(given) {
  const formatter = ({ name, value }) => `${name}\n${written(value)}`;
  const label = { position: "end", lineHeight: 15, color: css("muted"), formatter, ...given.markLine?.label };
  return { ...kinds[given.type]?.(), ...given, markLine: given.markLine && { symbol: "none", ...given.markLine, label } };
}

function themed(raw) {
  const option = resolved(raw);
  const inside = { left: 8, right: list(option.series).some((one) => one.markLine) ? 68 : 16, top: option.legend ? 40 : 16, bottom: 8, containLabel: true };
  return {
    color: palette.map((name) => css(`${name}-solid`)),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: css("text") },
    animation: false,
    ...option,
    grid: option.xAxis && { ...inside, ...option.grid },
    xAxis: option.xAxis && list(option.xAxis).map(axis),
    yAxis: option.yAxis && list(option.yAxis).map(axis),
    series: list(option.series).map(series),
    legend: option.legend && {
      top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: css("text") }, ...option.legend,
    },
    tooltip: {
      trigger: option.xAxis ? "axis" : "item", confine: true, valueFormatter: written, backgroundColor: css("surface"),
      borderColor: css("line"), textStyle: { color: css("text"), fontSize: 13 }, ...option.tooltip, renderMode: "richText",
    },
  };
}

async function draw(box) {
  charts.set(box, null);
  const raw = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  const { init } = await import(box.dataset.bundle);
  if (charts.get(box) || !box.clientWidth || !box.clientHeight) return;
  charts.set(box, init(box, null, { renderer: "svg", locale: russian ? "RU" : "EN" }));
  charts.get(box).setOption(themed(raw));
}

// A box is drawn when it first has a size (in a closed dialog it has none yet), and then follows it.
const resizer = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    if (!contentRect.width || !contentRect.height) continue;
    if (charts.get(target)) charts.get(target).resize();
    else draw(target);
  }
});

function forget(box) {
  charts.get(box)?.dispose();
  charts.delete(box);
  resizer.unobserve(box);
}

const watch = (root) => root.querySelectorAll?.("[data-chart]").forEach((box) => resizer.observe(box));
document.addEventListener("theme:changed", () => [...charts.keys()].forEach((box) => { forget(box); resizer.observe(box); }));
document.addEventListener("htmx:load", ({ target }) => watch(target));
document.addEventListener("htmx:beforeCleanupElement", ({ target }) => { if (target instanceof Element) forget(target); });  // texts come by too
watch(document);
