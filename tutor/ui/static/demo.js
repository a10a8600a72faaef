// The bubbles in which demos run. One bubble is one run: picture, caption, knobs, numbers. Pictures come over a stream
// of the run's own, changes go back by a request; what they mean is decided by the server.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { word, setText, setName, make } = Tutor;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const narrow = matchMedia("(max-width: 640px)");

  const address = (run, what) => Tutor.address(`demo/${run}/${what}`);
  let count = 0;

  class Bubble {
    constructor(element, read) {
      this.root = element.querySelector(".demo") || element;
      this.read = read;
      this.paused = false;
      // Pictures and captions come many times a second, and the log in which they stand would have each read out.
      this.picture = make("div", { class: "picture", "aria-live": "off" });
      this.caption = make("p", { class: "caption", id: `demo-${++count}-caption`, "aria-live": "off" });
      this.problem = make("p", { class: "problem", role: "status" });
      this.pauseButton = make("button", { type: "button", class: "quiet" });
      this.restartButton = make("button", { type: "button", class: "quiet" });
      this.expect = make("div", { class: "expect", role: "group" });
      this.panel = make("details", { class: "knobs" });
      this.summary = make("summary");
      this.grid = make("div", { class: "grid" });
      this.numbers = Tutor.numbers();
      this.panel.append(this.summary, this.grid);
      this.panel.open = !narrow.matches;
      this.pauseButton.addEventListener("click", () => this.togglePause());
      this.restartButton.addEventListener("click", () => this.restart());
      const actions = make("div", { class: "actions" }, this.pauseButton, this.restartButton);
      const showing = make("div", { class: "showing" }, this.picture, this.caption, this.problem, actions);
      this.root.replaceChildren(this.expect, showing, this.panel, this.numbers.element);
      this.waiting = {};
      this.update();
    }

    update() {
      const data = JSON.parse(this.read() || "{}");
      const newRun = data.run !== (this.data || {}).run;
      const ended = this.live && !data.live && !newRun;
      this.data = data;
      this.live = Boolean(data.live);
      if (newRun) {
        this.paused = false;
        this.sentence = null;
        this.news = null;
        this.expected = null;
        this.asks();
        this.knobs();
        this.numbers.begin(data.numbers || []);
        this.hush();
        if (this.live) this.listen();
      }
      if (data.frame && !(this.live && this.news)) this.draw(data.frame, true);
      if (data.trouble) this.sentence = data.trouble;
      if (!this.live) {
        this.close();
        this.refresh(data.settings);
      }
      this.paint();
      if (ended) this.say();
    }

    hush() {
      this.caption.removeAttribute("role");
      setName(this.caption, "aria-live", "off");
    }

    // The last caption is read out, once: a moment later, since words that stand there already are not news.
    say() {
      setName(this.caption, "role", "status");
      setName(this.caption, "aria-live", "polite");
      setTimeout(() => this.caption.replaceChildren(this.caption.textContent), 300);
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
      this.numbers.show(frame, important);
      if (calm.matches && !important && this.drawnSvg) return;
      if (frame.svg === this.drawnSvg) return;
      this.drawnSvg = frame.svg;
      // Parsed as XML, in which nothing runs; the picture is ours, but a formula in it is the learner's.
      const parsed = new DOMParser().parseFromString(frame.svg, "image/svg+xml").documentElement;
      if (parsed.nodeName !== "svg") return;
      const [drawn, shown] = [document.importNode(parsed, true), this.picture.firstElementChild];
      // Read one by one, the words and numbers in a chart are noise: there is the caption, and the table.
      const marks = document.createElementNS(drawn.namespaceURI, "g");
      setName(marks, "aria-hidden", "true");
      marks.append(...[...drawn.children].filter((part) => !/^(title|desc)$/.test(part.nodeName)));
      drawn.append(marks);
      // What a screen reader stands on stays; only what is drawn in it changes.
      if (shown && shown.getAttribute("viewBox") === drawn.getAttribute("viewBox")) shown.replaceChildren(...drawn.childNodes);
      else this.picture.replaceChildren(drawn);
    }

    // Who cannot see the picture hears its title, and the caption as its description. The <title> within, which stands
    // there in both languages for who opens the picture by itself, is what a mouse is shown.
    paintPicture(language) {
      const svg = this.picture.firstElementChild;
      const within = svg && svg.querySelector("title");
      const title = (this.data.title || {})[language] || (within ? within.textContent : "");
      this.numbers.words(language, title);
      if (!svg) return;
      setName(svg, "role", "img");
      setName(svg, "aria-label", title);
      setName(svg, "aria-describedby", this.caption.id);
      setText(within, title);
    }

    paint() {
      const language = this.language;
      setName(this.root, "lang", language === "zh" ? this.data.chinese || Tutor.tag("zh") : "en");
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
      this.paintPicture(language);
      this.paintExpected(language);
      setText(this.problem, this.sentence ? this.sentence[language] : "");
      setText(this.summary, word("demo_settings", language));
      setText(this.pauseButton, word(this.paused ? "demo_resume" : "demo_pause", language));
      setText(this.restartButton, word(this.live ? "demo_restart" : "demo_again", language));
      this.pauseButton.hidden = !this.live;
      this.root.classList.toggle("live", this.live);
      for (const control of Object.values(this.controls)) control.words(language);
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
      this.controls = {};
      for (const knob of this.data.knobs) {
        const { key } = knob;
        this.controls[key] = Tutor.knob(knob, (value) => this.change(key, value), (value) => this.soon(key, value));
      }
      this.grid.replaceChildren(...Object.values(this.controls).map((control) => control.element));
      this.refresh(this.data.settings);
    }

    refresh(settings) {
      for (const [key, value] of Object.entries(settings || {})) if (this.controls[key]) this.controls[key].set(value);
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
