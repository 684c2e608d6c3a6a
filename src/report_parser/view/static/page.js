/* The page of one report: filters, jumps between text and table, cards, tabs, charts. */
document.documentElement.classList.add("js");
const form = byId("filters"), card = byId("card"), text = byId("text"), panel = byId("panel");
const marks = all(".text a.q"), rows = new Map(all(".facts tbody tr").map((row) => [row.dataset.f, row]));
const runs = all(".text [data-s]"), ids = Object.keys(data.facts);
const narrow = matchMedia("(max-width: 860px)");

/* --- Filters --- */
const bodies = data.statements.map(() => "");
for (const run of runs) bodies[run.dataset.s] += run.textContent;

function applyFilters() {
  const asked = new FormData(form);
  const kinds = new Set(asked.getAll("kind")), topic = asked.get("topic"), indicator = asked.get("indicator");
  const needle = asked.get("words").trim().toLowerCase().replace(/\s+/g, "");
  const has = (string) => string.toLowerCase().replace(/\s+/g, "").includes(needle);
  const shownFacts = new Set();
  const shown = data.statements.map((one, index) => {
    if (!kinds.has(one.kind) || (topic && !one.topics.includes(topic))) return false;
    const named = one.facts.filter((id) => !indicator || data.facts[id].id === indicator);
    if (indicator && !named.length) return false;
    const facts = !needle || has(bodies[index]) ? named : named.filter((id) => has(data.facts[id].indicator) || (data.facts[id].id && has(say(data.facts[id].id))));
    if (needle && !facts.length && !has(bodies[index])) return false;
    facts.forEach((id) => shownFacts.add(id));
    return true;
  });
  for (const run of runs) run.classList.toggle("off", !shown[run.dataset.s]);
  for (const [id, row] of rows) row.hidden = !shownFacts.has(id);
  for (const part of all(".text p")) part.classList.toggle("has", part.querySelector("[data-s]:not(.off)") !== null);
  document.body.classList.toggle("only", form.elements.only.checked);
  document.body.classList.toggle("numbers", form.elements.numbers.checked);
  document.body.classList.toggle("marks", form.elements.marks.checked);
  byId("no-facts").hidden = shownFacts.size > 0;
  byId("shown").textContent = say("filter.shown", { statements: shown.filter(Boolean).length, facts: shownFacts.size });
}
form.addEventListener("input", applyFilters);
form.addEventListener("reset", () => setTimeout(applyFilters));
form.addEventListener("submit", (event) => event.preventDefault());

byId("more").addEventListener("click", () => byId("more").setAttribute("aria-expanded", String(form.classList.toggle("open"))));

/* --- The card of a fact or a statement --- */
let pinned = false;

function line(list, key, value) {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length)) return;
  list.append(make("dt", {}, say(key)), make("dd", {}, Array.isArray(value) ? value.join("、") : String(value)));
}

function statementLines(list, one) {
  line(list, "filter.kind", say(`kind.${one.kind}`));
  line(list, "fact.action", one.action);
  line(list, "fact.objects", one.objects);
  line(list, "fact.topics", one.topics.map((key) => say(key)));
  line(list, "fact.status", one.status && say(`status.${one.status}`));
  line(list, "fact.modality", one.modality && say(`modality.${one.modality}`));
  line(list, "fact.deadline", one.deadline);
  line(list, "fact.responsible", one.responsible);
  line(list, "fact.outcome", one.outcome);
  line(list, "fact.reason", one.reason && say(`background_reason.${one.reason}`));
  line(list, "fact.task", one.task);
  for (const [verdict, promise] of one.promises) line(list, "fact.verdict", `${promise}：${say(`verdict.${verdict}`)}`);
}

