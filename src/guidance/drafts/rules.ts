import { isDeepStrictEqual } from 'node:util';
import { type GuidanceContent } from '../content.js';
import { placesOf } from '../places.js';
import { audiencePages, obligations } from '../rules.js';
import { audiences } from '../../form/audiences.js';
import { GUIDANCE_ADMIN } from '../addresses.js';

/** What stands in the way of publishing, and the page where it is mended; '' where there is none. */
export interface Problem {
  readonly message: string;
  readonly href: string;
}

/** Ids that the pages of the guidance give themselves. */
const RESERVED = new Set([
  'main',
  'toan-van',
  'mo-dau',
  'noi-nhan',
  'muc-luc',
  'can-cu',
  'chu-ky',
  'ban-do',
  'thay-doi',
  'tim-tren-cong',
]);

/** Long enough for words, short enough for the code of a report's question that is made from it. */
export const MOST_ANCHOR = 30;
const ANCHOR = new RegExp(`^[a-z][a-z0-9-]{0,${MOST_ANCHOR - 1}}$`);

/** What is wrong with an anchor by itself; undefined where nothing is. */
export function anchorProblem(anchor: string): string | undefined {
  if (RESERVED.has(anchor)) return `Mã liên kết “${anchor}” đã dành cho trang. Hãy đặt mã khác.`;
  if (ANCHOR.test(anchor)) return undefined;
  return `Mã liên kết bắt đầu bằng chữ thường không dấu, chỉ gồm chữ thường không dấu, chữ số và gạch ngang, tối đa ${MOST_ANCHOR} ký tự.`;
}

const MOST_PARTS = 50;
const TOO_MANY = `Hướng dẫn có nhiều nhất ${MOST_PARTS} mục, mỗi mục nhiều nhất ${MOST_PARTS} mục nhỏ, và ${MOST_PARTS} căn cứ.`;

/** Whether the working copy says word for word what is in force: then there is nothing to publish. */
export function isUnchanged(inForce: GuidanceContent, draft: GuidanceContent): boolean {
  return isDeepStrictEqual(inForce, draft);
}
export const NOTHING_NEW =
  'Bản đang soạn chưa khác bản đang áp dụng, nên không có gì để công bố. Hãy sửa hướng dẫn trước, hoặc bỏ bản đang soạn.';

/** What bars a working copy from being published. */
export function problemsOf(content: GuidanceContent): Problem[] {
  const { sections, basisDocuments } = content;
  const lists = [sections, basisDocuments, ...sections.map(({ parts }) => parts)];
  return [
    ...(lists.every(({ length }) => length <= MOST_PARTS) ? [] : [{ message: TOO_MANY, href: '' }]),
    ...emptyTexts(content),
    ...anchorProblems(content),
    ...audienceProblems(content),
  ];
}

function emptyTexts({ kind, subject, sections, recipients, signature }: GuidanceContent): Problem[] {
  const head = { href: `${GUIDANCE_ADMIN}/sua/mo-dau` };
  return [
    ...(kind && subject ? [] : [{ ...head, message: 'Thiếu loại văn bản hoặc trích yếu.' }]),
    ...(sections.length > 0
      ? []
      : [{ message: 'Hướng dẫn chưa có mục nào.', href: `${GUIDANCE_ADMIN}/sua/muc` }]),
    ...(recipients.lines.length > 0
      ? []
      : [{ message: 'Phần nơi nhận còn trống.', href: `${GUIDANCE_ADMIN}/sua/noi-nhan` }]),
    ...(signature.name ? [] : [{ message: 'Thiếu tên người ký.', href: `${GUIDANCE_ADMIN}/sua/chu-ky` }]),
    ...sections
      .flatMap((section) => [section, ...section.parts])
      .filter(({ number, heading }) => !number || !heading)
      .map(({ anchor }) => ({ message: `Mục “${anchor}” thiếu số hoặc tên.`, href: partHref(anchor) })),
  ];
}

function anchorProblems(content: GuidanceContent): Problem[] {
  const first = new Map<string, string>();
  const documents = new Set(content.basisDocuments.map(({ anchor }) => anchor));
  return placesOf(content).flatMap(({ anchor, name, owner }) => {
    const standing = first.get(anchor);
    if (standing === undefined) first.set(anchor, name);
    const message = standing === undefined ? anchorProblem(anchor) : usedTwice(anchor, standing);
    const href = documents.has(owner) ? documentHref(owner) : partHref(owner);
    return message ? [{ message: `${name}: ${message}`, href }] : [];
  });
}

export function usedTwice(anchor: string, name: string): string {
  return `Mã liên kết “${anchor}” đã dùng ở ${name.charAt(0).toLowerCase()}${name.slice(1)}. Hãy đặt mã khác.`;
}

/** Each audience's obligations stand in one part, since its page and the reports' questions come from there. */
function audienceProblems(content: GuidanceContent): Problem[] {
  const parts = content.sections.flatMap((section) => section.parts);
  return audiences.flatMap((audience) => {
    const { name } = audiencePages[audience];
    const [own, ...others] = parts.filter((part) => part.audience === audience);
    if (!own) return [{ message: `Chưa có mục nào dành cho đối tượng “${name}”.`, href: '' }];
    const href = partHref((others[0] ?? own).anchor);
    if (others.length > 0) return [{ message: `Có hơn một mục dành cho đối tượng “${name}”.`, href }];
    if (own.bullets.length === 0) return [{ message: `Mục dành cho “${name}” chưa có ý nào.`, href }];
    const codes = obligations(content, audience).map(({ code }) => code);
    if (new Set(codes).size === codes.length) return [];
    return [{ message: `Hai ý của mục dành cho “${name}” có mã liên kết dễ lẫn với nhau.`, href }];
  });
}

export const partHref = (anchor: string) => `${GUIDANCE_ADMIN}/sua/muc?ma=${encodeURIComponent(anchor)}`;
export const documentHref = (anchor: string) =>
  `${GUIDANCE_ADMIN}/sua/can-cu?ma=${encodeURIComponent(anchor)}`;
