// The page's script: words in the learner's language, sending and stopping, and who may scroll.
// It decides nothing about answers; Gradio shows the conversation. Bubbles of demos are demo.js's business.
window.Tutor = (() => {
  "use strict";
  const words = JSON.parse(document.getElementById("tutor-words").textContent);
  const bubbles = [];  // every demo in the conversation, put here by demo.js
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // ---- Language: auto follows the browser for the page, and each message for its reply.
  let chosen = "auto";
  try { chosen = localStorage.getItem("tutor-language") || "auto"; } catch { /* storage may be forbidden */ }
  const pageLanguage = () =>
    chosen !== "auto" ? chosen : /^zh\b/i.test(navigator.language || "") ? "zh" : "en";
  const word = (key, language = pageLanguage()) => (words[key] || {})[language] || "";

  function choose(language) {
    chosen = language;
    try { localStorage.setItem("tutor-language", language); } catch { /* it lasts as long as the page, then */ }
    translate();
    for (const bubble of bubbles) bubble.paint();
  }

  const setText = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
  const setName = (element, name, value) => {
    if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  // Gradio's own words, which follow the browser's language and not ours.
  const GRADIO = { "Copy": "copy", "复制": "copy", "Copied": "copied", "已复制": "copied", "Copied to clipboard": "copied",
    "copy": "copy", "chatbot conversation": "conversation", "Stop": "stop", "Loading": "loading" };

  function translate() {
    setName(document.documentElement, "lang", pageLanguage() === "zh" ? "zh-CN" : "en");
    for (const element of all("[data-word]")) setText(element, word(element.dataset.word));
    for (const element of all("[data-word-label]")) setName(element, "aria-label", word(element.dataset.wordLabel));
    for (const element of all("[data-language]")) {
      const on = element.dataset.language === chosen;
      setName(element, "aria-checked", String(on));
      setName(element, "tabindex", on ? "0" : "-1");
      setName(element, "lang", element.dataset.language === "en" ? "en" : "zh-CN");
      if (element.dataset.language === "auto") element.removeAttribute("lang");
    }
    for (const key of ["send", "stop", "new"]) {
      setText(one("#" + key), word(key));
      setName(one("#" + key), "aria-label", word(key));
    }
    setName(one("#box textarea"), "placeholder", word("placeholder"));
    setName(one("#box textarea"), "aria-label", word("box"));
    setName(one("#box textarea"), "enterkeyhint", "send");
    setText(one("#box [data-testid=block-info]"), word("box"));
    const chat = one("#chat");
    if (!chat) return;
    setName(one("[role=log]", chat), "aria-label", word("conversation"));
    for (const element of all("[title], button[aria-label]", chat)) {
      for (const name of ["title", "aria-label"]) {
        const key = GRADIO[element.getAttribute(name)];
        if (key) setName(element, name, word(key));
      }
    }
    for (const message of all(".message-row", chat)) label(message);
    document.body.classList.toggle("has-messages", Boolean(one(".message-row", chat)));
  }

  // A message carries the language it is written in, for readers and fonts.
  function label(row) {
    const text = (one(".message", row) || row).textContent;
    const han = (text.match(/[\u3400-\u9fff]/g) || []).length;
    const latin = (text.match(/[A-Za-z]{2,}/g) || []).length;
    if (text) setName(row, "lang", han > latin ? "zh-CN" : "en");
    const mine = row.classList.contains("user-row");
    for (const element of all("[data-testid]", row)) {
      if (/^(user|bot)$/.test(element.dataset.testid)) setName(element, "aria-label", word(mine ? "you" : "reply"));
    }
    for (const options of all(".options", row)) {
      setName(options, "role", "group");
      setName(options, "aria-label", word("follow_ups"));
    }
  }

  // ---- Sending. A running demo is brought to its end first, so that its last picture stays.
  let queued = null;
  let rerunning = null;
  let following = false;
  const busy = () => document.body.classList.contains("busy");
  const press = (id) => { const button = one(id); if (button) button.click(); };

  function ask(text) {
    queued = text;
    press("#send");
  }

  async function send(typed) {
    const text = queued === null ? typed : queued;
    const draft = queued === null ? "" : typed;
    queued = null;
    await finish();
    start();
    return [{ text: text || "", language: chosen }, draft || ""];
  }

  function runAgain(run, changes) {
    rerunning = { run, changes };
    press("#again");
  }

  async function rerun() {
    const wanted = rerunning;
    await finish();
    start();
    following = false;  // it runs where the reader is
    return wanted;
  }

  let arriving = 0;
  function start() {
    document.body.classList.add("busy");
    clearTimeout(arriving);
    following = true;
  }
  // Once a reply stands there, the page is the reader's.
  function arrived() {
    clearTimeout(arriving);
    arriving = setTimeout(() => { following = false; }, 300);
  }

  function idle() {
    document.body.classList.remove("busy");
    arrived();
  }

  async function stop() {
    await Promise.all(bubbles.filter((bubble) => bubble.live).map((bubble) => bubble.post({ stop: true })));
    for (let waited = 0; busy() && waited < 1500; waited += 25) await pause(25);
  }

  async function finish() { if (busy()) await stop(); }
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  function fresh() {
    idle();
    bubbles.length = 0;
    const box = one("#box textarea");
    if (box) box.focus();
  }

  // ---- What is known of the learner stays in this browser: saved to a file, read from one, deleted.
  let chosenText = null;

  function save(learner) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(learner)], { type: "application/json" }));
    link.download = "tutor-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function chooseFile() {
    const picker = document.createElement("input");
    picker.type = "file";
    picker.accept = "application/json,.json";
    picker.addEventListener("change", async () => {
      if (!picker.files.length) return;
      chosenText = await picker.files[0].text();
      press("#load");
    });
    picker.click();
  }

  function chosenFile() {
    try { return JSON.parse(chosenText); } catch { return null; }
  }

  // A conversation taken up again is shown from its end.
  function resumed() {
    const rows = all("#chat .message-row");
    if (rows.length) rows[rows.length - 1].scrollIntoView({ block: "center", behavior: "instant" });
  }

  addEventListener("click", (event) => {
    const wish = event.target.closest("[data-progress]");
    if (!wish) return;
    const does = { save: () => press("#save"), load: chooseFile,
      delete: () => { if (confirm(word("delete_sure"))) press("#delete"); } };
    does[wish.dataset.progress]();
  });

  // After sending, the learner's message goes to the top once; from then on the page never scrolls by itself,
  // and not even then where the reader scrolls meanwhile.
  function follow() {
    if (!following) return;
    const rows = all("#chat .user-row");
    const last = rows[rows.length - 1];
    if (last) last.scrollIntoView({ block: "start", behavior: "instant" });
  }
  for (const kind of ["wheel", "touchmove", "pointerdown"]) {
    addEventListener(kind, () => { following = false; }, { passive: true, capture: true });
  }

  // Enter sends, Shift+Enter breaks the line; an Enter that confirms what an input method offers does neither.
  let composedAt = -1;
  addEventListener("compositionend", (event) => { composedAt = event.timeStamp; }, true);
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.closest("#box")) return;
    event.stopImmediatePropagation();
    // Safari ends the composition just before the key that ended it: 229, or within the same moment.
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 20) return;
    if (event.shiftKey) return;
    event.preventDefault();
    press("#send");
  }, true);
  for (const kind of ["keypress", "keyup"]) {
    addEventListener(kind, (event) => {
      if (event.key === "Enter" && event.target.closest("#box")) event.stopImmediatePropagation();
    }, true);
  }

  addEventListener("click", (event) => {
    const chip = event.target.closest("[data-send]");
    if (chip) ask(chip.textContent);
    const topic = event.target.closest("[data-ask]");
    if (topic) ask(topic.dataset.ask);
    const language = event.target.closest("[data-language]");
    if (language) choose(language.dataset.language);
    const option = event.target.closest("#chat .option");
    if (option) {
      event.stopImmediatePropagation();
      ask(option.textContent.trim());
    }
  }, true);
  addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.closest("[data-language]")) return;
    const radios = all("[data-language]");
    const next = radios[(radios.indexOf(event.target) + step + radios.length) % radios.length];
    event.preventDefault();
    choose(next.dataset.language);
    next.focus();
  });

  // ---- Gradio builds the page piece by piece: words follow whatever appears.
  let due = false;
  const ours = (change) => change.target.nodeType === 1 && change.target.closest(".demo");
  new MutationObserver((changes) => {
    if (due || changes.every(ours)) return;
    due = true;
    queueMicrotask(() => { due = false; translate(); follow(); });
  }).observe(document, { childList: true, subtree: true });
  translate();

  return {
    send, rerun, stop, finish, idle, fresh, save, chosenFile, resumed,  // called by Gradio's events
    bubbles, word, setText, setName, arrived, runAgain, choice: () => chosen,  // used by demo.js
  };
})();
