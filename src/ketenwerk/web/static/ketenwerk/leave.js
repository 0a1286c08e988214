// Makes leaving a page faster where JavaScript runs. Without it, every one of these is a plain link.
"use strict";
(() => {
  const WITHIN = 5000; // milliseconds for three times Shift
  const button = document.getElementById("leave");
  if (!button) return;

  const voice = document.createElement("div");
  voice.setAttribute("aria-live", "assertive");
  voice.className = "visually-hidden";
  document.body.append(voice);
  const say = (text) => {
    voice.textContent = text;
  };

  const leave = () => {
    say(button.dataset.left);
    const cover = document.createElement("div");
    cover.className = "leaving";
    document.body.append(cover);
    document.title = "\u00a0";
    location.replace(button.href);
  };

  for (const link of document.querySelectorAll("[data-leave]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }

  let presses = 0;
  let timer = 0;
  let wasCapital = false; // Shift that made a capital or a mark is not a press of its own
  const stop = () => {
    presses = 0;
    clearTimeout(timer);
  };

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || wasCapital) {
      wasCapital = event.key !== "Shift" && event.shiftKey;
      stop();
      return;
    }
    presses += 1;
    clearTimeout(timer);
    if (presses === 3) {
      stop();
      leave();
      return;
    }
    say(presses === 1 ? button.dataset.twoMore : button.dataset.oneMore);
    timer = setTimeout(() => {
      stop();
      say(button.dataset.stopped);
    }, WITHIN);
  });

  // Back from the other page out of the browser's memory: show the page again, without the cover.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