function fillCard(kind, title, big, list, why, buttons) {
  const close = make("button", { type: "button", class: "close", "aria-label": say("fact.close") }, "×");
  close.addEventListener("click", hideCard);
  card.className = `card ${kind}`;
  card.replaceChildren(
    close,
    make("h3", { id: "card-title" }, title),
    big ? make("p", { class: "big" }, big) : "",
    list,
    why ? make("p", { class: "why" }, `${say("fact.why")}：${why}`) : "",
    buttons.length ? make("p", { class: "go" }, ...buttons) : "",
  );
}

/* The indicator as the report says it; in English that of the vocabulary, where it is there. */
const named = (fact) => (language === "en" && fact.id ? say(fact.id) : fact.indicator) || "—";
function nameRows() {
  for (const [id, row] of rows) row.querySelector("a").textContent = named(data.facts[id]);
}

function factCard(id) {
  const fact = data.facts[id], one = data.statements[fact.statement], list = make("dl");
  line(list, "fact.vocabulary", fact.id ? say(fact.id) : say("fact.not_in_vocabulary"));
  line(list, "fact.qualifiers", fact.qualifiers);
  line(list, "fact.value", fact.exact);
  line(list, "fact.role", [say(`role.${fact.role}`), fact.direction && say(`direction.${fact.direction}`)].filter(Boolean).join("，"));
  line(list, "fact.comparator", say(`comparator.${fact.comparator}`));
  line(list, "fact.tier", fact.tier && say(`tier.${fact.tier}`));
  line(list, "fact.counts", fact.counts && say(`counts.${fact.counts}`));
  line(list, "fact.against", fact.against);
  line(list, "fact.whole", fact.whole);
  line(list, "fact.prices", fact.prices && say(`prices.${fact.prices}`));
  line(list, "fact.baseline", fact.baseline);
  line(list, "fact.period", [fact.years, fact.basis && say(`basis.${fact.basis}`)].filter(Boolean).join("，"));
  statementLines(list, { ...one, action: fact.action || one.action });
  const why = fact.why.map(([key, word]) => say(key, { word })).join(" ");
  const toTable = make("button", { type: "button", class: "plain" }, say("fact.to_table"));
  toTable.addEventListener("click", () => { showTab("facts"); reveal(id); rows.get(id).querySelector("a").focus(); });
  const toText = make("button", { type: "button", class: "plain" }, say("fact.to_text"));
  toText.addEventListener("click", () => goToText(id));
  fillCard(one.kind, named(fact), fact.shown, list, why, [toText, toTable, ...copyButtons(id, bodies[fact.statement])]);
}

function statementCard(index) {
  const one = data.statements[index], list = make("dl");
  statementLines(list, one);
  line(list, "fact.facts_here", one.facts.map((id) => data.facts[id].shown));
  fillCard(one.kind, bodies[index], "", list, "", copyButtons(`st${index}`, bodies[index]));
}

