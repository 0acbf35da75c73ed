"use strict";
// Filters and the language; the page is whole without them. A link may say both: #lang=zh&verdict=deny&text=label
(() => {
  const root = document.documentElement;
  const filters = document.getElementById("filters");
  const tongue = document.getElementById("tongue");
  const shown = document.getElementById("shown");
  const text = document.getElementById("text");
  const whole = document.getElementById("whole");
  const artifacts = [...document.querySelectorAll(".artifact")].map((element) => ({
    element,
    words: element.querySelector("summary").textContent.toLowerCase(),
    rules: [...element.querySelectorAll(".rule")].map((rule) => ({ rule, words: rule.textContent.toLowerCase() })),
  }));

  function chosen(name) {
    return new Set([...filters.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value));
  }

  function apply() {
    const verdicts = chosen("verdict");
    const severities = chosen("severity");
    const domains = chosen("domain");
    const wanted = text.value.trim().toLowerCase();
    let visible = 0;
    for (const { element, words, rules } of artifacts) {
      const named = words.includes(wanted);
      let any = named && !severities.size && !domains.size;
      for (const { rule, words: inside } of rules) {
        const fits = (!severities.size || severities.has(rule.dataset.severity)) &&
          (!domains.size || domains.has(rule.dataset.domain)) && (named || inside.includes(wanted));
        rule.hidden = !fits;
        any = any || fits;
      }
      element.hidden = !any || (verdicts.size > 0 && !verdicts.has(element.dataset.verdict));
      visible += element.hidden ? 0 : 1;
    }
    shown.textContent = `${visible} / ${artifacts.length}`;
  }

  function speak() {
    root.lang = root.dataset.tongue = tongue.querySelector("input:checked").value;
  }

  function fromLink() {
    const said = new URLSearchParams(location.hash.slice(1));
    if (![...said.keys()].some((key) => ["lang", "verdict", "severity", "domain", "text", "print"].includes(key))) return;
    for (const input of filters.querySelectorAll('input[type="checkbox"]')) {
      input.checked = said.getAll(input.name).includes(input.value);
    }
    text.value = said.get("text") ?? "";
    whole.checked = said.get("print") === "whole";
    for (const input of tongue.querySelectorAll("input")) {
      if (said.get("lang") && input.value.startsWith(said.get("lang"))) input.checked = true;
    }
    speak();
    apply();
  }

  function openAll(open) {
    for (const { element } of artifacts) element.open = open;
  }

  filters.addEventListener("input", apply);
  tongue.addEventListener("input", speak);
  document.getElementById("open").addEventListener("click", () => openAll(true));
  document.getElementById("close").addEventListener("click", () => openAll(false));
  addEventListener("hashchange", fromLink);
  addEventListener("beforeprint", () => whole.checked && openAll(true));
  filters.hidden = false;
  speak();
  apply();
  fromLink();
})();
