// Makes elements and talks to the server. Text only ever becomes text: nothing here writes HTML from data.

export const root = new URL("../", import.meta.url);

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// A title in 《》, those inside it turned into 〈〉, as documents.names.quoted does.
export function titled(title) {
  const bare = title.startsWith("《") && title.indexOf("》") === title.length - 1 ? title.slice(1, -1) : title;
  return `《${bare.replace(/《/g, "〈").replace(/》/g, "〉")}》`;
}

export async function call(path, options = {}) {
  const headers = { "X-Fazhi-Request": "1", Accept: "application/json" };
  let body = options.body;
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let reply;
  try {
    reply = await fetch(new URL(path, root), { method: options.method || "GET", headers, body, credentials: "same-origin" });
  } catch (error) {
    throw new Error("连不上服务，请检查网络或稍后再试");
  }
  if (reply.status === 401) {
    location.href = new URL("login", root).href;
  }
  const value = await reply.json().catch(() => ({}));
  if (!reply.ok) {
    const error = new Error([value.message || "没有完成", value.next_step].filter(Boolean).join("　"));
    error.code = value.code;
    throw error;
  }
  return value;
}

let live;
export function announce(text, bad = false) {
  live = live || el("div", { class: "fz-toast", role: "status", "aria-live": "polite" });
  const place = document.querySelector("dialog[open]") || document.body; // an open dialog lies above everything else
  if (live.parentNode !== place) place.append(live);
  live.textContent = text;
  live.classList.toggle("bad", bad);
  live.classList.add("shown");
  clearTimeout(live.timer);
  live.timer = setTimeout(() => live.classList.remove("shown"), bad ? 6000 : 2500);
}

// Works without a secure context too: on plain HTTP navigator.clipboard does not exist.
export async function copy(text) {
  try {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch (error) {
    // fall through to the old way
  }
  const area = el("textarea", { class: "fz-offscreen", "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

export function badge(status) {
  return el("span", { class: "badge status", "data-status": status }, status);
}

export function dialog(label, ...children) {
  const made = el("dialog", { class: "fz-dialog", "aria-label": label }, ...children);
  made.addEventListener("close", () => made.remove());
  made.addEventListener("click", (event) => event.target === made && made.close());
  document.body.append(made);
  made.showModal();
  return made;
}

export function confirmed(question, word) {
  return new Promise((resolve) => {
    let said = false;
    const made = dialog(
      "请确认",
      el("p", {}, question),
      el("div", { class: "buttons" },
        el("button", { type: "button", class: "danger", onclick: () => { said = true; made.close(); } }, word),
        el("button", { type: "button", autofocus: true, onclick: () => made.close() }, "取消")),
    );
    made.addEventListener("close", () => resolve(said));
  });
}
