// The page's script: words in the learner's language, sending, and the bubbles in which demos run.
// It decides nothing about answers. Gradio shows the conversation; pictures come over a stream of their own.
window.Tutor = (() => {
  "use strict";
  const words = JSON.parse(document.getElementById("tutor-words").textContent);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 640px)");
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

  // ---- Demos. One bubble is one run: picture, caption, knobs.
  const bubbles = [];
  const address = (run, what) => {
    const root = (window.gradio_config && window.gradio_config.root) || location.href.split(/[?#]/)[0];
    const base = new URL(root, location.href);
    base.protocol = location.protocol;
    base.host = location.host;
    return `${base.href.replace(/\/$/, "")}/demo/${run}/${what}`;
  };
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const tidy = (value) => String(Number(Number(value).toPrecision(3)));

  class Bubble {
    constructor(element, read) {
      this.root = one(".demo", element) || element;
      this.read = read;
      this.paused = false;
      this.picture = make("div", { class: "picture" });
      this.caption = make("p", { class: "caption", "aria-live": "off" });
      this.problem = make("p", { class: "problem", role: "status" });
      this.pauseButton = make("button", { type: "button", class: "quiet" });
      this.restartButton = make("button", { type: "button", class: "quiet" });
      this.panel = make("details", { class: "knobs" });
      this.summary = make("summary");
      this.grid = make("div", { class: "grid" });
      this.panel.append(this.summary, this.grid);
      this.panel.open = !narrow.matches;
      this.pauseButton.addEventListener("click", () => this.togglePause());
      this.restartButton.addEventListener("click", () => this.restart());
      this.root.replaceChildren(
        this.picture, this.caption, this.problem,
        make("div", { class: "actions" }, this.pauseButton, this.restartButton), this.panel);
      this.waiting = {};
      this.update();
    }

    update() {
      const data = JSON.parse(this.read() || "{}");
      const newRun = data.run !== (this.data || {}).run;
      this.data = data;
      this.live = Boolean(data.live);
      if (newRun) {
        this.paused = false;
        this.sentence = null;
        this.news = null;
        this.knobs();
        if (this.live) this.listen();
      }
      if (data.frame && !(this.live && this.news)) this.draw(data.frame, true);
      if (data.trouble) this.sentence = data.trouble;
      if (!this.live) {
        this.close();
        this.refresh(data.settings);
      }
      this.paint();
    }

    get language() { return chosen !== "auto" ? chosen : this.data.language; }

    listen() {
      this.stream = new EventSource(address(this.data.run, "events"));
      const stream = this.stream;
      stream.onmessage = (event) => this.hear(JSON.parse(event.data));
      stream.addEventListener("over", () => this.close());
      // Where the stream does not get through, the pictures come through the chat.
      stream.onerror = () => { stream.close(); this.post({ yields: true }); };
    }

    close() {
      if (this.stream) this.stream.close();
      this.stream = null;
    }

    hear(news) {
      if (!this.live) return;
      this.news = news;
      if (news.svg) this.draw(news, news.done);
      this.paint();
    }

    draw(frame, important) {
      this.frame = frame;
      const now = performance.now();
      if (calm.matches && !important && now - (this.drawn || 0) < 2000) return;
      this.drawn = now;
      // Parsed as XML, in which nothing runs; the picture is ours, but a formula in it is the learner's.
      const parsed = new DOMParser().parseFromString(frame.svg, "image/svg+xml").documentElement;
      if (parsed.nodeName !== "svg") return;
      const old = this.picture.firstElementChild;
      if (!old || old.outerHTML !== parsed.outerHTML) this.picture.replaceChildren(document.importNode(parsed, true));
    }

    paint() {
      const language = this.language;
      setName(this.root, "lang", language === "zh" ? "zh-CN" : "en");
      this.root.dataset.shows = language;
      const ahead = this.news && this.news.ahead;
      let caption = this.frame && (this.live ? this.news || this.data.frame : true) ? this.frame.caption[language] : "";
      if (this.live && !this.news) caption = word("demo_start", language);
      if (this.live && ahead) caption = word("demo_wait", language).replace("{ahead}", ahead);
      if (!this.live && !(this.frame || {}).done) caption = `${word("demo_stopped", language)} ${caption}`;
      if (!calm.matches || !this.live || performance.now() - (this.told || 0) > 1000) {
        setText(this.caption, caption);
        this.told = performance.now();
      }
      setText(this.problem, this.sentence ? this.sentence[language] : "");
      setText(this.summary, word("demo_settings", language));
      setText(this.pauseButton, word(this.paused ? "demo_resume" : "demo_pause", language));
      setText(this.restartButton, word(this.live ? "demo_restart" : "demo_again", language));
      this.pauseButton.hidden = !this.live;
      this.root.classList.toggle("live", this.live);
      for (const paint of this.painters || []) paint(language);
    }

    knobs() {
      this.painters = [];
      this.inputs = {};
      this.grid.replaceChildren(...this.data.knobs.map((knob) => this.knob(knob)));
      this.refresh(this.data.settings);
    }

    knob(knob) {
      const name = make("span", { class: "name" });
      const value = make("output");
      const input = this.input(knob, value);
      input.setAttribute("data-key", knob.key);
      this.painters.push((language) => {
        setText(name, knob.label[language]);
        if (input.tagName === "SELECT") {
          knob.options.forEach((option, index) => setText(input.options[index], option.label[language]));
        }
      });
      const label = make("label", { class: `knob ${knob.kind}` }, make("span", { class: "line" }, name, value), input);
      return label;
    }

    input(knob, output) {
      if (knob.kind === "choice") {
        const select = make("select", {}, ...knob.options.map((option) => make("option", { value: option.value })));
        select.addEventListener("change", () => this.change(knob.key, select.value));
        this.inputs[knob.key] = (value) => { select.value = value; };
        return select;
      }
      if (knob.kind === "boolean") {
        const tick = make("input", { type: "checkbox" });
        tick.addEventListener("change", () => this.change(knob.key, tick.checked));
        this.inputs[knob.key] = (value) => { tick.checked = value; };
        return tick;
      }
      return knob.kind === "function" ? this.formula(knob) : this.slider(knob, output);
    }

    formula(knob) {
      const field = make("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off" });
      field.addEventListener("change", () => this.change(knob.key, field.value));
      this.inputs[knob.key] = (value) => { if (field !== document.activeElement) field.value = value; };
      return field;
    }

    slider(knob, output) {
      const bend = knob.log ? Math.log10 : (value) => value;
      const unbend = knob.log ? (value) => 10 ** value : (value) => value;
      const step = knob.log ? (bend(knob.high) - bend(knob.low)) / 100 : knob.step || (knob.high - knob.low) / 100;
      const slider = make("input", { type: "range", min: bend(knob.low), max: bend(knob.high), step: knob.log ? "any" : step });
      const value = () => {
        const exact = Math.min(knob.high, Math.max(knob.low, unbend(Number(slider.value))));
        return knob.kind === "integer" ? Math.round(exact) : Number(exact.toPrecision(2));
      };
      const show = () => {
        output.textContent = tidy(value());
        slider.setAttribute("aria-valuetext", tidy(value()));
        slider.style.setProperty("--share", (slider.value - slider.min) / (slider.max - slider.min));
      };
      slider.addEventListener("input", () => { this.held = knob.key; show(); this.soon(knob.key, value()); });
      slider.addEventListener("change", () => { this.held = null; this.change(knob.key, value()); });
      if (knob.log) slider.addEventListener("keydown", (event) => {
        const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
        if (!way) return;
        event.preventDefault();
        const before = value();
        slider.value = Number(slider.value) + way * step * 4;
        if (knob.kind === "integer" && value() === before) slider.value = bend(Math.min(knob.high, Math.max(knob.low, before + way)));
        show();
        this.change(knob.key, value());
      });
      this.inputs[knob.key] = (given) => { if (this.held !== knob.key) { slider.value = bend(given); show(); } };
      return slider;
    }

    refresh(settings) {
      for (const [key, value] of Object.entries(settings || {})) if (this.inputs[key]) this.inputs[key](value);
    }

    // While a slider moves, eight changes a second are plenty.
    soon(key, value) {
      if (!this.live) return;
      clearTimeout(this.waiting[key]);
      this.waiting[key] = setTimeout(() => this.change(key, value), 120);
    }

    async change(key, value) {
      clearTimeout(this.waiting[key]);
      if (this.live) await this.post({ [key]: value });
      else this.again({ [key]: value });
    }

    again(changes) {
      rerunning = { run: this.data.run, changes };
      press("#again");
    }

    async togglePause() {
      if (await this.post({ pause: !this.paused })) this.paused = !this.paused;
      this.paint();
    }

    restart() {
      if (this.live) {
        this.paused = false;
        this.post({ restart: true, pause: false });
        this.paint();
      } else this.again({});
    }

    async post(changes) {
      let answer = {};
      try {
        const response = await fetch(address(this.data.run, "control"), {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(changes) });
        answer = await response.json();
      } catch { answer = { error: { en: word("demo_lost", "en"), zh: word("demo_lost", "zh") } }; }
      this.sentence = answer.error || null;
      if (answer.settings) this.refresh(answer.settings);
      this.paint();
      return !answer.error;
    }
  }

  function mount(element, props, watch) {
    const bubble = new Bubble(element, () => props.value);
    bubbles.push(bubble);
    arrived();
    watch("value", () => bubble.update());
  }

  // ---- Gradio builds the page piece by piece: words follow whatever appears.
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    queueMicrotask(() => { due = false; translate(); follow(); });
  }).observe(document, { childList: true, subtree: true });
  translate();

  return { ask, send, rerun, stop, finish, idle, fresh, mount, language: pageLanguage };
})();
