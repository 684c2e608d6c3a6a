/* What both pages need: words in two languages, and charts that follow the reader's colours. */
"use strict";
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const words = JSON.parse(byId("words").textContent);
const data = JSON.parse(byId("data").textContent);
let language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/* The word of a key; {name} is replaced by values.name. */
function say(key, values = {}) {
  let text = words[key] ? words[key][language] : key;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, value);
  return text;
}

/* An element with text that is text, whatever stands in it. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/* Put every word of the page into the other language. */
function translate(to) {
  language = to;
  document.documentElement.lang = to === "zh" ? "zh-CN" : "en";
  for (const element of all("[data-t]")) {
    const text = say(element.dataset.t, element.dataset.v ? JSON.parse(element.dataset.v) : {});
    element.textContent = element.dataset.count ? `${text} (${element.dataset.count})` : text;
  }
  for (const element of all("[data-t-label]")) {
    element.setAttribute("aria-label", say(element.dataset.tLabel));
    if (element.placeholder) element.placeholder = say(element.dataset.tLabel);
  }
  document.dispatchEvent(new Event("translated"));
}
byId("language").addEventListener("click", () => translate(language === "zh" ? "en" : "zh"));

/* --- Charts --- */
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/* Each bar's own words on its right, where bars below zero leave room. */
const barWords = {
  id: "barWords",
  afterDatasetsDraw(chart) {
    const context = chart.ctx;
    context.save();
    context.font = `11px ${ink("--sans")}`;
    context.fillStyle = ink("--ink");
    context.textBaseline = "middle";
    chart.data.datasets.forEach((set, index) => {
      if (!set.words || !chart.isDatasetVisible(index)) return;
      chart.getDatasetMeta(index).data.forEach((bar, place) => {
        context.fillText(set.words[place], Math.max(bar.x, bar.base) + 5, bar.y);
      });
    });
    context.restore();
  },
};

/* What every chart of the page has in common. */
function chartBase() {
  Chart.defaults.font.family = ink("--sans");
  Chart.defaults.font.size = 12;
  Chart.defaults.color = ink("--ink");
  Chart.defaults.borderColor = ink("--line");
  Chart.defaults.animation = false;
  return { responsive: true, maintainAspectRatio: false, plugins: { legend: { position: "top", align: "start", labels: { boxWidth: 14 } } } };
}
