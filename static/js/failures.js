// A request that failed says so in words; the words stand in the page, already translated.
const box = () => document.getElementById("messages");

function say(id) {
  const words = document.getElementById(id)?.content.cloneNode(true);
  if (words) box()?.replaceChildren(words);
  box()?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:sendError", () => say("failure-network"));
document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status === 403 ? "failure-rights" : "failure-server"));
