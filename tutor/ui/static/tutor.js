// The page's words in the learner's language, and what the other scripts share. It decides nothing about answers.
window.Tutor = (() => {
  "use strict";
  const words = JSON.parse(document.getElementById("tutor-words").textContent);
  const bubbles = [];  // every demo in the conversation, put here by demo.js
  const painters = [];  // what else follows when parts of the page appear or its language changes
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const setText = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
  const setName = (element, name, value) => {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const icon = (name) => {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#icon-${name}`);
    drawn.setAttribute("aria-hidden", "true");
    drawn.append(use);
    return drawn;
  };
  // Storage may be forbidden (a private window, a frame): what is stored lasts as long as the page, then.
  const kept = {};
  const store = (area, key, value) => {
    kept[key] = value;
    try { value === null ? area.removeItem(key) : area.setItem(key, value); return true; } catch { return false; }
  };
  const stored = (area, key) => { try { return area.getItem(key) ?? kept[key] ?? null; } catch { return kept[key] ?? null; } };
  const storedKeys = (area) => {
    let names = [];
    try { names = Object.keys(area); } catch { /* none, then */ }
    return [...new Set([...names, ...Object.keys(kept)])].filter((key) => stored(area, key) !== null);
  };
  const local = () => { try { return localStorage; } catch { return null; } };
  const session = () => { try { return sessionStorage; } catch { return null; } };

  // ---- Language: auto follows the browser for the page, and each message for its reply. A link may choose one.
  const linked = new URLSearchParams(location.search).get("lang");
  let chosen = /^(zh|en)$/.test(linked || "") ? linked : stored(local(), "tutor-language") || "auto";
  const traditional = /^zh-(hant|tw|hk|mo)\b/i.test(navigator.language || "");
  const pageLanguage = () =>
    chosen !== "auto" ? chosen : /^zh\b/i.test(navigator.language || "") ? "zh" : "en";
  const tag = (language = pageLanguage()) => language === "en" ? "en" : traditional ? "zh-Hant" : "zh-Hans";
  const word = (key, language = pageLanguage()) => {
    const texts = words[key] || {};
    return (language === "zh" && traditional && texts.hant) || texts[language] || "";
  };

  function choose(language) {
    chosen = language;
    store(local(), "tutor-language", language);
    paint();
    for (const bubble of bubbles) bubble.paint();
  }

  // The fixed parts come with the page's head, and go where Gradio has made room for them.
  const parts = JSON.parse(document.getElementById("tutor-parts").textContent);
  function fill() {
    for (const [name, html] of Object.entries(parts)) {
      const place = document.getElementById(name);
      if (place && !place.firstElementChild) place.insertAdjacentHTML("afterbegin", html);
    }
  }

  function paint() {
    fill();
    setName(document.documentElement, "lang", tag());
    for (const element of all("[data-word]")) setText(element, word(element.dataset.word));
    for (const element of all("[data-word-label]")) {
      setName(element, "aria-label", word(element.dataset.wordLabel));
      if (element.matches(".icon")) setName(element, "title", word(element.dataset.wordLabel));
    }
    for (const element of all("[data-word-hint]")) setName(element, "placeholder", word(element.dataset.wordHint));
    for (const element of all("[data-language]")) {
      const on = element.dataset.language === chosen;
      setName(element, "aria-checked", String(on));
      setName(element, "tabindex", on ? "0" : "-1");
      if (element.dataset.language !== "auto") setName(element, "lang", element.dataset.language);
    }
    for (const key of ["send", "stop"]) {
      setText(one("#" + key), word(key));
      setName(one("#" + key), "aria-label", word(key));
    }
    const box = one("#box textarea");
    setName(box, "placeholder", word("placeholder"));
    setName(box, "aria-label", word("box"));
    setName(box, "enterkeyhint", "send");
    setText(one("#box [data-testid=block-info]"), word("box"));
    for (const painter of painters) painter();
  }

  addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]");
    if (language) choose(language.dataset.language);
  });
  addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.closest("[data-language]")) return;
    const radios = all("[data-language]");
    const next = radios[(radios.indexOf(event.target) + step + radios.length) % radios.length];
    event.preventDefault();
    choose(next.dataset.language);
    next.focus();
  });

  // Gradio builds the page piece by piece: words follow whatever appears, once a frame.
  let due = false;
  const apart = (change) => change.target.nodeType === 1 && change.target.closest(".demo, .message-tools");
  new MutationObserver((changes) => {
    if (due || changes.every(apart)) return;
    due = true;
    queueMicrotask(() => { due = false; paint(); });
  }).observe(document, { childList: true, subtree: true });

  return { one, all, setText, setName, make, icon, store, stored, storedKeys, local, session, word, tag, paint, painters,
    choice: () => chosen, bubbles };
})();
