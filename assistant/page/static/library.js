// The library page: list, add by drag and drop, look at, correct, replace, remove.

import { announce, badge, call, confirmed, dialog, el, root, titled } from "./dom.js";
import { dropPlace } from "./upload.js";

const KINDS = ["宪法", "法律", "行政法规", "监察法规", "部门规章", "地方性法规", "地方政府规章", "司法解释", "规范性文件", "党内法规", "讲话", "案例", "示范文本", "其他"];
const STATUSES = ["现行有效", "尚未生效", "已修改", "已废止", "未核实"];
const PAGE = 50;

const options = (words, first) => [el("option", { value: "" }, first), ...words.map((word) => el("option", { value: word }, word))];

export async function fillLibrary(pane, { openDocument }) {
  const session = await call("api/session").catch(() => ({ role: "读者" }));
  const may = session.role !== "读者";
  const state = { q: "", kind: "", status: "", order: "title", descending: false, offset: 0 };

  const counts = el("p", { class: "fz-counts" });
  const rows = el("tbody");
  const pager = el("p", { class: "fz-pager" });
  const search = el("input", { type: "search", placeholder: "题名、机关、文号", "aria-label": "查找文献", oninput: () => { clearTimeout(search.timer); search.timer = setTimeout(() => change({ q: search.value }), 200); } });
  const kind = el("select", { "aria-label": "种类", onchange: () => change({ kind: kind.value }) }, options(KINDS, "全部种类"));
  const status = el("select", { "aria-label": "效力", onchange: () => change({ status: status.value }) }, options(STATUSES, "全部效力"));

  const heads = {};
  const head = (key, word) => {
    const made = el("th", { scope: "col" }, key
      ? el("button", { type: "button", class: "fz-sort", onclick: () => change({ order: key, descending: state.order === key && !state.descending }) }, word)
      : word);
    if (key) heads[key] = made;
    return made;
  };
  const table = el("table", { class: "fz-table" },
    el("thead", {}, el("tr", {}, head("title", "题名"), head("kind", "种类"), head("", "效力"), head("date", "日期"), head("", "操作"))), rows);

  function change(values) {
    Object.assign(state, { offset: 0 }, values);
    load();
  }

  // The latest call counts, whichever reply comes last.
  async function load() {
    const turn = (load.turn = (load.turn || 0) + 1);
    pane.setAttribute("aria-busy", "true");
    const query = new URLSearchParams({ q: state.q, order: state.order, descending: state.descending, offset: state.offset, limit: PAGE });
    if (state.kind) query.set("kind", state.kind);
    if (state.status) query.set("status", state.status);
    let found, all;
    try {
      [found, all] = await Promise.all([call(`api/documents?${query}`), call("api/status")]);
    } catch (error) {
      announce(error.message, true);
    }
    if (turn !== load.turn) return;
    pane.removeAttribute("aria-busy");
    if (!found) return;
    counts.textContent = `共 ${all.documents} 篇、${all.passages} 个片段　` + Object.entries(all.kinds).map(([word, n]) => `${word} ${n}`).join("，");
    for (const [key, made] of Object.entries(heads)) made.setAttribute("aria-sort", key !== state.order ? "none" : state.descending ? "descending" : "ascending");
    rows.replaceChildren(...found.documents.map(row));
    if (!found.documents.length) rows.append(el("tr", {}, el("td", { colspan: "5" }, all.documents ? "没有符合条件的文献。" : "文库还是空的，请加入文献。")));
    const last = Math.min(state.offset + PAGE, found.total);
    pager.replaceChildren(
      el("button", { type: "button", disabled: state.offset === 0, onclick: () => { state.offset -= PAGE; load(); } }, "上一页"),
      ` ${found.total ? state.offset + 1 : 0}–${last}，共 ${found.total} 篇 `,
      el("button", { type: "button", disabled: last >= found.total, onclick: () => { state.offset += PAGE; load(); } }, "下一页"));
  }

  function row(one) {
    return el("tr", { "data-id": one.id },
      el("td", { "data-label": "题名" }, el("button", { type: "button", class: "fz-title", onclick: () => openDocument(one.id) }, one.title)),
      el("td", { "data-label": "种类" }, one.kind), el("td", { "data-label": "效力" }, badge(one.status)), el("td", { "data-label": "日期" }, one.date || "—"),
      el("td", { "data-label": "操作", class: "fz-row-acts" },
        el("button", { type: "button", "aria-label": `详情：${one.title}`, onclick: () => details(one) }, "详情"),
        may && el("button", { type: "button", "aria-label": `替换：${one.title}`, onclick: () => replace(one) }, "替换"),
        may && el("button", { type: "button", class: "danger", "aria-label": `删除：${one.title}`, onclick: () => remove(one) }, "删除")));
  }

  async function remove(one) {
    if (!(await confirmed(`确定从文库删除${titled(one.title)}吗？删除后不再检索到它。`, "删除"))) return;
    try {
      await call(`api/documents/${one.id}`, { method: "DELETE" });
      announce(`已删除${titled(one.title)}`);
    } catch (error) {
      announce(error.message, true);
    }
    load();
  }

  function replace(one) {
    const pick = el("input", { type: "file", onchange: () => drop.add([...pick.files], one.id) });
    pick.click();
  }

  async function details(one) {
    const report = await call(`api/documents/${one.id}/report`).catch(() => null);
    const { versions } = await call(`api/documents/${one.id}`).catch(() => ({ versions: [] }));
    const facts = [["编号", one.id], ["来源", one.source], ["格式", one.format], ["制定机关", one.issuer], ["地区", one.region], ["文号", one.number], ["公布", one.adopted], ["施行", one.effective]];
    if (report) {
      const parts = [["编", report.parts], ["章", report.chapters], ["节", report.sections], ["条", report.articles], ["点", report.points], ["片段", report.passages]];
      facts.push(["识别", parts.filter(([, n]) => n).map(([word, n]) => `${n} ${word}`).join("，") || "无结构"]);
      if (report.missing.length) facts.push(["缺号", report.missing.join("、")]);
      if (report.duplicate.length) facts.push(["重号", report.duplicate.join("、")]);
      for (const note of report.notes) facts.push(["提示", note.message]);
    }
    const made = dialog("文献详情", el("h2", {}, one.title),
      el("dl", { class: "fz-facts" }, facts.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]).flat()),
      versions.length > 1 && comparison(one, versions),
      may && correction(one, () => { made.close(); load(); }),
      el("div", { class: "buttons" }, el("a", { class: "button", href: new URL(`api/documents/${one.id}/original`, root).href, download: true }, "下载原文件"),
        el("button", { type: "button", onclick: () => made.close() }, "关闭")));
  }

  function comparison(one, versions) {
    const other = el("select", { "aria-label": "另一版本" }, versions.filter((v) => v.id !== one.id).map((v) => el("option", { value: v.id }, `${v.date || "日期不详"}　${v.status}`)));
    const list = el("ol", { class: "fz-changes", "aria-live": "polite" });
    const run = async () => {
      try {
        const dates = Object.fromEntries(versions.map((v) => [v.id, v.date || ""]));
        const [old, now] = dates[other.value] <= (one.date || "") ? [other.value, one.id] : [one.id, other.value];
        const { changes } = await call(`api/documents/${old}/diff/${now}`);
        const changed = changes.filter((change) => change.kind !== "未变");
        list.replaceChildren(...(changed.length ? changed : [{ kind: "未变", old: "", new: "", edits: [] }]).map((change) => el("li", {},
          el("b", {}, `${change.kind}　${[...new Set([change.old, change.new].filter(Boolean))].join(" → ")}`), " ",
          change.edits.length ? change.edits.map((edit) => edit.kind === "same" ? edit.new : [edit.old ? el("del", {}, edit.old) : null, edit.new ? el("ins", {}, edit.new) : null]).flat().filter(Boolean)
            : change.kind === "新增" ? el("ins", {}, change.new_text) : change.kind === "删除" ? el("del", {}, change.old_text) : "")));
      } catch (error) {
        announce(error.message, true);
      }
    };
    return el("div", { class: "fz-compare" }, el("p", {}, `库中有 ${versions.length} 个版本，与 `, other, " ", el("button", { type: "button", onclick: run }, "逐条比较")), list);
  }

  function correction(one, done) {
    const newKind = el("select", { "aria-label": "种类" }, options(KINDS, "种类不变"));
    const newStatus = el("select", { "aria-label": "效力" }, options(STATUSES, "效力不变"));
    const adopted = el("input", { type: "date", "aria-label": "公布日期", value: one.adopted || "" });
    const effective = el("input", { type: "date", "aria-label": "施行日期", value: one.effective || "" });
    const save = async () => {
      const body = {};
      if (newKind.value) body.kind = newKind.value;
      if (newStatus.value) body.status = newStatus.value;
      if (adopted.value && adopted.value !== one.adopted) body.adopted = adopted.value;
      if (effective.value && effective.value !== one.effective) body.effective = effective.value;
      try {
        await call(`api/documents/${one.id}`, { method: "PATCH", body });
        announce("已更正");
        done();
      } catch (error) {
        announce(error.message, true);
      }
    };
    return el("fieldset", { class: "fz-correct" }, el("legend", {}, "更正"), el("label", {}, "种类", newKind), el("label", {}, "效力", newStatus),
      el("label", {}, "公布", adopted), el("label", {}, "施行", effective), el("button", { type: "button", onclick: save }, "保存"));
  }

  const drop = may ? dropPlace({ kinds: options(KINDS, "种类自动识别"), changed: load }) : null;

  pane.replaceChildren(el("h2", {}, "文库"), counts, drop && drop.place,
    el("div", { class: "fz-bar" }, search, kind, status), el("div", { class: "fz-scroll", tabindex: "0", role: "region", "aria-label": "文献列表" }, table), pager);
  await load();
}
