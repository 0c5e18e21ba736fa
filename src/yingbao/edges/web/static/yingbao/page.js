// Comfort only: every page works without this file.
import { initAll } from "../govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// Read aloud is offered only where the machine has a voice for the page's language.
const button = document.querySelector("[data-read-aloud]");
const language = document.documentElement.lang.slice(0, 2);

function voice() {
  return window.speechSynthesis?.getVoices().find((each) => each.lang.toLowerCase().startsWith(language));
}

function offer() {
  if (button) button.hidden = !voice();
}

function readAloud() {
  const start = button.dataset.start ?? (button.dataset.start = button.textContent);
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    button.textContent = start;
    return;
  }
  const words = new SpeechSynthesisUtterance(document.getElementById("content").innerText);
  words.voice = voice();
  words.lang = words.voice.lang;
  words.onend = () => { button.textContent = start; };
  button.textContent = button.dataset.stop;
  speechSynthesis.speak(words);
}

if (button && window.speechSynthesis) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", readAloud);
}
