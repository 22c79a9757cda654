// The service worker of a site: after the first visit every page is there without a network.
const OURS = `alliance ${registration.scope} `;
const NAME = OURS + "DIGEST";
const FILES = "FILES";

addEventListener("install", (event) => {
  // The server is asked of each file whether the browser's own copy is still the newest.
  const wanted = FILES.map((name) => new Request(new URL(name, registration.scope), { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(OURS) && name !== NAME;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  const kept = (asked) => caches.open(NAME).then((cache) => cache.match(asked, { ignoreSearch: true }));
  // Without a network, too, an address that leads nowhere says so.
  const lost = async (fault) => (mode === "navigate" && (await kept(new URL("404.html", registration.scope)))) || Promise.reject(fault);
  event.respondWith(kept(event.request).then((found) => found ?? fetch(event.request).catch(lost)));
});
