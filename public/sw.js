// The portal's service worker: shows what is pushed, and opens the portal where it is pressed. It keeps no page, and no
// request goes through it.

self.addEventListener('push', (event) => {
  const { title, body, path } = event.data.json();
  const shown = { body, lang: 'vi', icon: '/bieu-tuong-192.png', tag: path, data: { path } };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

/** In a window that shows this very page already, or in a new one: what is being typed elsewhere stays. */
async function open(path) {
  const { href, origin } = new URL(path, self.location.origin);
  if (origin !== self.location.origin) return;
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find(({ url }) => url === href);
  await (there ? there.focus() : self.clients.openWindow(href));
}
