/** The button by which this browser is told of reminders. Where it cannot be, the page says what else there is. */
export function offerDevice(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-push-key]');
  if (!form || !('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return;
  form.hidden = false;
  document.querySelector('[data-push-unable]')?.remove();
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const status = form.querySelector('[role=status]')!;
    status.textContent = 'Đang bật…';
    addTo(form).catch(() => {
      status.textContent =
        Notification.permission === 'granted'
          ? 'Chưa bật được: trình duyệt không nối được với dịch vụ báo của nó. Hãy thử lại sau ít phút.'
          : 'Trình duyệt chưa cho cổng hiện thông báo. Hãy mở cài đặt của trang này trong trình duyệt, cho phép Thông báo, rồi bấm lại.';
    });
  });
}

async function addTo(form: HTMLFormElement): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new Error('not permitted');
  await navigator.serviceWorker.register('/sw.js');
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(form.dataset['pushKey'] ?? '') };
  const made = await pushManager.subscribe(options).catch(async (error: unknown) => {
    // What is there may be for a key that the portal no longer has.
    if (!(await (await pushManager.getSubscription())?.unsubscribe())) throw error;
    return pushManager.subscribe(options);
  });
  const { endpoint = '', keys = {} } = made.toJSON();
  for (const [name, value] of Object.entries({ endpoint, p256dh: keys['p256dh'], auth: keys['auth'] }))
    form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value ?? '';
  form.submit();
}

/** Of base64url. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}

/** Whether this browser may be told of somebody's reminders: only then it has the portal's service worker. */
export function isDevice(): boolean {
  return 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
}

/** Ends that, for whoever signs out with `form`; never longer than a moment, and whatever fails, the signing out goes on. */
export async function endDevice(form: HTMLFormElement): Promise<void> {
  try {
    const subscription = await (
      await navigator.serviceWorker.getRegistration()
    )?.pushManager.getSubscription();
    if (!subscription) return;
    const token = new FormData(form).get('_csrf') as string;
    const body = new URLSearchParams({ _csrf: token, endpoint: subscription.endpoint });
    const signal = AbortSignal.timeout(3000);
    await fetch('/tai-khoan/thong-bao-day/bo', { method: 'POST', body, redirect: 'manual', signal });
    await subscription.unsubscribe();
  } catch {
    // The push service will say that the browser is gone, or the person takes it off the list.
  }
}