function placeCard(near) {
  card.hidden = false;
  card.style.maxHeight = "";
  if (narrow.matches) return;
  const lines = near.getClientRects(), box = lines[0], foot = lines[lines.length - 1].bottom;
  const above = box.top - 16, below = innerHeight - foot - 16, width = card.offsetWidth;
  card.style.maxHeight = `${Math.max(above, below)}px`;
  card.style.top = `${below >= above || card.offsetHeight <= below ? foot + 8 : box.top - 8 - card.offsetHeight}px`;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 12))}px`;
}

function hideCard() {
  const held = card.contains(document.activeElement);
  card.hidden = true;
  pinned = false;
  all(".s.on, .q.on").forEach((element) => element.classList.remove("on"));
  if (held && current) current.focus({ preventScroll: true });
}

/* --- Jumps --- */
let current = marks[0] || null;

function select(id) {
  const mark = byId(id);
  all(".s.on, .q.on").forEach((element) => element.classList.remove("on"));
  all("[aria-current]", byId("panel-facts")).forEach((row) => row.removeAttribute("aria-current"));
  if (current) current.tabIndex = -1;
  current = mark;
  mark.tabIndex = 0;
  mark.classList.add("on");
  const row = rows.get(id);
  row.setAttribute("aria-current", "true");
  lookedAt(id);
}
const lookedAt = (id) => document.dispatchEvent(new CustomEvent("looked-at", { detail: id }));

/* Scroll a row into its own panel only, never the page. */
function reveal(id) {
  const row = rows.get(id);
  row.hidden = false;
  if (narrow.matches || panel.scrollHeight <= panel.clientHeight) row.scrollIntoView({ block: "center" });
  else {
    // Twice, for rows that come into sight only now take their true heights.
    const place = () => { panel.scrollTop += row.getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3; };
    place();
    requestAnimationFrame(place);
  }
}

function openFact(id, { pin = true } = {}) {
  if (!data.facts[id]) return;
  pinned = pin;
  select(id);
  factCard(id);
  placeCard(byId(id));
  if (pin && !byId("panel-facts").hidden && !narrow.matches) reveal(id);
}

function goToText(id) {
  showView("text");
  const mark = byId(id);
  mark.scrollIntoView({ block: "start", behavior: "instant" });
  mark.classList.remove("flash");
  void mark.offsetWidth;
  mark.classList.add("flash");
  if (data.facts[id]) { openFact(id); mark.focus({ preventScroll: true }); } else { hideCard(); lookedAt(id); }
}

text.addEventListener("click", (event) => {
  clearTimeout(waiting); // what a hover was about to hide stays
  const number = event.target.closest("[data-f]"), run = event.target.closest("[data-s]");
  if (number) {
    event.preventDefault();
    openFact(number.dataset.f);
    byId(number.dataset.f).focus({ preventScroll: true });
  } else if (run && !String(getSelection())) {
    hideCard();
    pinned = true;
    all(`[data-s="${run.dataset.s}"]`, text).forEach((part) => part.classList.add("on"));
    statementCard(Number(run.dataset.s));
    lookedAt(`st${run.dataset.s}`);
    placeCard(run);
  }
});
let waiting = 0;
if (matchMedia("(hover: hover)").matches) {
  text.addEventListener("mouseover", (event) => {
    const mark = event.target.closest("[data-f]");
    clearTimeout(waiting);
    if (mark && !pinned) waiting = setTimeout(() => { factCard(mark.dataset.f); placeCard(mark); }, 220);
    else if (!mark && !pinned) waiting = setTimeout(() => { card.hidden = true; }, 180);
  });
  card.addEventListener("mouseenter", () => clearTimeout(waiting));
}
panel.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]'), row = event.target.closest(".facts tbody tr");
  if (!link && !row) return;
  event.preventDefault();
  goToText(link ? decodeURIComponent(link.getAttribute("href").slice(1)) : row.dataset.f);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("#card, #text, #panel")) hideCard();
});

/* --- Keys: one stop of the Tab key for the text, J and K inside it --- */
marks.forEach((mark) => { mark.tabIndex = -1; });
if (current) current.tabIndex = 0;
function step(by) {
  const open = ids.filter((id) => !rows.get(id).hidden);
  if (!open.length) return;
  const here = open.indexOf(current.id);
  const next = here < 0 ? (by > 0 ? 0 : open.length - 1) : Math.min(Math.max(here + (document.activeElement === current ? by : 0), 0), open.length - 1);
  goToText(open[next]);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { hideCard(); return; }
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "j" || event.key === "J") step(1);
  else if (event.key === "k" || event.key === "K") step(-1);
  else if (event.key === "/") { event.preventDefault(); form.elements.words.focus(); }
});

/* --- Tabs, and on a phone one view at a time --- */
const tabs = all("[role=tab]");
function showTab(name) {
  for (const tab of tabs) {
    const on = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !on;
  }
  if (narrow.matches) showView("panel", name);
  if (name === "charts") drawCharts();
  if (name === "ledger") fillLedger();
}
byId("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) { showTab(tab.dataset.tab); panel.scrollTop = 0; }
});
byId("tabs").addEventListener("keydown", (event) => {
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!move) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + move + tabs.length) % tabs.length];
  showTab(next.dataset.tab);
  next.focus();
});
function showView(view, tab = view) {
  document.body.dataset.view = view;
  document.body.dataset.tab = tab;
  for (const button of all("#bottom button")) {
    if (button.dataset.view === tab) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
byId("bottom").addEventListener("click", (event) => {
  const view = event.target.closest("button")?.dataset.view;
  if (!view) return;
  hideCard();
  if (view === "text" || view === "outline") showView(view);
  else showTab(view);
  scrollTo({ top: 0, behavior: "instant" });
});
panel.addEventListener("click", (event) => {
  const pick = event.target.closest(".picks button");
  if (!pick) return;
  for (const button of all("button", pick.parentElement)) button.setAttribute("aria-pressed", String(button === pick));
  pickRows(pick.closest(".pane"));
});
panel.addEventListener("change", (event) => {
  if (event.target.dataset.pick) pickRows(event.target.closest(".pane"));
});

/* Rows are picked by type, and where there are such choices by group and chapter. */
function pickRows(pane) {
  const asked = pane.querySelector(".picks [aria-pressed=true]").dataset.type;
  const [group, chapter] = ["group", "chapter"].map((name) => pane.querySelector(`[data-pick=${name}]`)?.value ?? "");
  for (const row of all("tbody tr", pane)) {
    const type = asked === "-" ? row.dataset.type !== "fact" : asked === "" || row.dataset.type === asked;
    row.hidden = !type || (chapter !== "" && row.dataset.chapter !== chapter);
  }
  for (const part of all("[data-group]", pane)) {
    part.hidden = (group !== "" && part.dataset.group !== group) || !part.querySelector("tbody tr:not([hidden])");
    if (part.dataset.group === group) part.open = true;
  }
}

/* The ledger is written when first looked at: it is as long as the text. */
function fillLedger() {
  const body = document.querySelector(".ledger tbody");
  if (body.childElementCount) return;
  body.append(...data.ledger.map(([anchor, before, number, after, type, why]) => {
    const words = [make("span", { class: "near" }, before), make("b", {}, number), make("span", { class: "near" }, after)];
    const reasons = why.map(([key, word]) => make("span", { "data-t": key, "data-v": JSON.stringify({ word }) }, say(key, { word })));
    return make("tr", { "data-type": type, role: "row" },
      make("td", { role: "cell" }, ...(anchor ? [make("a", { href: `#${anchor}` }, ...words)] : words)),
      make("td", { role: "cell" }, make("b", { class: `type ${type}`, "data-t": `numeral.${type}` }, say(`numeral.${type}`)), make("small", {}, ...reasons)));
  }));
}

