import { expect, test } from 'vitest';
import { toldOf } from '../../src/history/audience-rules.js';

const EDIT = {
  account: 'lan',
  changes: ['họ và tên: Lan → Lan Anh', 'vai trò: Lập báo cáo → Ký duyệt', 'điện thoại: đã đổi'],
  reason: 'theo đơn',
};

test('a unit reads of a colleague’s account all that works together knows, and that the rest was changed', () => {
  expect(toldOf('account-edited', EDIT, false)).toEqual({
    account: 'lan',
    changes: ['họ và tên: Lan → Lan Anh', 'vai trò: Lập báo cáo → Ký duyệt', 'thông tin liên hệ'],
  });
  expect(toldOf('account-edited', { account: 'lan', changes: 'chức vụ: A → B' }, false)).toEqual({
    account: 'lan',
    changes: ['chức vụ: A → B'],
  });
  expect(toldOf('account-edited', EDIT, true)).toEqual(EDIT);
});

test('a handover that was set or cancelled names to whom and from when, and not why', () => {
  const planned = { account: 'lan', changes: 'Trần Thị Mai, từ ngày 15/9/2026', reason: 'nghỉ hưu' };
  const { reason: _, ...told } = planned;
  for (const action of ['account-handover-planned', 'account-handover-cancelled'])
    expect(toldOf(action, planned, false)).toEqual(told);
});
