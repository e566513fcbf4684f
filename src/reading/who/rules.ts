import type { Audience } from '../../form/audiences.js';

/** The three questions of "Tôi thuộc đối tượng nào?", each with its answers by what stands in the address. */
export const questions = {
  'noi-lam': {
    legend: 'Bạn làm việc ở đâu?',
    answers: {
      'co-quan': 'Cơ quan của Đảng, Nhà nước, Mặt trận Tổ quốc, công đoàn hoặc đoàn thể khác',
      'su-nghiep': 'Đơn vị sự nghiệp công lập: trường học, bệnh viện, trung tâm của Nhà nước',
      'doanh-nghiep': 'Doanh nghiệp, hợp tác xã, cơ sở ngoài công lập hoặc nơi khác',
    },
  },
  'hinh-thuc': {
    legend: 'Bạn làm việc theo hình thức nào?',
    answers: {
      'cong-chuc': 'Được bầu, phê chuẩn, bổ nhiệm hoặc tuyển dụng làm cán bộ, công chức',
      'vien-chuc': 'Được tuyển dụng làm viên chức, theo hợp đồng làm việc',
      'lao-dong': 'Theo hợp đồng lao động, hoặc hình thức khác',
    },
  },
  'cong-doan': {
    legend: 'Bạn giữ việc gì trong công đoàn?',
    answers: {
      'doan-vien': 'Đoàn viên, hoặc chưa vào công đoàn',
      'khong-chuyen-trach': 'Cán bộ công đoàn không chuyên trách: vừa làm chuyên môn, vừa làm công đoàn',
      'chuyen-trach': 'Cán bộ công đoàn chuyên trách',
    },
  },
} as const;

export type Question = keyof typeof questions;
export type Answers = { readonly [Q in Question]: keyof (typeof questions)[Q]['answers'] };

/** Whose page to read, why, and what else concerns somebody who is more than one thing. */
export interface Found {
  readonly audience: Audience;
  readonly why: string;
  /** Another page to read as well. */
  readonly also?: { readonly audience: Audience; readonly why: string };
  /** What a union official does beside the duties of the own occupation; '' for others. */
  readonly asOfficial: string;
}

/**
 * The guidance sorts people by occupation (II.1–II.3: "cán bộ công đoàn và đoàn viên là …"), union officials with the
 * others; so the occupation decides, and the post in the union adds to it.
 */
export function audienceOf(answers: Answers): Found {
  const { 'noi-lam': place, 'hinh-thuc': occupation, 'cong-doan': post } = answers;
  const found = { ...BY_OCCUPATION[occupation], asOfficial: post === 'doan-vien' ? '' : AS_OFFICIAL };
  if (post === 'chuyen-trach' && occupation !== 'cong-chuc') return { ...found, also: FULL_TIME };
  const also = UNUSUAL[`${occupation} ${place}`];
  return also ? { ...found, also } : found;
}

const BY_OCCUPATION: Record<Answers['hinh-thuc'], Pick<Found, 'audience' | 'why'>> = {
  'cong-chuc': { audience: 'civil-servant', why: 'vì bạn là cán bộ hoặc công chức' },
  'vien-chuc': { audience: 'public-employee', why: 'vì bạn được tuyển dụng làm viên chức' },
  'lao-dong': { audience: 'worker', why: 'vì bạn làm việc theo hợp đồng lao động' },
};

const AS_OFFICIAL =
  'Bạn giữ hai vai. Nội dung nêu gương của đối tượng nói trên cũng là của chính bạn: Hướng dẫn nêu “cán bộ công đoàn và đoàn viên” chung một mục. Là cán bộ công đoàn, bạn còn cùng công đoàn mình tổ chức thực hiện và báo cáo hằng năm.';

const FULL_TIME = {
  audience: 'civil-servant' as const,
  why: 'Cán bộ công đoàn chuyên trách thuộc biên chế cơ quan công đoàn là cán bộ, công chức. Nếu đó là trường hợp của bạn, hãy đọc trang này.',
};

/** Where the occupation seldom goes with the place, the other page is offered as well. */
const UNUSUAL: Readonly<Record<string, Found['also']>> = {
  'cong-chuc su-nghiep': {
    audience: 'public-employee',
    why: 'Người quản lý ở đơn vị sự nghiệp công lập thường là viên chức. Nếu quyết định của bạn ghi là viên chức, hãy đọc trang này.',
  },
  'cong-chuc doanh-nghiep': {
    audience: 'worker',
    why: 'Người làm việc ở doanh nghiệp thường theo hợp đồng lao động. Nếu đó là trường hợp của bạn, hãy đọc trang này.',
  },
  'vien-chuc co-quan': {
    audience: 'civil-servant',
    why: 'Người làm việc ở cơ quan thường là cán bộ, công chức. Nếu quyết định tuyển dụng của bạn ghi là công chức, hãy đọc trang này.',
  },
  'vien-chuc doanh-nghiep': {
    audience: 'worker',
    why: 'Hợp đồng làm việc chỉ có ở đơn vị sự nghiệp công lập. Nếu hợp đồng của bạn là hợp đồng lao động, hãy đọc trang này.',
  },
};
