const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const allCharts = [];

// The axes of equity and drawdown stand under each other only if both leave room for the longer label.
const longestLabel = numberText(Math.max(...data.curve.equity), data.moneyDecimals, false);
const axisWidth = 24 + 7 * longestLabel.length;

function makeChart(id) {
  const chart = LightweightCharts.createChart(byId(id), {
    autoSize: true,
    timeScale: {
      timeVisible: data.isIntraday,
      secondsVisible: false,
      minBarSpacing: 0.02, // all of a long history fits on a phone
      lockVisibleTimeRangeOnResize: true,
    },
    rightPriceScale: { borderVisible: false, minimumWidth: axisWidth },
    // A finger moving up or down the page must not be caught by a chart.
    handleScroll: { vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  allCharts.push(chart);
  return chart;
}

const grouped = (decimals) => ({
  type: "custom",
  minMove: 10 ** -decimals,
  formatter: (value) => numberText(value, decimals, false),
});

// Price -------------------------------------------------------------------------------------------------

const priceChart = makeChart("price");
const candles = priceChart.addCandlestickSeries({ borderVisible: false });
const picker = byId("symbol");
const positionOf = new Map(data.symbols.map((chart, index) => [chart.symbol, index]));
let shown = data.symbols[0];
let fillsAt = new Map();

data.symbols.forEach((chart, index) => picker.add(new Option(chart.symbol, index)));
picker.addEventListener("change", () => showSymbol(Number(picker.value)));

function showSymbol(index) {
  shown = data.symbols[index];
  picker.value = index;
  fillsAt = new Map();
  for (const fill of shown.fills) {
    fillsAt.set(fill.time, [...(fillsAt.get(fill.time) ?? []), fill]);
  }
  candles.applyOptions({ priceFormat: grouped(shown.decimals) });
  candles.setData(shown.time.map((time, i) => ({
    time, open: shown.open[i], high: shown.high[i], low: shown.low[i], close: shown.close[i],
  })));
  markFills();
  priceChart.timeScale().fitContent();
  byId("price-note").textContent = shown.note;
  legendAt(null);
}

function markFills() {
  candles.setMarkers(shown.fills.map((fill) => ({
    time: fill.time,
    position: fill.side > 0 ? "belowBar" : "aboveBar",
    shape: fill.side > 0 ? "arrowUp" : "arrowDown",
    color: colour(fill.entry ? "entry" : "exit"),
  })));
}

const ACTION = { "1true": "buy", "-1false": "sell", "-1true": "short", "1false": "cover" };

function fillText(fill) {
  const action = ACTION[`${fill.side}${fill.entry}`];
  const quantity = fill.quantity.toLocaleString("en-US", { maximumFractionDigits: 8 });
  const why = fill.reason === "signal" ? "" : ` (${fill.reason})`;
  return `${action} ${quantity} @ ${numberText(fill.price, shown.decimals, false)}${why}`;
}

function legendAt(time) {
  const index = time === null ? -1 : shown.time.indexOf(time);
  if (index < 0) {
    byId("price-legend").textContent = shown.fills.length
      ? "▲ bought  ▼ sold; entries and exits differ in colour. Point at a bar, or pick a trade below."
      : "No fills.";
    return;
  }
  const prices = ["open", "high", "low", "close"].map(
    (name) => `${name[0].toUpperCase()} ${numberText(shown[name][index], shown.decimals, false)}`);
  const fills = (fillsAt.get(time) ?? []).map(fillText);
  byId("price-legend").textContent = [timeText(time, data.isIntraday), ...prices, ...fills].join("  ");
}

priceChart.subscribeCrosshairMove((at) => legendAt(at.time ?? null));

// Answer whether a trade can be shown; show it if asked to.
function pickTrade(row, show) {
  const index = positionOf.get(row[0]);
  if (index === undefined) return false;
  if (show) {
    showSymbol(index);
    const [entry, exit] = [row[2], row[3]];
    const times = data.symbols[index].time;
    const first = times.findIndex((time) => time >= entry);
    const last = times.findLastIndex((time) => time <= exit);
    const around = Math.max(20, last - first);
    priceChart.timeScale().setVisibleLogicalRange({ from: first - around, to: last + around });
    byId("price").scrollIntoView({ block: "center", behavior: "smooth" });
  }
  return true;
}

// Equity and drawdown, which move together ----------------------------------------------------------------

const equityChart = makeChart("equity");
const equity = equityChart.addAreaSeries({ lineWidth: 2, priceFormat: grouped(data.moneyDecimals) });
const drawdownChart = makeChart("drawdown");
const drawdown = drawdownChart.addBaselineSeries({
  lineWidth: 1,
  baseValue: { type: "price", price: 0 },
  priceFormat: { type: "custom", minMove: 0.01, formatter: (value) => numberText(value, 2, false) + " %" },
});
const points = (values) => data.curve.time.map((time, i) => ({ time, value: values[i] }));
equity.setData(points(data.curve.equity));
drawdown.setData(points(data.curve.drawdown));
equityChart.timeScale().fitContent();
drawdownChart.timeScale().fitContent();

for (const [from, to] of [[equityChart, drawdownChart], [drawdownChart, equityChart]]) {
  from.timeScale().subscribeVisibleLogicalRangeChange((range) => {
    if (range) to.timeScale().setVisibleLogicalRange(range);
  });
}

function followCurve(chart, series, id, text) {
  const legend = byId(id);
  chart.subscribeCrosshairMove((at) => {
    const point = at.seriesData.get(series);
    legend.textContent = point ? `${timeText(at.time, data.isIntraday)}  ${text(point.value)}` : "";
  });
}
followCurve(equityChart, equity, "equity-legend", (value) => numberText(value, data.moneyDecimals, false));
followCurve(drawdownChart, drawdown, "drawdown-legend", (value) => numberText(value, 2, false) + " %");

// Colours, again whenever the system turns dark or light -----------------------------------------------------

function applyColours() {
  for (const chart of allCharts) {
    chart.applyOptions({
      layout: {
        background: { color: colour("panel") },
        textColor: colour("faint"),
        fontFamily: getComputedStyle(document.body).fontFamily,
      },
      grid: { vertLines: { color: colour("line") }, horzLines: { color: colour("line") } },
      timeScale: { borderColor: colour("line") },
    });
  }
  const [gain, loss, accent] = ["gain", "loss", "accent"].map(colour);
  candles.applyOptions({ upColor: gain, downColor: loss, wickUpColor: gain, wickDownColor: loss });
  equity.applyOptions({ lineColor: accent, topColor: accent + "55", bottomColor: accent + "08" });
  drawdown.applyOptions({
    topLineColor: loss, bottomLineColor: loss, bottomFillColor1: loss + "22", bottomFillColor2: loss + "66",
  });
  markFills();
}

showSymbol(0);
applyColours();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyColours);

showTable(byId("trades"), data.trades, data.moneyDecimals, pickTrade);
if (data.perSymbol.total) {
  byId("per-symbol").hidden = false;
  showTable(byId("per-symbol"), data.perSymbol, data.moneyDecimals, () => false);
}
