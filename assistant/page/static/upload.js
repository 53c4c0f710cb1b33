// Adding documents: pick or drop files and folders, send them in parts, show what becomes of each. Three thousand files
// must not make three thousand lines: counts, what was refused, the latest; the whole list can be saved.

import { announce, call, el, titled } from "./dom.js";

const FILES_AT_ONCE = 20, BYTES_AT_ONCE = 40 * 2 ** 20, LATEST = 8, SAVED_FROM = 12;
const WORDS = ["新加入", "已替换", "已在库中", "未收", "处理中", "等待"];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function dropPlace({ kinds, changed }) {
  const bar = el("progress", { hidden: true, "aria-label": "入库进度" });
  const summary = el("p", { class: "fz-progress", role: "status" });
  const bad = el("ul", { class: "fz-results fz-refused", "aria-label": "未收的文件" });
  const latest = el("ul", { class: "fz-results", "aria-label": "最近的结果" });
  const save = el("button", { type: "button", hidden: true, onclick: () => saveTable(state.items) }, "保存结果表");
  const kind = el("select", { "aria-label": "加入时的种类" }, kinds);
  let state = fresh(0);

  function fresh(total) {
    return { total, sent: 0, sending: false, items: [], turn: 0, job: null, counts: {}, loaded: 0 };
  }

  async function add(files, replaces = "") {
    if (!files.length) return;
    if (state.sending) {
      announce("上一批文件还在上传，请等它传完", true);
      return;
    }
    state = fresh(files.length);
    const mine = state;
    mine.sending = true;
    bad.replaceChildren();
    latest.replaceChildren();
    show();
    window.addEventListener("beforeunload", stay);
    let following = null;
    for (const part of parts(files)) {
      try {
        await send(mine, part, replaces);
        following = following || follow(mine);
      } catch (error) {
        part.forEach((file) => refuse(file.fazhiName || file.name, error.message));
        mine.total -= part.length;
      }
      mine.sent += part.length;
      show();
    }
    mine.sending = false;
    window.removeEventListener("beforeunload", stay);
    await following;
    show();
    changed();
  }

  async function send(mine, part, replaces) {
    for (let tries = 0; ; tries += 1) {
      const form = new FormData();
      for (const file of part) form.append("files", file, file.fazhiName || file.webkitRelativePath || file.name);
      if (kind.value) form.append("kind", kind.value);
      if (replaces) form.append("replaces", replaces);
      if (mine.job) form.append("job", mine.job);
      try {
        mine.job = (await call("api/documents", { method: "POST", body: form })).id;
        return;
      } catch (error) {
        if (error.code !== "BUSY" || tries > 600) throw error;
        await pause(2000); // too many wait already: the rest is sent when there is room
      }
    }
  }

  // Ends when everything has been sent and every file has its result.
  async function follow(mine) {
    for (let wait = 300; ; wait = Math.min(2000, wait * 1.3)) {
      let found = null;
      try {
        found = await call(`api/jobs/${mine.job}?since=${mine.turn}`);
      } catch (error) {
        if (error.code === "NOT_FOUND") { summary.textContent = error.message; return; }
      }
      if (found && mine === state) {
        for (const item of found.items) mine.items[item.n] = item;
        mine.counts = found.counts;
        mine.turn = found.turn;
        mine.finished = found.finished;
        list(found.items);
        show();
        if (found.finished !== mine.loaded && (found.done || Date.now() - (mine.at || 0) > 3000)) {
          mine.loaded = found.finished;
          mine.at = Date.now();
          changed();
        }
      }
      if (mine !== state || (found && found.done && !mine.sending)) return;
      await pause(wait);
    }
  }

  function list(items) {
    for (const item of items) {
      if (item.state === "未收") refuse(item.name, item.reason);
      else if (item.state !== "等待" && item.state !== "处理中") {
        latest.prepend(el("li", {}, `${item.state}　${item.title ? titled(item.title) : item.name}　${item.reason}`));
      }
    }
    while (latest.children.length > LATEST) latest.lastChild.remove();
  }

  function refuse(name, reason) {
    bad.append(el("li", { class: "bad" }, `未收　${name}　${reason}`));
  }

  function show() {
    const { total, sent, finished = 0, counts, items } = state;
    const parts = WORDS.filter((word) => counts[word]).map((word) => `${word} ${counts[word]}`);
    if (state.sending && sent < total) parts.push(`已上传 ${sent}`);
    bar.hidden = finished >= total;
    bar.max = Math.max(1, total);
    bar.value = finished;
    summary.textContent = total ? `共 ${total} 个文件：${parts.join("，") || "正在上传"}${finished >= total && !state.sending ? "。全部处理完毕" : ""}` : "";
    save.hidden = items.length < SAVED_FROM;
  }

  // After a reload the page finds what is still being added.
  async function resume() {
    const { jobs } = await call("api/jobs").catch(() => ({ jobs: [] }));
    const under = jobs.find((job) => !job.done);
    if (!under || state.job) return;
    state = { ...fresh(under.total), job: under.id };
    await follow(state);
  }

  const chosen = (event) => { add([...event.target.files]); event.target.value = ""; };
  const pick = el("input", { type: "file", multiple: true, class: "fz-offscreen", id: "fz-pick", accept: ".docx,.pdf,.html,.htm,.md,.txt,.ofd,.doc,.wps", onchange: chosen });
  const folder = el("input", { type: "file", webkitdirectory: "", multiple: true, class: "fz-offscreen", id: "fz-pick-folder", onchange: chosen });
  const place = el("div", { class: "fz-drop" },
    el("p", { class: "fz-bar" }, el("span", {}, "把文件或文件夹拖到这里，或"), el("label", { for: "fz-pick", class: "button" }, "选择文件"), pick,
      el("label", { for: "fz-pick-folder", class: "button" }, "选择文件夹"), folder, kind),
    el("p", { class: "fz-hint" }, "docx、pdf（有文字层）、html、md、txt、ofd，可一次几千个；在后台入库，期间照常提问。"), bar, summary, bad, latest, save);
  for (const name of ["dragenter", "dragover"]) place.addEventListener(name, (event) => { event.preventDefault(); place.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) place.addEventListener(name, () => place.classList.remove("over"));
  place.addEventListener("drop", async (event) => { event.preventDefault(); add(await dropped(event.dataTransfer)); });
  resume();
  return { place, add };
}

function stay(event) {
  event.preventDefault();
  event.returnValue = "文件还没有传完";
}

// Parts small enough for one request.
function* parts(files) {
  let part = [], bytes = 0;
  for (const file of files) {
    if (part.length && (part.length === FILES_AT_ONCE || bytes + file.size > BYTES_AT_ONCE)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(file);
    bytes += file.size;
  }
  if (part.length) yield part;
}

// The files of a drop, those in dropped folders too; each keeps its path as `fazhiName`.
async function dropped(transfer) {
  const entries = [...(transfer.items || [])].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry, found) {
  if (entry.name.startsWith(".")) return;
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    file.fazhiName = entry.fullPath.replace(/^\//, "");
    found.push(file);
    return;
  }
  const reader = entry.createReader();
  for (;;) { // a reader gives a hundred entries at a time
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    for (const one of some) await walk(one, found);
  }
}

// For a spreadsheet; a cell must never be taken for a formula.
function saveTable(items) {
  const cell = (text) => `"${String(text || "").replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;
  const lines = [["文件", "结果", "题名", "编号", "说明"], ...items.map((one) => [one.name, one.state, one.title, one.id, one.reason])];
  const blob = new Blob(["\ufeff", lines.map((line) => line.map(cell).join(",")).join("\r\n")], { type: "text/csv" });
  const link = el("a", { href: URL.createObjectURL(blob), download: "入库结果.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