/* --- The outline follows the reading --- */
const links = new Map(all(".outline a").map((link) => [link.dataset.section, link]));
byId("outline").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  showView("text");
  byId(link.dataset.section).scrollIntoView({ behavior: "instant" });
  text.focus({ preventScroll: true });
});
const anchors = all(".anchor").filter((anchor) => links.has(anchor.id));
let marked = null, due = false;
function followReading() {
  due = false;
  if (narrow.matches) return;
  let here = anchors[0];
  for (const anchor of anchors) { if (anchor.getBoundingClientRect().top > 130) break; here = anchor; }
  const link = here && links.get(here.id);
  if (link === marked || !link) return;
  if (marked) marked.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  marked = link;
  const box = link.getBoundingClientRect(), outline = byId("outline"), frame = outline.getBoundingClientRect();
  if (box.top < frame.top || box.bottom > frame.bottom) outline.scrollTop += box.top - frame.top - 80;
}
addEventListener("scroll", () => {
  if (!pinned) card.hidden = true;
  if (!due) { due = true; requestAnimationFrame(followReading); }
}, { passive: true });

/* --- Charts, drawn when first looked at --- */
let charts = [];
function bars(name, height, sets, labels, options) {
  const canvas = byId(`chart-${name}`);
  byId(`box-${name}`).style.height = `${height}px`;
  const base = chartBase();
  charts.push(new Chart(canvas, {
    type: "bar",
    data: { labels, datasets: sets },
    plugins: options.plugins || [],
    options: {
      ...base, indexAxis: "y", layout: { padding: { right: options.room || 0 } },
      scales: { x: { stacked: options.stacked, ticks: { precision: 0 }, grid: { color: ink("--line") } }, y: { stacked: options.stacked, grid: { display: false }, ticks: { autoSkip: false, callback(value) { return fold(this.getLabelForValue(value)); } } } },
      onClick(event, hits) { if (hits.length) options.click(hits[0].index, hits[0].datasetIndex); },
      onHover(event, hits) { event.native.target.style.cursor = hits.length ? "pointer" : ""; },
      plugins: { ...base.plugins, ...options.plugin },
    },
  }));
}
/* Long names in two lines. */
function fold(name) {
  const most = language === "zh" ? 11 : 22;
  if (name.length <= most) return name;
  const at = language === "zh" ? most : (name.lastIndexOf(" ", most) + 1 || most);
  const rest = name.slice(at);
  return [name.slice(0, at).trim(), rest.length > most ? `${rest.slice(0, most - 1)}…` : rest];
}
function drawCharts() {
  charts.forEach((chart) => chart.destroy());
  charts = [];
  const solid = { borderWidth: 1, borderSkipped: false, barPercentage: .9, categoryPercentage: .78 };
  if (byId("chart-topics")) {
    const kinds = [["achievement", "--done", "--done-line"], ["commitment", "--due", "--due-line"], ["background", "--line", "--soft"]];
    bars("topics", data.topics.length * 27 + 70, kinds.map(([kind, fill, edge], place) => ({
      label: say(`kind.${kind}`), data: data.topics.map((row) => row[place + 1]), backgroundColor: ink(place < 2 ? edge : fill), borderColor: ink(edge), ...solid,
    })), data.topics.map((row) => say(row[0])), {
      stacked: true,
      click(index) { form.elements.topic.value = data.topics[index][0]; applyFilters(); showTab("facts"); },
    });
  }
  for (const name of ["kept", "growth", "level"]) {
    if (!byId(`chart-${name}`)) continue;
    const pairs = data[name];
    const lengths = (side) => pairs.map(({ values }) => name === "growth" ? values[side] : 100 * values[side] / (Math.max(Math.abs(values[0]), Math.abs(values[1])) || 1));
    const side = (which, label, fill, edge) => ({ label: say(label), data: lengths(which), words: pairs.map((pair) => pair.shown[which]), backgroundColor: ink(fill), borderColor: ink(edge), ...solid });
    bars(name, pairs.length * 50 + 70, [side(0, "chart.outturn", "--done-line", "--done-line"), side(1, "chart.target", "--due", "--due-line")], pairs.map((pair) => say(pair.name)), {
      stacked: false, plugins: [barWords], room: 78,
      plugin: { tooltip: { callbacks: { label: (item) => `${item.dataset.label}：${item.dataset.words[item.dataIndex]}` } } },
      click(index, which) { goToText(pairs[index].facts[which]); },
    });
  }
}
const chartsShown = () => charts.length > 0;
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (chartsShown()) drawCharts(); });
document.addEventListener("translated", () => { applyFilters(); nameRows(); hideCard(); if (chartsShown()) drawCharts(); });
addEventListener("beforeprint", () => { byId("panel-charts").hidden = false; drawCharts(); fillLedger(); });
addEventListener("afterprint", () => { delete document.body.dataset.printed; byId("panel-charts").hidden = byId("tab-charts").getAttribute("aria-selected") !== "true"; });

/* --- Begin --- */
const bar = () => document.documentElement.style.setProperty("--bar", `${narrow.matches ? 0 : form.offsetHeight}px`);
new ResizeObserver(bar).observe(form);
showTab("facts");
showView("text");
applyFilters();
followReading();
