/* What is taken away from the page, and its state in the address: #st734&topic=topic.culture&words=游客 */

/* --- The address: the place looked at, and the filters --- */
let place = "";

function addressed() {
  const asked = new FormData(form), parts = [];
  const kinds = asked.getAll("kind");
  if (kinds.length < 3) parts.push(["kind", kinds.join(",") || "-"]);
  for (const name of ["topic", "indicator", "words"]) if (asked.get(name)) parts.push([name, asked.get(name)]);
  for (const name of ["only", "marks", "numbers"]) if (asked.get(name)) parts.push([name, "1"]);
  return [place, new URLSearchParams(parts).toString()].filter(Boolean).join("&");
}
function writeAddress() {
  const wanted = addressed();
  if (wanted !== location.hash.slice(1)) history.replaceState(null, "", wanted ? `#${wanted}` : location.pathname + location.search);
}
function readAddress() {
  const [first, ...rest] = location.hash.slice(1).split("&");
  const named = first.includes("=") ? "" : decodeURIComponent(first);
  const asked = new URLSearchParams(first.includes("=") ? [first, ...rest].join("&") : rest.join("&"));
  if (asked.has("kind")) for (const box of all("[name=kind]", form)) box.checked = asked.get("kind").split(",").includes(box.value);
  for (const name of ["topic", "indicator", "words"]) if (asked.has(name)) form.elements[name].value = asked.get(name);
  for (const name of ["only", "marks", "numbers"]) form.elements[name].checked = asked.has(name);
  applyFilters();
  if (named && byId(named)) {
    // Paragraphs that come into sight only now take their true heights: look again until the place stands still.
    goToText(named);
    let looks = 4;
    const settle = () => { byId(named).scrollIntoView({ block: "start", behavior: "instant" }); if (--looks) requestAnimationFrame(settle); };
    requestAnimationFrame(settle);
  }
}
document.addEventListener("looked-at", (event) => { place = event.detail; writeAddress(); });
form.addEventListener("input", writeAddress);
form.addEventListener("reset", () => setTimeout(() => { place = ""; writeAddress(); }));
addEventListener("hashchange", readAddress);

/* --- Search: the words are marked, and the first of them comes into sight --- */
function findWords() {
  if (!window.Highlight || !CSS.highlights) return;
  CSS.highlights.delete("found");
  const needle = form.elements.words.value.trim();
  if (!needle) return;
  const ranges = [];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = node.data.indexOf(needle); at >= 0; at = node.data.indexOf(needle, at + needle.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + needle.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
  if (ranges.length) ranges[0].startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
}
form.elements.words.addEventListener("input", findWords);
form.addEventListener("reset", () => setTimeout(findWords));

/* --- Copies --- */
async function copy(written, button) {
  try { await navigator.clipboard.writeText(written); } catch {
    const field = make("textarea", { class: "unseen" });
    field.value = written;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const label = button.textContent;
  button.textContent = say("share.copied");
  setTimeout(() => { button.textContent = label; }, 1200);
}
function copyButtons(id, passage) {
  const made = (key, written) => {
    const button = make("button", { type: "button", class: "plain" }, say(key));
    button.addEventListener("click", () => copy(written(), button));
    return button;
  };
  const link = () => `${location.href.split("#")[0]}#${id}`;
  return [made("share.link", link), made("share.quotation", () => `“${passage.trim()}”——${data.cited}`)];
}

/* --- Files: the table as CSV, a chart as PNG --- */
function save(name, content) {
  const link = make("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
byId("csv").addEventListener("click", () => {
  const heads = ["fact.indicator", "fact.vocabulary", "fact.written", "fact.value", "fact.period", "filter.kind", "fact.role", "fact.comparator"].map((key) => say(key));
  const lines = ids.filter((id) => !rows.get(id).hidden).map((id) => {
    const fact = data.facts[id];
    return [fact.indicator, fact.id ? say(fact.id) : "", fact.shown, fact.exact, fact.years, say(`kind.${data.statements[fact.statement].kind}`), say(`role.${fact.role}`), say(`comparator.${fact.comparator}`)];
  });
  const cell = (value) => {
    const safe = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  save(`${data.cited}.csv`, new Blob(["\ufeff" + [heads, ...lines].map((line) => line.map((value) => cell(String(value ?? ""))).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }));
});
for (const button of all("[data-png]")) {
  button.addEventListener("click", () => {
    const drawn = byId(`chart-${button.dataset.png}`), whole = document.createElement("canvas");
    whole.width = drawn.width;
    whole.height = drawn.height;
    const context = whole.getContext("2d");
    context.fillStyle = ink("--sheet");
    context.fillRect(0, 0, whole.width, whole.height);
    context.drawImage(drawn, 0, 0);
    whole.toBlob((picture) => save(`${data.cited}-${button.dataset.png}.png`, picture));
  });
}

/* --- Print: everything, the text alone or the tables alone --- */
for (const button of all("[data-print]")) {
  button.addEventListener("click", () => {
    document.body.dataset.printed = button.dataset.print;
    print();
  });
}

readAddress();
