/** What is told of an account in a list, as tags; none of one that is as usual. A list's filters find by each of them. */
export function accountNotes(account: {
  readonly isDeactivated: boolean;
  readonly isActivated: boolean;
  readonly hasSignedIn: boolean;
  readonly email: string;
  readonly lacksFactor?: boolean;
}) {
  const { isDeactivated, isActivated, hasSignedIn, email, lacksFactor = false } = account;
  if (isDeactivated) return [{ text: 'Đã ngừng', tone: 'grey' } as const];
  const notActivated = { text: 'Chưa kích hoạt', tone: 'yellow' } as const;
  const notSignedIn = { text: 'Chưa đăng nhập', tone: 'blue' } as const;
  return [
    ...(isActivated ? [] : [notActivated]),
    ...(isActivated && !hasSignedIn ? [notSignedIn] : []),
    ...(lacksFactor ? [{ text: 'Thiếu bước xác minh thứ hai', tone: 'orange' } as const] : []),
    ...(email === '' ? [{ text: 'Chưa có thư điện tử', tone: 'orange' } as const] : []),
  ];
}
