/** What is told of an account in a list, as a tag; undefined of one that is as usual. */
export function accountNote(account: {
  readonly isDeactivated: boolean;
  readonly isActivated: boolean;
  readonly hasSignedIn: boolean;
  readonly email: string;
}) {
  const { isDeactivated, isActivated, hasSignedIn, email } = account;
  if (isDeactivated) return { text: 'Đã ngừng', tone: 'grey' } as const;
  if (!isActivated) return { text: 'Chưa kích hoạt', tone: 'yellow' } as const;
  if (!hasSignedIn) return { text: 'Chưa đăng nhập', tone: 'blue' } as const;
  return email === '' ? ({ text: 'Chưa có thư điện tử', tone: 'orange' } as const) : undefined;
}
