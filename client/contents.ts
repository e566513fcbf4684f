/** How far from the top of the window a heading is taken for the one that is being read, in px. */
const READING_LINE = 140;

/** Marks in the contents what is being read. */
export function followReader(): void {
  const contents = document.querySelector<HTMLElement>('nav.contents');
  const places = [...(contents?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])].flatMap(
    (link) => {
      const target = document.getElementById(link.hash.slice(1));
      return target ? [{ link, target }] : [];
    },
  );
  if (!contents || places.length === 0) return;

  let isWaiting = false;
  const mark = () => {
    isWaiting = false;
    const read = places.filter(({ target }) => target.getBoundingClientRect().top <= READING_LINE).at(-1);
    for (const { link } of places)
      if (link === read?.link) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    if (read) contents.scrollTop = read.link.offsetTop - contents.clientHeight / 2;
  };
  const markSoon = () => {
    if (!isWaiting) requestAnimationFrame(mark);
    isWaiting = true;
  };
  addEventListener('scroll', markSoon, { passive: true });
  addEventListener('resize', markSoon, { passive: true });
  mark();
}
