// A document page: go from mark to mark. Used by the page itself and by the reading window.

export function marksOf(place) {
  // one mark may be split by links inside it; pieces of one number belong together
  const groups = new Map();
  for (const piece of place.querySelectorAll("mark[data-mark]")) {
    const group = groups.get(piece.dataset.mark) || { pieces: [], places: [] };
    group.pieces.push(piece);
    group.places.push(piece.dataset.place);
    groups.set(piece.dataset.mark, group);
  }
  return [...groups.values()];
}

export function jump(place, marks, at) {
  for (const piece of place.querySelectorAll("mark.here")) piece.classList.remove("here");
  for (const piece of marks[at].pieces) piece.classList.add("here");
  const passage = marks[at].pieces[0].closest(".passage, .between");
  for (const other of place.querySelectorAll(".passage.here")) other.classList.remove("here");
  if (passage) passage.classList.add("here");
  marks[at].pieces[0].scrollIntoView({ block: "center" });
}

// The outline shows where the reader is: at the passage that was jumped to while it is in view, else at the last entry
// that stands above the middle of the window.
export function followOutline(place) {
  const nav = place.querySelector(".outline");
  if (!nav) return;
  const border = place.getBoundingClientRect().top + place.clientHeight / 2;
  const parts = [...place.querySelectorAll(".text [id^='at-']")];
  let low = 0, high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle].getBoundingClientRect().top <= border) low = middle + 1;
    else high = middle;
  }
  const here = parts.indexOf(place.querySelector(".passage.here"));
  if (here >= 0) {
    const box = parts[here].getBoundingClientRect(), view = place.getBoundingClientRect();
    if (box.bottom > view.top && box.top < view.bottom) low = here + 1;
  }
  let link = null;
  for (let at = low - 1; at >= 0 && !link; at -= 1) link = nav.querySelector(`a[href="#${parts[at].id}"]`);
  for (const other of nav.querySelectorAll("a[aria-current]")) if (other !== link) other.removeAttribute("aria-current");
  if (!link || link.hasAttribute("aria-current")) return;
  link.setAttribute("aria-current", "location");
  nav.scrollTop += link.getBoundingClientRect().top - nav.getBoundingClientRect().top - nav.clientHeight / 2;
}

const alone = document.querySelector("body > main.reading");
if (alone) {
  const marks = marksOf(alone);
  if (marks.length && !location.hash) jump(alone, marks, 0);
}
