// Shows the signs that hold what is typed, while it is typed. Without it, the button beside the box does the same.
"use strict";
(() => {
  const box = document.getElementById("q");
  const none = document.getElementById("none");
  const others = document.getElementById("others");
  if (!box || !none) return;

  // Small letters without the marks on them, as people type them in a hurry.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const signs = [...document.querySelectorAll("[data-sign]")].map((row) => ({
    row,
    tick: row.querySelector("input"),
    text: plain(row.textContent),
  }));

  const show = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    let found = false;
    for (const { row, tick, text } of signs) {
      const fits = words.every((word) => text.includes(word));
      found ||= fits;
      row.hidden = !fits && !tick.checked;
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-sign]:not([hidden])");
    }
    none.hidden = found;
    if (others && words.length) others.open = true;
  };

  box.addEventListener("input", show);
})();
