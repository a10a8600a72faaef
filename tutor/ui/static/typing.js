// The box: Enter, input methods, a draft that survives a reload, and a message that is being edited.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { one, session, store, stored } = Tutor;
  const field = () => one("#box textarea");

  // Enter sends, Shift+Enter breaks the line; an Enter that confirms what an input method offers does neither.
  let composedAt = -1;
  addEventListener("compositionend", (event) => { composedAt = event.timeStamp; }, true);
  addEventListener("keydown", (event) => {
    if (!event.target.closest("#box")) return;
    if (event.key === "Escape" && editing && !event.isComposing) return leave();
    if (event.key !== "Enter") return;
    event.stopImmediatePropagation();
    // Safari ends the composition just before the key that ended it: 229, or within the same moment.
    if (event.isComposing || event.keyCode === 229 || event.timeStamp - composedAt < 20) return;
    if (event.shiftKey) return;
    event.preventDefault();
    one("#send").click();
  }, true);
  for (const kind of ["keypress", "keyup"]) {
    addEventListener(kind, (event) => {
      if (event.key === "Enter" && event.target.closest("#box")) event.stopImmediatePropagation();
    }, true);
  }

  function fill(text) {
    const box = field();
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ---- What stands in the box, and what was sent but not answered yet, is not lost with the page.
  addEventListener("input", (event) => {
    if (event.target.closest("#box")) store(session(), "tutor-draft", event.target.value);
  });
  let waiting = false;
  const drafted = (sent, draft) => {
    waiting = true;
    store(session(), "tutor-sent", sent);
    store(session(), "tutor-draft", draft);
  };
  // Whether something was waiting for an answer; from now on it is not.
  function answered() {
    const before = waiting;
    waiting = false;
    store(session(), "tutor-sent", "");
    return before;
  }
  const unanswered = () => stored(session(), "tutor-sent") || stored(session(), "tutor-draft") || "";

  // ---- Editing the last message: it comes back into the box, and sending puts the new one in its place.
  let editing = false;
  let draft = "";

  function edit(text) {
    draft = editing ? draft : field().value;
    editing = true;
    one("#editing").hidden = false;
    fill(text);
    field().focus();
  }

  function leave() {
    editing = false;
    one("#editing").hidden = true;
    fill(draft);
    field().focus();
  }

  function typed(text) {
    const order = { does: editing ? "edit" : "ask", text: text || "" };
    editing = false;
    one("#editing").hidden = true;
    return order;
  }

  addEventListener("click", (event) => { if (event.target.closest("#editing-cancel")) leave(); });

  // ---- A phone's keyboard covers the foot of the page: the box stays above it. (Zooming in covers nothing.)
  const view = window.visualViewport;
  function rise() {
    const covered = view.scale > 1.01 ? 0 : Math.max(0, innerHeight - view.height - view.offsetTop);
    document.documentElement.style.setProperty("--covered", `${Math.round(covered)}px`);
  }
  if (view) for (const kind of ["resize", "scroll"]) view.addEventListener(kind, rise);
  Object.assign(Tutor, { typed, drafted, answered, unanswered, fill, edit, focusBox: () => field() && field().focus() });
})();
