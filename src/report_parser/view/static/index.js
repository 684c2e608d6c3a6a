/* The page of a shelf: the list narrowed by words, and charts: an indicator over years, places in a year, concepts. */
const find = byId("find"), choose = byId("choose"), places = byId("places");
const colours = ["#2f7d66", "#4468b8", "#b3541e", "#8a4f9e", "#0e7c93", "#a6761d", "#c03a5b", "#5b6b2f"];
const points = ["circle", "rect", "triangle", "rectRot"];
const most = colours.length, mostBars = 60;
let chart = null;

if (find) {
  const lines = all(".reports tbody tr");
  find.addEventListener("input", () => {
    const needles = find.value.trim().toLowerCase().split(/\s+/);
    for (const line of lines) line.hidden = !needles.every((needle) => line.textContent.toLowerCase().includes(needle));
    byId("count").textContent = lines.filter((line) => !line.hidden).length;
  });
}

/* A list of choices, keeping the one chosen. */
function options(select, entries) {
  const before = select.value;
  select.replaceChildren(...entries.map(([value, label]) => make("option", { value }, label)));
  if (entries.some(([value]) => value === before)) select.value = before;
}
const fields = choose ? choose.elements : {};
const series = () => data.series[Number(fields.measure.value)];
const titled = (one) => [say(one.name), one.unit].filter(Boolean).join("，");
const rank = new Map(data.places ? data.places.map((place, index) => [place, index]) : []);
const byCode = (one, other) => rank.get(one) - rank.get(other);

/* A point as the data give it: what, where, how much, and the address of its sentence. */
const point = ([place, year, kind, value, low, high, words, address]) => ({ place, year, kind, value, low, high, words, address });
const pointsOf = (one) => one.points.map(point);

function fillIndicators() {
  options(fields.indicator, [...new Set(data.series.map((one) => one.name))].map((name) => [name, say(name)]));
  options(fields.order, [["value", say("index.by_value")], ["code", say("index.by_code")]]);
  options(fields.dictionary, data.concepts.dictionaries.map((one, index) => [String(index), say(one.name)]));
  const counted = [...new Set(data.concepts.reports.map(([place]) => place))].sort(byCode);
  options(fields.place, [["", say("index.every_place")], ...counted.map((place) => [place, place])]);
  fillMeasures();
}
function fillMeasures() {
  const name = fields.indicator.value;
  const entries = data.series.map((one, index) => [one, index]).filter(([one]) => one.name === name);
  options(fields.measure, entries.map(([one, index]) => [String(index), [say(one.role), one.unit].filter(Boolean).join("，")]));
  if (!entries.some(([, index]) => String(index) === fields.measure.value)) fields.measure.value = String(entries[0][1]);
  fillPlaces();
}
function fillPlaces() {
  const found = pointsOf(series());
  const names = [...new Set(found.map((one) => one.place))].sort(byCode);
  const before = new Set(all("input:checked", places).map((box) => box.value));
  const kept = names.filter((name) => before.has(name));
  const chosen = new Set(kept.length ? kept : names.slice(0, 5));
  all("label", places).forEach((label) => label.remove());
  for (const name of names) {
    const box = make("input", { type: "checkbox", value: name });
    box.checked = chosen.has(name);
    places.append(make("label", { class: "chip" }, box, make("span", {}, name)));
  }
  const counts = new Map();
  for (const one of found) counts.set(one.year, (counts.get(one.year) || 0) + 1);
  const years = [...counts.keys()].sort((one, other) => other - one), known = years.map(String).includes(fields.year.value);
  options(fields.year, years.map((year) => [String(year), String(year)]));
  if (!known) fields.year.value = String(years.reduce((best, year) => counts.get(year) > counts.get(best) ? year : best));
  draw();
}
/* Large numbers in 万 and 亿, or in millions and billions. */
function scaled(value) {
  const steps = language === "zh" ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]] : [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]];
  for (const [step, word] of steps) if (Math.abs(value) >= step) return `${+(value / step).toPrecision(4)}${word}`;
  return String(+value.toPrecision(6));
}
function span(years) {
  const labels = [];
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) labels.push(year);
  return labels;
}
/* One line of a chart over years: its points may be clicked. */
const line = (label, labels, own, value, index, solid) => ({
  label, data: labels.map((year) => own.has(year) ? value(own.get(year)) : null),
  words: labels.map((year) => own.has(year) ? own.get(year).words : ""), addresses: labels.map((year) => own.has(year) ? own.get(year).address : ""),
  borderColor: colours[index % most], backgroundColor: solid ? colours[index % most] : ink("--sheet"), borderDash: solid ? [] : [5, 4],
  pointStyle: points[index % points.length], pointRadius: 5, pointHoverRadius: 7, borderWidth: 2, spanGaps: true, tension: 0,
});
const value = (title) => ({ title: { display: true, text: title }, ticks: { callback: scaled } });

