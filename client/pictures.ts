/** The longest side in pixels: an A4 page of 12 point type stays legible, in some 300 kB. */
const LONGEST = 2000;
const QUALITY = 0.82;

/**
 * Pictures of a paper are made smaller and turned upright before they are sent, and sent as soon as they are chosen. What
 * the browser cannot read goes as it is: the server says what it thinks of it.
 */
export function sendPictures(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-pictures]')) {
    say(form, 'Chụp hoặc chọn xong, cổng gửi ngay.');
    form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') void send(form, target);
    });
  }
}

async function send(form: HTMLFormElement, input: HTMLInputElement): Promise<void> {
  const files = [...(input.files ?? [])];
  if (files.length === 0) return;
  const smaller = new DataTransfer();
  for (const [at, file] of files.entries()) {
    say(form, `Đang chuẩn bị ảnh ${at + 1}/${files.length}…`);
    smaller.items.add(await upright(file));
  }
  input.files = smaller.files;
  if (!navigator.onLine)
    return say(form, 'Không có mạng. Khi có mạng trở lại, hãy bấm nút gửi; đừng đóng trang này.');
  say(form, 'Đang gửi…');
  form.requestSubmit();
}

/** Drawn anew, a picture is upright, and says neither where nor with what it was taken. */
async function upright(file: File): Promise<File> {
  if (!file.type.startsWith('image/')) return file;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext('2d');
  if (!drawing) return file;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`;
  return drawn ? new File([drawn], name, { type: 'image/jpeg' }) : file;
}

function say(form: HTMLFormElement, words: string): void {
  form.querySelector('[data-pictures-state]')?.replaceChildren(words);
}
