// The service worker of a site: after the first visit every page is there without a network.
const OURS = `alliance ${registration.scope} `;
const NAME = OURS + "DIGEST";
const FILES = "FILES";

addEventListener("install", (event) => {
  // What the page has fetched already comes from the browser's own memory.
  const wanted = FILES.map((name) => new Request(new URL(name, registration.scope), { cache: "force-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(OURS) && name !== NAME;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  const kept = caches.open(NAME).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(kept.then((found) => found ?? fetch(event.request)));
});
