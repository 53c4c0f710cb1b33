// The sources of an answer: cards beside the conversation, and the reading window with the whole document.

import { announce, badge, call, dialog, el, root, titled } from "./dom.js";
import { followOutline, jump, marksOf } from "./reading.js";

const answers = new Map();

export async function answerOf(id) {
  if (!answers.has(id)) answers.set(id, await call(`api/answers/${id}`));
  return answers.get(id);
}

export async function showSources(id, number) {
  const panel = document.getElementById("fz-sources");
  let answer;
  try {
    answer = await answerOf(id);
  } catch (error) {
    announce(error.message, true);
    return;
  }
  if (number === null && panel.dataset.answer === id) return; // somebody chose one while the answer was coming
  if (panel.dataset.answer !== id) {
    panel.dataset.answer = id;
    panel.replaceChildren(head(answer), ...answer.citations.map((one) => card(answer, one)));
  }
  document.body.classList.add("fz-sources-open");
  for (const one of panel.querySelectorAll(".fz-card")) one.classList.toggle("chosen", one.dataset.n === String(number));
  const chosen = panel.querySelector(`.fz-card[data-n="${number}"]`);
  if (chosen) {
    chosen.scrollIntoView({ block: "nearest" });
    chosen.focus({ preventScroll: true });
  } else if (number !== null) {
    panel.focus({ preventScroll: true });
  }
}

export function hideSources() {
  document.body.classList.remove("fz-sources-open");
}

function head(answer) {
  return el("div", { class: "fz-side-head" },
    el("h2", {}, `出处（${answer.citations.length}）`),
    el("button", { type: "button", class: "fz-close", "aria-label": "关闭出处", onclick: hideSources }, "×"));
}

function card(answer, one) {
  const document_ = one.document;
  // the badge says the status already
  const reason = (one.validity || "").replace(document_.status, "").replace(/^[：（]|）$/g, "");
  return el("article", { class: "fz-card", "data-n": String(one.n), tabindex: "-1", "aria-label": `出处 ${one.n}` },
    el("p", { class: "fz-card-title" },
      el("span", { class: "fz-number" }, String(one.n)),
      el("b", {}, titled(document_.title)), el("span", { class: "fz-pin" }, one.pinpoint.replace(/、$/, ""))),
    el("p", { class: "badges" },
      el("span", { class: "badge kind" }, document_.kind), " ", badge(document_.status), " ",
      el("span", { class: "fz-date" }, document_.date ? `${document_.date} 公布` : "日期不详"), reason.length > 0 && reason.length < 9 ? `　${reason}` : null),
    reason.length > 8 ? el("p", { class: "reason" }, reason) : null,
    one.headings.length ? el("p", { class: "fz-path" }, one.headings.join(" › ")) : null,
    quoted(one),
    el("p", { class: "fz-actions" },
      el("button", { type: "button", class: "fz-read", onclick: () => read(answer, one) }, "在原文中查看")));
}

function quoted(one) {
  const { text, start } = one.passage;
  const from = one.start - start, to = one.end - start;
  const close = (part) => part.replace(/\n\s*\n/g, "\n"); // the card is narrow: no blank lines
  const box = el("blockquote", { class: "fz-passage" }, close(text.slice(0, from)), el("mark", {}, close(text.slice(from, to))), close(text.slice(to)));
  if (text.length > 420) {
    box.classList.add("long");
    const more = el("button", { type: "button", class: "fz-unfold", onclick: () => { box.classList.remove("long"); more.remove(); } }, "展开全条");
    return el("div", {}, box, more);
  }
  return box;
}

function read(answer, one) {
  const here = answer.citations.filter((other) => other.document.id === one.document.id);
  const places = here.map((other) => [other.start, other.end]);
  openDocument(one.document.id, places, [one.start, one.end]);
}

// places: [[start, end], …] to mark; at: the one to show first
export async function openDocument(id, places = [], at = null, pin = "") {
  const query = new URLSearchParams();
  if (places.length) query.set("mark", places.map((place) => place.join("-")).join(","));
  if (pin) query.set("pin", pin);
  await openPage(new URL(`doc/${encodeURIComponent(id)}?${query}`, root), at);
}

let reader = null;

async function openPage(address, at = null) {
  let page;
  try {
    const reply = await fetch(address, { credentials: "same-origin" });
    if (!reply.ok) throw new Error(reply.status === 404 ? "文库中没有这份文献" : "没有打开文献");
    page = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("main");
  } catch (error) {
    announce(error.message, true);
    return;
  }
  const before = reader ? reader.place.querySelector("main") : null;
  if (!reader) reader = window_();
  if (before) reader.back.push(before);
  place(document.adoptNode(page), address, at);
}

function place(main, address, at) {
  reader.place.replaceChildren(main);
  reader.open.href = address.href;
  reader.title.textContent = main.querySelector("h1")?.textContent || "";
  if (window.innerWidth < 760) main.querySelector(".outline details")?.removeAttribute("open");
  reader.backButton.hidden = reader.back.length === 0;
  const marks = marksOf(main);
  const first = at ? marks.findIndex((mark) => mark.places.includes(`${at[0]}-${at[1]}`)) : 0;
  reader.marks = marks;
  go(Math.max(0, first));
  followOutline(reader.place);
}

function go(index) {
  const { marks } = reader;
  reader.hits.hidden = marks.length === 0;
  if (!marks.length) return;
  reader.at = (index + marks.length) % marks.length;
  reader.count.textContent = `第 ${reader.at + 1} 处，共 ${marks.length} 处`;
  jump(reader.place, marks, reader.at);
}

function window_() {
  const made = { back: [], marks: [], at: 0 };
  made.place = el("div", { class: "fz-reader-place" });
  made.count = el("span", { "aria-live": "polite" });
  made.hits = el("span", { class: "fz-hits" },
    el("button", { type: "button", "data-act": "previous-hit", onclick: () => go(reader.at - 1) }, "上一处"),
    made.count,
    el("button", { type: "button", "data-act": "next-hit", onclick: () => go(reader.at + 1) }, "下一处"));
  made.backButton = el("button", { type: "button", hidden: true, onclick: () => {
    const main = reader.back.pop();
    if (main) place(main, new URL(`doc/${main.dataset.document}`, root), null);
  } }, "返回");
  made.title = el("b", { class: "fz-reader-title" });
  made.place.addEventListener("scroll", () => { cancelAnimationFrame(made.frame); made.frame = requestAnimationFrame(() => followOutline(made.place)); }, { passive: true });
  made.open = el("a", { target: "_blank", rel: "noopener" }, "新窗口打开");
  made.box = dialog("原文",
    el("div", { class: "fz-reader-bar" }, made.backButton, made.title, made.hits, made.open,
      el("button", { type: "button", class: "fz-close", "aria-label": "关闭原文", onclick: () => made.box.close() }, "×")),
    made.place);
  made.box.classList.add("fz-reader");
  made.box.addEventListener("close", () => { reader = null; });
  made.place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.hasAttribute("download")) return;
    const target = new URL(link.getAttribute("href"), root);
    if (link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      const found = made.place.querySelector(`[id="${CSS.escape(link.getAttribute("href").slice(1))}"]`);
      if (found) { found.scrollIntoView({ block: "start" }); found.setAttribute("tabindex", "-1"); found.focus({ preventScroll: true }); }
    } else if (target.origin === root.origin && target.pathname.includes("/doc/")) {
      event.preventDefault();
      openPage(target);
    }
  });
  return made;
}
