// The bubbles in which demos run. One bubble is one run: picture, caption, knobs. Pictures come over a stream of
// the run's own, changes go back by a request; what they mean is decided by the server.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { word, setText, setName } = Tutor;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 640px)");

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
      this.root = element.querySelector(".demo") || element;
      this.read = read;
      this.paused = false;
      this.picture = make("div", { class: "picture" });
      this.caption = make("p", { class: "caption", "aria-live": "off" });
      this.problem = make("p", { class: "problem", role: "status" });
      this.pauseButton = make("button", { type: "button", class: "quiet" });
      this.restartButton = make("button", { type: "button", class: "quiet" });
      this.expect = make("div", { class: "expect", role: "group" });
      this.panel = make("details", { class: "knobs" });
      this.summary = make("summary");
      this.grid = make("div", { class: "grid" });
      this.panel.append(this.summary, this.grid);
      this.panel.open = !narrow.matches;
      this.pauseButton.addEventListener("click", () => this.togglePause());
      this.restartButton.addEventListener("click", () => this.restart());
      this.root.replaceChildren(
        this.expect, this.picture, this.caption, this.problem,
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
        this.expected = null;
        this.asks();
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

    // What the learner expects, to be chosen while the run is young; afterwards what came true.
    asks() {
      const options = (this.data.predictions || {})[this.language] || [];
      this.question = make("span", { class: "question" });
      this.guesses = options.map((_, place) => this.guess(place));
      this.watch = this.guess(-1);
      this.verdict = make("p", { class: "verdict", role: "status" });
      this.expect.replaceChildren(this.question, ...this.guesses, this.watch, this.verdict);
    }

    guess(place) {
      const button = make("button", { type: "button", class: "quiet" });
      button.addEventListener("click", async () => {
        if (!await this.post({ predict: place })) return;
        this.expected = place;
        this.paint();
      });
      return button;
    }

    get language() { return Tutor.choice() !== "auto" ? Tutor.choice() : this.data.language; }

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
      if (calm.matches && !important && this.drawnSvg) return;
      if (frame.svg === this.drawnSvg) return;
      this.drawnSvg = frame.svg;
      // Parsed as XML, in which nothing runs; the picture is ours, but a formula in it is the learner's.
      const parsed = new DOMParser().parseFromString(frame.svg, "image/svg+xml").documentElement;
      if (parsed.nodeName !== "svg") return;
      this.picture.replaceChildren(document.importNode(parsed, true));
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
      this.paintExpected(language);
      setText(this.problem, this.sentence ? this.sentence[language] : "");
      setText(this.summary, word("demo_settings", language));
      setText(this.pauseButton, word(this.paused ? "demo_resume" : "demo_pause", language));
      setText(this.restartButton, word(this.live ? "demo_restart" : "demo_again", language));
      this.pauseButton.hidden = !this.live;
      this.root.classList.toggle("live", this.live);
      for (const paint of this.painters || []) paint(language);
    }

    paintExpected(language) {
      const options = (this.data.predictions || {})[language] || [];
      const { prediction, happened } = this.data;
      const mine = prediction ?? this.expected;
      const asking = this.live && options.length > 0 && this.expected === null;
      setText(this.question, word("demo_expect", language));
      setName(this.expect, "aria-label", word("demo_expect", language));
      this.guesses.forEach((button, place) => setText(button, options[place]));
      setText(this.watch, word("demo_watch", language));
      for (const element of [this.question, ...this.guesses, this.watch]) element.hidden = !asking;
      const key = happened === undefined ? "demo_expecting" : mine === happened ? "demo_came_true" : "demo_came_otherwise";
      const told = mine >= 0 && options[mine] && (this.live || happened !== undefined);
      setText(this.verdict, told ? word(key, language).replace("{mine}", options[mine]).replace("{theirs}", options[happened]) : "");
      this.expect.hidden = !asking && !told;
    }

    knobs() {
      this.painters = [];
      this.inputs = {};
      this.grid.replaceChildren(...this.data.knobs.map((knob) => this.knob(knob)));
      this.refresh(this.data.settings);
    }

    knob(knob) {
      if (knob.kind === "sketch" || knob.kind === "places") return this.pad(knob);
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
      return knob.kind === "function" || knob.kind === "text" ? this.formula(knob) : this.slider(knob, output);
    }

    pad(knob) {
      const pad = Tutor.pad(knob, (text) => this.change(knob.key, text));
      const name = make("span", { class: "name" });
      this.inputs[knob.key] = (text) => pad.set(text);
      this.painters.push((language) => { setText(name, knob.label[language]); pad.words(language); });
      return make("div", { class: `knob ${knob.kind}` }, make("span", { class: "line" }, name), pad.element);
    }

    formula(knob) {
      const field = make("input", { type: "text", ...(knob.most ? { maxlength: knob.most } : {}), spellcheck: "false", autocomplete: "off", autocapitalize: "off" });
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
      Tutor.runAgain(this.data.run, changes);
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
      const turn = this.turn = (this.turn || 0) + 1;
      let answer = {};
      try {
        const response = await fetch(address(this.data.run, "control"), {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(changes) });
        answer = await response.json();
      } catch {
        answer = { error: { en: word("demo_lost", "en"), zh: word("demo_lost", "zh") } };
        Tutor.idle();  // nobody is left to say that the turn is over
      }
      this.sentence = answer.error || null;
      // An answer to an earlier change knows nothing of a later one.
      if (answer.settings && turn === this.turn) this.refresh(answer.settings);
      this.paint();
      return !answer.error;
    }
  }

  Tutor.mount = (element, props, watch) => {
    const bubble = new Bubble(element, () => props.value);
    Tutor.bubbles.push(bubble);
    Tutor.arrived();
    watch("value", () => bubble.update());
  };
})();
