/* The page of a shelf: the list narrowed by words, and one indicator over years and places. */
const find = byId("find"), choose = byId("choose"), places = byId("places");
const colours = ["#2f7d66", "#4468b8", "#b3541e", "#8a4f9e", "#0e7c93", "#a6761d", "#c03a5b", "#5b6b2f"];
const points = ["circle", "rect", "triangle", "rectRot"];
const most = colours.length;
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
const series = () => data.series[Number(choose.elements.measure.value)];

function fillIndicators() {
  options(choose.elements.indicator, [...new Set(data.series.map((one) => one.name))].map((name) => [name, say(name)]));
  fillMeasures();
}
function fillMeasures() {
  const name = choose.elements.indicator.value;
  const entries = data.series.map((one, index) => [one, index]).filter(([one]) => one.name === name);
  options(choose.elements.measure, entries.map(([one, index]) => [String(index), [say(one.role), one.unit].filter(Boolean).join("，")]));
  if (!entries.some(([, index]) => String(index) === choose.elements.measure.value)) choose.elements.measure.value = String(entries[0][1]);
  fillPlaces();
}
function fillPlaces() {
  const names = [...new Set(series().points.map(([place]) => place))];
  const before = new Set(all("input:checked", places).map((box) => box.value));
  const kept = names.filter((name) => before.has(name));
  const chosen = new Set(kept.length ? kept : names.slice(0, 5));
  all("label", places).forEach((label) => label.remove());
  for (const name of names) {
    const box = make("input", { type: "checkbox", value: name });
    box.checked = chosen.has(name);
    places.append(make("label", { class: "chip" }, box, make("span", {}, name)));
  }
  draw();
}
/* Large numbers in 万 and 亿, or in millions and billions. */
function scaled(value) {
  const steps = language === "zh" ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]] : [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]];
  for (const [step, word] of steps) if (Math.abs(value) >= step) return `${+(value / step).toPrecision(4)}${word}`;
  return String(+value.toPrecision(6));
}
function draw() {
  if (chart) chart.destroy();
  const one = series(), chosen = all("input:checked", places).map((box) => box.value).slice(0, most);
  for (const box of all("input:not(:checked)", places)) box.disabled = chosen.length >= most;
  const found = one.points.filter(([place]) => chosen.includes(place));
  const years = found.map(([, year]) => year), labels = [];
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) labels.push(year);
  const sets = [];
  chosen.forEach((place, index) => {
    for (const kind of ["achievement", "commitment"]) {
      const own = new Map(found.filter((point) => point[0] === place && point[2] === kind).map((point) => [point[1], point]));
      if (!own.size) continue;
      sets.push({
        label: `${place} ${say(kind === "achievement" ? "chart.outturn" : "chart.target")}`,
        data: labels.map((year) => own.has(year) ? own.get(year)[3] : null), words: labels.map((year) => own.has(year) ? own.get(year)[4] : ""),
        borderColor: colours[index], backgroundColor: kind === "achievement" ? colours[index] : ink("--sheet"), borderDash: kind === "achievement" ? [] : [5, 4],
        pointStyle: points[index % points.length], pointRadius: 5, pointHoverRadius: 7, borderWidth: 2, spanGaps: true, tension: 0,
      });
    }
  });
  const base = chartBase();
  chart = new Chart(byId("chart-series"), {
    type: "line", data: { labels, datasets: sets },
    options: {
      ...base, interaction: { mode: "nearest", intersect: false },
      scales: { x: { grid: { display: false } }, y: { title: { display: true, text: [say(one.name), one.unit].filter(Boolean).join("，") }, ticks: { callback: scaled } } },
      plugins: { legend: { ...base.plugins.legend, labels: { usePointStyle: true, padding: 14 } }, tooltip: { callbacks: { label: (item) => `${item.dataset.label}：${item.dataset.words[item.dataIndex]}` } } },
    },
  });
  byId("values").replaceChildren(...found.map(([place, year, kind, , words]) => make("tr", {}, make("td", {}, place), make("td", {}, String(year)), make("td", {}, say(`kind.${kind}`)), make("td", { class: "num" }, words))));
}
if (choose) {
  choose.elements.indicator.addEventListener("change", fillMeasures);
  choose.elements.measure.addEventListener("change", fillPlaces);
  places.addEventListener("change", draw);
  document.addEventListener("translated", fillIndicators);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  fillIndicators();
}
