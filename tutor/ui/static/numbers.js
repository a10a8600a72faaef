// The numbers of a run as a table, on demand: what the picture shows, for who cannot see it or wants it exactly, and what
// they were at the start.
// Their names and how each is written come from the server.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { word, setText, make } = Tutor;
  const EVERY = 500;  // milliseconds between two fillings while it runs: nobody reads faster
  const NONE = "—";  // for what has no end or no sense
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  const grouped = (value, options) => value.toLocaleString("en", options).replace("-", "−");
  const power = (value) => {
    const [digits, exponent] = value.toExponential(2).split("e").map(Number);
    const raised = String(Math.abs(exponent)).replace(/\d/g, (digit) => RAISED[digit]);
    return `${grouped(digits)}\u00a0×\u00a010${exponent < 0 ? "⁻" : ""}${raised}`;
  };
  const short = (value) => {
    const size = Math.abs(value);
    if (size && (size < 1e-4 || size >= 1e7)) return power(value);
    return grouped(value, size < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });
  };
  const percent = (value) => value && Math.abs(value) < 1e-5 ? "< 0.001%" : `${short(100 * value)}%`;
  const WRITTEN = {
    plain: short,
    percent,
    whole: (value) => grouped(Math.round(value)),
    steps: (value, { steps }) => `${grouped(value)}\u00a0/\u00a0${grouped(steps)} (${percent(steps ? value / steps : 0)})`,
  };

  class Numbers {
    constructor() {
      this.summary = make("summary");
      this.title = make("caption");
      this.body = make("tbody");
      [this.startName, this.nowName] = [make("th", { scope: "col" }), make("th", { scope: "col" })];
      const head = make("thead", {}, make("tr", {}, make("td"), this.startName, this.nowName));
      this.element = make("details", { class: "numbers", "aria-live": "off" },
        this.summary, make("table", {}, this.title, head, this.body));
      this.element.addEventListener("toggle", () => this.fill());
      this.begin([]);
    }

    // The table for a new run; `described` are its numbers: key, kind and label.
    begin(described) {
      this.frame = null;
      this.seen = new Set();
      this.rows = described.map((number) => {
        const [name, before, value] = [make("th", { scope: "row" }), make("td"), make("td")];
        return { ...number, name, before, value, row: make("tr", {}, name, before, value) };
      });
      this.body.replaceChildren(...this.rows.map(({ row }) => row));
      this.fill();
    }

    show(frame, important) {
      if (this.frame && frame.step < this.frame.step) this.seen.clear();  // it was restarted, maybe with other settings
      this.frame = frame;
      for (const key of ["step", ...Object.keys(frame.numbers || {})]) this.seen.add(key);
      if (important) this.fill();
      else this.due ||= setTimeout(() => this.fill(), EVERY);
    }

    fill() {
      clearTimeout(this.due);
      this.due = 0;
      const { step, steps, numbers, start } = this.frame || {};
      this.element.hidden = !numbers || !this.rows.length;
      if (this.element.hidden || !this.element.open) return;
      const values = { step, ...numbers };
      const written = (kind, value) => Number.isFinite(value) ? (WRITTEN[kind] || short)(value, { steps }) : NONE;
      for (const { key, kind, before, value, row } of this.rows) {
        row.hidden = !this.seen.has(key) || (key === "step" && step === undefined);
        setText(before, written(kind === "steps" ? "whole" : kind, (start || {})[key]));
        setText(value, written(kind, values[key]));
      }
    }

    words(language, title) {
      setText(this.summary, word("demo_numbers", language));
      setText(this.title, title);
      setText(this.startName, word("demo_numbers_start", language));
      setText(this.nowName, word("demo_numbers_now", language));
      for (const { label, name } of this.rows) setText(name, label[language]);
    }
  }

  Tutor.numbers = () => new Numbers();
})();
