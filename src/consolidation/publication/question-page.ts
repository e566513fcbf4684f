import type { Question } from '../../platform/page/confirm-page.js';
import { formatNumber } from '../../platform/text/format.js';
import type { Actor } from '../../platform/actor.js';
import { publicationOf } from '../addresses.js';
import type { Consolidation } from '../finders.js';
import type { PublicContent } from './public-content.js';

/** Asks before results become public: what anybody will read, and what of it can still be changed. */
export function publicationQuestion(
  open: Consolidation<Actor>,
  content: PublicContent,
  isPublic: boolean,
): Question {
  const { year } = open.period;
  const title = `${isPublic ? 'Công bố lại' : 'Công bố'} kết quả năm ${year}?`;
  const place = { text: `Công bố kết quả năm ${year}`, href: publicationOf(year) };
  return {
    title,
    nav: 'consolidation',
    crumbs: [place, { text: 'Xác nhận' }],
    follows: [
      `Ai cũng đọc được ở trang Kết quả nêu gương năm ${year}, không cần đăng nhập: ${partsOf(content)}.`,
      namesIn(content),
      ...deedsWithoutName(content),
      ...(isPublic ? ['Nội dung này thay nội dung đang công khai.'] : []),
      ...(open.frozen
        ? []
        : [
            `Chưa ghi việc gửi báo cáo năm ${year}: số liệu gửi đi có thể còn thay đổi, trang công khai không tự đổi theo.`,
          ]),
      'Sau khi công bố chỉ có thể công bố lại hoặc rút; bản người khác đã đọc, đã tải thì không lấy lại được.',
    ],
    submit: isPublic ? 'Công bố lại' : 'Công bố',
  };
}

/** "lời giới thiệu, 12 chỉ tiêu, 2 gương điển hình" */
function partsOf({ introduction, sections, works, examples }: PublicContent): string {
  const counts: [of: readonly unknown[], words: string][] = [
    [sections.flatMap(({ figures }) => figures), 'chỉ tiêu'],
    [works.flatMap(({ texts }) => texts), 'đoạn về việc đã làm'],
    [examples, 'gương điển hình'],
  ];
  const parts = counts.flatMap(([of, words]) =>
    of.length > 0 ? [`${formatNumber(of.length)} ${words}`] : [],
  );
  return [...(introduction ? ['lời giới thiệu'] : []), ...parts].join(', ');
}

/** Their names are left out; what else their deeds say of them only a reader sees. */
function deedsWithoutName({ examples }: PublicContent): string[] {
  const told = examples.filter(({ name, isCollective }) => name === '' && !isCollective).length;
  if (told === 0) return [];
  return [
    `${formatNumber(told)} gương cá nhân được kể mà không nêu tên: hãy xem lời kể có còn nhận ra người đó không.`,
  ];
}

function namesIn({ examples }: PublicContent): string {
  const named = examples.filter(({ name }) => name !== '').map(({ name }) => name);
  return named.length > 0 ? `Được nêu tên: ${named.join('; ')}.` : 'Không nêu tên người hay tập thể nào.';
}
