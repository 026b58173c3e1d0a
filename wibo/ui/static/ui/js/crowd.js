// The page of who waits for their turn: asks again now and then, and opens once it may. Without it there is a link.
"use strict";

const waiting = document.querySelector("[data-seconds]");

function again(seconds) {
  setTimeout(ask, seconds * 1000);
}

async function ask() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) {
      location.reload();
      return;
    }
    again(Number(answer.headers.get("Retry-After")) || Number(waiting.dataset.seconds));
  } catch {
    again(Number(waiting.dataset.seconds));
  }
}

waiting.hidden = false;
again(Number(waiting.dataset.seconds));
