// The knobs of a demo: for each setting its name, its value and a control. What a value means is decided by the server.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { setText, setName, make } = Tutor;
  const WAYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
  const tidy = (value) => String(Number(Number(value).toPrecision(3)));
  let count = 0;

  // `change` hears a value that stands, `soon` one that may still be moving.
  class Knob {
    constructor(knob, change, soon) {
      Object.assign(this, { knob, change, soon });
      this.name = make("span", { class: "name", id: `knob-${++count}-name` });
      // The control says its value itself: said once more, and with every change, it would only be noise.
      this.output = make("output", { "aria-hidden": "true" });
      const line = make("span", { class: "line" }, this.name, this.output);
      if (knob.kind === "sketch" || knob.kind === "places") {
        this.pad = Tutor.pad(knob, change);
        this.set = (text) => this.pad.set(text);
        this.element = make("div", { class: `knob ${knob.kind}`, role: "group" }, line, this.pad.element);
        setName(this.element, "aria-labelledby", this.name.id);
        return;
      }
      this.input = this.control();
      setName(this.input, "id", `knob-${count}`);
      setName(this.input, "data-key", knob.key);
      setName(this.input, "aria-labelledby", this.name.id);
      // Without `for` it would be the label of the first thing in it that can have one, which is the output.
      this.element = make("label", { class: `knob ${knob.kind}`, for: this.input.id }, line, this.input);
    }

    control() {
      if (this.knob.kind === "choice") return this.choice();
      if (this.knob.kind === "boolean") return this.tick();
      return this.knob.kind === "function" || this.knob.kind === "text" ? this.field() : this.slider();
    }

    choice() {
      const select = make("select", {}, ...this.knob.options.map((option) => make("option", { value: option.value })));
      select.addEventListener("change", () => this.change(select.value));
      this.set = (value) => { select.value = value; };
      return select;
    }

    tick() {
      const tick = make("input", { type: "checkbox" });
      tick.addEventListener("change", () => this.change(tick.checked));
      this.set = (value) => { tick.checked = value; };
      return tick;
    }

    field() {
      const { most } = this.knob;
      const field = make("input", { type: "text", ...(most ? { maxlength: most } : {}), spellcheck: "false", autocomplete: "off", autocapitalize: "off" });
      field.addEventListener("change", () => this.change(field.value));
      this.set = (value) => { if (field !== document.activeElement) field.value = value; };
      return field;
    }

    slider() {
      const { low, high, log, kind, step: wanted } = this.knob;
      const bend = log ? Math.log10 : (value) => value;
      const unbend = log ? (value) => 10 ** value : (value) => value;
      const step = log ? (bend(high) - bend(low)) / 100 : wanted || (high - low) / 100;
      const slider = make("input", { type: "range", min: bend(low), max: bend(high), step: log ? "any" : step });
      const value = () => {
        const exact = Math.min(high, Math.max(low, unbend(Number(slider.value))));
        return kind === "integer" ? Math.round(exact) : Number(exact.toPrecision(2));
      };
      const show = () => {
        this.output.textContent = tidy(value());
        slider.setAttribute("aria-valuetext", tidy(value()));
        slider.style.setProperty("--share", (slider.value - slider.min) / (slider.max - slider.min));
      };
      let held = false;
      slider.addEventListener("input", () => { held = true; show(); this.soon(value()); });
      slider.addEventListener("change", () => { held = false; this.change(value()); });
      if (log) slider.addEventListener("keydown", (event) => {
        const way = WAYS[event.key];
        if (!way) return;
        event.preventDefault();
        const before = value();
        slider.value = Number(slider.value) + way * step * 4;
        if (kind === "integer" && value() === before) slider.value = bend(Math.min(high, Math.max(low, before + way)));
        show();
        this.change(value());
      });
      this.set = (given) => { if (!held) { slider.value = bend(given); show(); } };
      return slider;
    }

    words(language) {
      setText(this.name, this.knob.label[language]);
      if (this.pad) this.pad.words(language);
      if (this.knob.kind === "choice") {
        this.knob.options.forEach((option, index) => setText(this.input.options[index], option.label[language]));
      }
    }
  }

  Tutor.knob = (knob, change, soon) => new Knob(knob, change, soon);
})();
