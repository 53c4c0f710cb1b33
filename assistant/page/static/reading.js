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

const alone = document.querySelector("body > main.reading");
if (alone) {
  const marks = marksOf(alone);
  if (marks.length && !location.hash) jump(alone, marks, 0);
}
