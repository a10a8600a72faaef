// Pads for what is drawn or set with a finger, a mouse or the keyboard: a sketch of digits, or places with a class.
// A pad holds the text that travels as a setting; what it means is decided by the server.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { word, setText, setName } = Tutor;
  const REACH = 0.95;  // how far from the finger's path ink reaches, in cells
  const HINTS = { sketch: "pad_sketch", places: "pad_places" };
  const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const button = (act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.addEventListener("click", act);
    return made;
  };

  class Pad {
    constructor(knob, changed) {
      this.knob = knob;
      this.changed = changed;
      this.canvas = document.createElement("canvas");
      this.canvas.tabIndex = 0;
      this.canvas.setAttribute("role", "application");
      this.canvas.setAttribute("data-key", knob.key);
      [this.across, this.down] = knob.kind === "sketch" ? [knob.columns, knob.rows] : [20, 20];
      this.canvas.style.aspectRatio = `${this.across} / ${this.down}`;
      this.cursor = [this.across / 2, this.down / 2];
      this.tools = document.createElement("div");
      this.tools.className = "tools";
      this.element = document.createElement("div");
      this.element.className = "pad";
      this.element.append(this.canvas, this.tools);
      this.clearButton = button(() => { this.clear(); this.tell(); });
      this.canvas.addEventListener("pointerdown", (event) => this.press(event));
      this.canvas.addEventListener("pointermove", (event) => { if (this.pressed) this.move(event); });
      for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.release());
      this.canvas.addEventListener("keydown", (event) => this.key(event));
      for (const name of ["focus", "blur"]) this.canvas.addEventListener(name, () => this.show());
      new ResizeObserver(() => this.show()).observe(this.canvas);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show());
    }

    // The place under the finger, in cells from the upper left.
    at(event) {
      const box = this.canvas.getBoundingClientRect();
      const share = (value, size) => Math.min(1, Math.max(0, value / size));
      return [share(event.clientX - box.left, box.width) * this.across, share(event.clientY - box.top, box.height) * this.down];
    }

    press(event) {
      event.preventDefault();
      this.canvas.focus({ preventScroll: true });
      this.canvas.setPointerCapture(event.pointerId);
      this.pressed = true;
      this.last = this.at(event);
      this.touch(this.last, this.last);
      this.show();
    }

    move(event) {
      const now = this.at(event);
      this.drag(this.last, now);
      this.last = now;
      this.show();
    }

    release() {
      if (!this.pressed) return;
      this.pressed = false;
      this.tell();
    }

    key(event) {
      const way = KEYS[event.key];
      if (way) {
        this.cursor = [
          Math.min(this.across - 0.5, Math.max(0.5, Math.floor(this.cursor[0] + way[0]) + 0.5)),
          Math.min(this.down - 0.5, Math.max(0.5, Math.floor(this.cursor[1] + way[1]) + 0.5))];
      } else if (event.key === " " || event.key === "Enter") {
        this.touch(this.cursor, this.cursor);
        this.tell();
      } else if (event.key === "Delete" || event.key === "Backspace") {
        this.clear();
        this.tell();
      } else return;
      event.preventDefault();
      this.show();
    }

    tell() { this.show(); this.changed(this.text()); }

    show() {
      const size = this.canvas.clientWidth, ratio = devicePixelRatio || 1;
      if (!size) return;
      this.canvas.width = Math.round(size * ratio);
      this.canvas.height = Math.round((size * this.down / this.across) * ratio);
      const pen = this.canvas.getContext("2d");
      const cell = this.canvas.width / this.across;
      const style = getComputedStyle(this.canvas);
      this.paint(pen, cell, (name) => style.getPropertyValue(name).trim() || style.color);
      if (document.activeElement === this.canvas && this.canvas.matches(":focus-visible")) {
        pen.strokeStyle = style.color;
        pen.lineWidth = ratio;
        pen.strokeRect(Math.floor(this.cursor[0]) * cell, Math.floor(this.cursor[1]) * cell, cell, cell);
      }
    }

    words(language) {
      setName(this.canvas, "aria-label", `${this.knob.label[language]}. ${word(HINTS[this.knob.kind], language)}`);
      setText(this.clearButton, word("pad_clear", language));
    }
  }

  class Sketch extends Pad {
    constructor(knob, changed) {
      super(knob, changed);
      this.clear();
      this.tools.append(this.clearButton);
    }

    clear() { this.ink = new Float32Array(this.across * this.down); }

    touch(from, to) { this.drag(from, to); }

    // Ink near the path from one place to another, full within half a cell of it.
    drag([x1, y1], [x2, y2]) {
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      for (let row = 0; row < this.down; row++) {
        for (let column = 0; column < this.across; column++) {
          const x = column + 0.5 - x1, y = row + 0.5 - y1;
          const along = Math.min(length, Math.max(0, (x * (x2 - x1) + y * (y2 - y1)) / length));
          const far = Math.hypot(x - along * (x2 - x1) / length, y - along * (y2 - y1) / length);
          const ink = Math.min(1, Math.max(0, (REACH - far) / (REACH - 0.5)));
          const index = row * this.across + column;
          this.ink[index] = Math.max(this.ink[index], ink);
        }
      }
    }

    text() {
      const digits = Array.from(this.ink, (ink) => Math.round(ink * 9)).join("");
      return /[1-9]/.test(digits) ? digits : "";
    }

    set(text) {
      if (this.pressed || text === this.text()) return;
      this.clear();
      for (let index = 0; index < text.length; index++) this.ink[index] = Number(text[index]) / 9;
      this.show();
    }

    paint(pen, cell, colour) {
      pen.fillStyle = colour("--ink");
      this.ink.forEach((ink, index) => {
        if (!ink) return;
        pen.globalAlpha = ink;
        pen.fillRect((index % this.across) * cell, Math.floor(index / this.across) * cell, cell + 0.5, cell + 0.5);
      });
      pen.globalAlpha = 1;
    }
  }

  class Places extends Pad {
    constructor(knob, changed) {
      super(knob, changed);
      this.kind = 0;
      this.clear();
      this.undoButton = button(() => { this.places.pop(); this.tell(); });
      this.kindButton = button(() => { this.kind = (this.kind + 1) % knob.classes; this.words(this.language); });
      this.tools.append(...(knob.classes > 1 ? [this.kindButton] : []), this.undoButton, this.clearButton);
    }

    clear() { this.places = []; }

    touch([x, y]) {
      if (this.knob.most === 1) this.clear();  // a single place moves
      if (this.places.length >= this.knob.most) return;
      const round = (value) => Math.round(value * 1000) / 1000;
      this.places.push([round(x / this.across), round(1 - y / this.down), this.kind]);
    }

    drag() {}

    text() { return this.places.map((place) => place.join(",")).join(" "); }

    set(text) {
      if (this.pressed || text === this.text()) return;
      this.places = text.split(" ").filter(Boolean).map((place) => place.split(",").map(Number));
      this.show();
    }

    paint(pen, cell, colour) {
      for (const [x, y, kind] of this.places) {
        const [left, top, size] = [x * this.across * cell, (1 - y) * this.down * cell, cell * 0.42];
        pen.fillStyle = colour(kind ? "--accent" : "--ink");
        pen.beginPath();
        if (kind) for (const [dx, dy] of [[0, -1.2], [1.1, 0.8], [-1.1, 0.8]]) pen.lineTo(left + dx * size, top + dy * size);
        else pen.arc(left, top, size, 0, 7);
        pen.fill();
      }
    }

    words(language) {
      super.words(language);
      this.language = language;
      setText(this.undoButton, word("pad_undo", language));
      setText(this.kindButton, `${word("pad_class", language)} ${this.kind ? "▲" : "●"}`);
    }
  }

  Tutor.pad = (knob, changed) => new (knob.kind === "sketch" ? Sketch : Places)(knob, changed);
})();