/* The chart of the view, the rows of its table and what is said below it. */
const views = {
  years() {
    const one = series(), chosen = all("input:checked", places).map((box) => box.value).slice(0, most);
    for (const box of all("input:not(:checked)", places)) box.disabled = chosen.length >= most;
    const found = pointsOf(one).filter((each) => chosen.includes(each.place));
    const labels = span(found.map((each) => each.year)), datasets = [];
    chosen.forEach((place, index) => {
      for (const kind of ["achievement", "commitment"]) {
        const own = new Map(found.filter((each) => each.place === place && each.kind === kind).map((each) => [each.year, each]));
        if (own.size) datasets.push(line(`${place} ${say(kind === "achievement" ? "chart.outturn" : "chart.target")}`, labels, own, (each) => each.value, index, kind === "achievement"));
      }
    });
    return { type: "line", labels, datasets, rows: found, note: say("index.solid"), scales: { x: { grid: { display: false } }, y: value(titled(one)) } };
  },
  compared() {
    const one = series(), found = pointsOf(one).filter((each) => String(each.year) === fields.year.value);
    const kinds = (kind) => new Map(found.filter((each) => each.kind === kind).map((each) => [each.place, each]));
    const outturns = kinds("achievement"), targets = kinds("commitment");
    const height = (place) => (outturns.get(place) || targets.get(place)).value;
    const every = [...new Set(found.map((each) => each.place))].sort(fields.order.value === "code" ? byCode : (one, other) => height(other) - height(one) || byCode(one, other));
    const labels = every.slice(0, mostBars);
    const words = labels.map((place) => [outturns.get(place), targets.get(place)].map((each, index) => each && (index ? `${say("chart.target")} ${each.words}` : each.words)).filter(Boolean).join("；"));
    const bar = (own, from) => ({ data: labels.map((place) => own.has(place) ? from(own.get(place)) : null), addresses: labels.map((place) => own.has(place) ? own.get(place).address : ""), words: labels.map((place) => own.has(place) ? own.get(place).words : ""), grouped: false });
    const datasets = [
      { ...bar(targets, (each) => [each.low === null || each.high === null ? each.value : each.low, each.low === null || each.high === null ? each.value : each.high]), label: say("chart.target"), backgroundColor: "transparent", borderColor: ink("--ink"), borderWidth: 2, borderSkipped: false, minBarLength: 3, barPercentage: .9 },
      { ...bar(outturns, (each) => each.value), label: say("chart.outturn"), backgroundColor: colours[0], barPercentage: .5 },
    ];
    const note = [say("index.bars"), every.length > labels.length ? say("index.shown_of", { all: every.length, count: labels.length }) : ""].filter(Boolean).join(" ");
    const rows = every.flatMap((place) => [outturns.get(place), targets.get(place)].filter(Boolean));
    return { type: "bar", labels, datasets, rows, note, words, scales: { x: { ...value(titled(one)), grace: "5%" }, y: { grid: { display: false }, ticks: { autoSkip: false } } } };
  },
  concepts() {
    const { dictionaries, reports, too_many } = data.concepts, place = fields.place.value;
    const own = reports.filter((report) => !place || report[0] === place), labels = own.length ? span(own.map(([, year]) => year)) : [];
    const rows = [], concepts = dictionaries[Number(fields.dictionary.value)].concepts;
    const datasets = concepts.map((concept, index) => {
      const years = new Map();
      for (const year of labels) {
        const those = own.filter((report) => report[1] === year);
        if (!those.length) continue;
        const count = those.reduce((sum, report) => sum + (report[3][concept] || 0), 0), characters = those.reduce((sum, report) => sum + report[2], 0);
        const share = characters ? 1000 * count / characters : 0;
        years.set(year, { value: share, words: `${share.toFixed(2)} (${count} / ${characters})`, address: those.length === 1 ? those[0][4] : "" });
        rows.push({ place: place || say("index.every_place"), year, kind: concept, ...years.get(year) });
      }
      return line(say(concept), labels, years, (each) => each.value, index, true);
    });
    const note = say(too_many ? "index.too_many" : reports.length ? "index.strings" : "index.no_texts");
    return { type: "line", labels, datasets, rows, note, scales: { x: { grid: { display: false } }, y: { ...value(say("index.per_mille")), beginAtZero: true } } };
  },
};
function draw() {
  const view = fields.view.value, made = views[view](), base = chartBase(), bars = made.type === "bar";
  for (const part of all("[data-in]")) part.hidden = !part.dataset.in.split(" ").includes(view);
  if (chart) chart.destroy();
  byId("canvas").style.height = bars ? `${Math.max(16, 6 + 1.9 * made.labels.length)}rem` : "";
  chart = new Chart(byId("chart-series"), {
    type: made.type, data: { labels: made.labels, datasets: made.datasets }, plugins: bars ? [placeWords(made.words)] : [],
    options: {
      ...base, indexAxis: bars ? "y" : "x", interaction: { mode: "nearest", intersect: false, axis: bars ? "y" : "xy" }, scales: made.scales,
      layout: { padding: { right: bars ? 8 : 0 } },
      onClick: (_, hit) => { const address = hit.length ? made.datasets[hit[0].datasetIndex].addresses[hit[0].index] : ""; if (address) location.href = address; },
      plugins: { legend: { ...base.plugins.legend, labels: { usePointStyle: !bars, boxWidth: 14, padding: 14 } }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}：${item.dataset.words[item.dataIndex]}` } } },
    },
  });
  byId("legend").textContent = made.note;
  byId("values").replaceChildren(...made.rows.map((row) => make("tr", {}, make("td", {}, row.place), make("td", {}, String(row.year)), make("td", {}, say(words[row.kind] ? row.kind : `kind.${row.kind}`)),
    make("td", { class: "num" }, row.address ? make("a", { href: row.address }, row.words) : row.words))));
}
/* The figures of each place at the end of its bars, where there is room. */
const placeWords = (written) => ({
  id: "placeWords",
  afterDatasetsDraw({ ctx, chartArea, scales }) {
    ctx.save();
    ctx.font = `11px ${ink("--sans")}`;
    ctx.fillStyle = ink("--ink");
    ctx.textBaseline = "middle";
    ctx.textAlign = "right";
    written.forEach((text, index) => { if (chartArea.width > 420) ctx.fillText(text, chartArea.right, scales.y.getPixelForValue(index)); });
    ctx.restore();
  },
});
if (choose) {
  fields.indicator.addEventListener("change", fillMeasures);
  fields.measure.addEventListener("change", fillPlaces);
  for (const name of ["year", "order", "dictionary", "place"]) fields[name].addEventListener("change", draw);
  for (const radio of fields.view) radio.addEventListener("change", draw);
  choose.addEventListener("submit", (event) => event.preventDefault());
  places.addEventListener("change", draw);
  document.addEventListener("translated", fillIndicators);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  fillIndicators();
}
