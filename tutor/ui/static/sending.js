// Sending and stopping, and who may scroll. Gradio's events call `send`, `stop`, `idle` and `ordered`, and say with `turned`
// and `carried` what came of a turn and of an order.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { one, all } = Tutor;
  const press = (id) => { const button = one(id); if (button) button.click(); };
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const busy = () => document.body.classList.contains("busy");

  // ---- An order is one object that the server carries out. Those that take time go with the send button.
  let queued = null;
  let sent = null;
  const orders = [];
  let carrying = 0;  // since when one is on its way: the server reads them from one place, and would miss one of two
  let turning = false;  // from a message's sending until what came of it is known
  const PATIENCE = 5000;  // milliseconds after which an order that nothing came of holds up no other
  const PATIENT = new Set(["opinion", "save", "export"]);  // they wait for a turn to end, where others end it
  const patient = [];

  function take(order) {
    queued = order;
    press("#send");
  }

  // A running demo is brought to its end first, so that its last picture stays.
  async function send(typed) {
    const order = queued || Tutor.typed(typed);
    const draft = queued ? typed : "";
    queued = null;
    await finish();
    start(order.does !== "rerun");
    sent = { language: Tutor.choice(), turns: Tutor.talk().history.length, ...order };
    Tutor.drafted(order.text || "", draft || "");
    return [sent, draft || ""];
  }

  function order(wish) {
    if (turning && PATIENT.has(wish.does)) return void patient.push(wish);
    orders.push(wish);
    next();
  }

  function next() {
    if (!orders.length || (carrying && performance.now() - carrying < PATIENCE)) return;
    carrying = performance.now();
    press("#order");
  }

  function carried(news) {
    carrying = 0;
    Tutor.told(news);
    next();
  }

  function turned(news) {
    turning = false;
    Tutor.told(news);
    patient.splice(0).forEach(order);
  }

  async function ordered() {
    await finish();
    return orders.shift();
  }

  function start(follows) {
    document.body.classList.add("busy");
    turning = true;
    one("#heard").replaceChildren();
    clearTimeout(arriving);
    following = follows ? "question" : "";  // a demo that runs again runs where the reader is
    Tutor.paint();
  }

  function idle() {
    document.body.classList.remove("busy");
    arrived();
    Tutor.paint();
  }

  async function stop() {
    await Promise.all(Tutor.bubbles.filter((bubble) => bubble.live).map((bubble) => bubble.post({ stop: true })));
    for (let waited = 0; busy() && waited < 1500; waited += 25) await pause(25);
  }

  async function finish() { if (busy()) await stop(); }

  // ---- After sending, the learner's message goes to the top once; a conversation taken up again is shown from its
  // end. From then on the page never scrolls by itself, and not even then where the reader scrolls meanwhile.
  let following = "";
  let arriving = 0;

  function arrived() {
    clearTimeout(arriving);
    arriving = setTimeout(() => { following = ""; }, 300);
  }

  function follow() {
    if (!following) return;
    const last = all(following === "end" ? "#chat .message-row" : "#chat .user-row").pop();
    if (last) last.scrollIntoView({ block: following === "end" ? "center" : "start", behavior: "instant" });
  }

  function showEnd() {
    following = "end";
    follow();
    arrived();
  }
  for (const kind of ["wheel", "touchmove", "pointerdown"]) {
    addEventListener(kind, () => { following = ""; }, { passive: true, capture: true });
  }
  Tutor.painters.push(follow);

  addEventListener("click", (event) => {
    if (event.target.closest("#send") && !queued && !one("#box textarea").value.trim()) {
      event.stopImmediatePropagation();  // nothing was typed, and a running demo need not end for that
      return Tutor.focusBox();
    }
    const chip = event.target.closest("[data-send]");
    if (chip) ask(chip.textContent);
    const topic = event.target.closest("[data-ask]");
    if (topic) ask(topic.dataset.ask);
    const option = event.target.closest("#chat .option");
    if (option) {
      event.stopImmediatePropagation();
      ask(option.textContent.trim());
    }
  }, true);

  const ask = (text) => take({ does: "ask", text });
  Object.assign(Tutor, { send, stop, idle, ordered, turned, carried, order, take, ask, arrived, showEnd, busy, sent: () => sent,
    runAgain: (run, changes) => take({ does: "rerun", run, changes }) });
})();
