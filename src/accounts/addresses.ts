export const SIGN_IN = '/dang-nhap';
export const SIGN_OUT = '/dang-xuat';
export const SETUP = '/thiet-lap';

/** Below it stands the token of an activation link. */
export const ACTIVATION = '/kich-hoat';

/** Where a forgotten password is told, and where it is said what follows. */
export const FORGOTTEN = '/quen-mat-khau';
export const FORGOTTEN_ASKED = '/quen-mat-khau/da-nhan';

/** Where a link in a letter confirms the address that it was sent to. */
export function confirmationAddress(token: string): string {
  return `/xac-nhan-thu/${token}`;
}

/** A person's own account. */
export const OWN_ACCOUNT = '/tai-khoan';
export const OWN_EMAIL = '/tai-khoan/thu-dien-tu';
export const OWN_EMAIL_CONFIRMATION = '/tai-khoan/thu-dien-tu/xac-nhan';
export const OWN_PHONE = '/tai-khoan/dien-thoai';
/** Where the address is made at which a calendar program reads one's days (src/reminders/calendar). */
export const OWN_CALENDAR = '/tai-khoan/lich';
/** On which devices one is told (src/reminders/devices), and where one is taken off. */
export const OWN_DEVICES = '/tai-khoan/thong-bao-day';
export const OWN_DEVICE_REMOVAL = '/tai-khoan/thong-bao-day/bo';
export const WANTED_MAIL = '/tai-khoan/chon-thu';

/** The head of a page for whoever is signed in; client/person.ts asks for it on pages made for everybody. */
export const OWN_HEADER = '/tai-khoan/dau-trang';

/** The accounts that an administrator manages. */
export const ACCOUNTS = '/quan-tri/tai-khoan';

/** The accounts of one unit, by its code. */
export function unitAccountsAddress(code: string): string {
  return `${ACCOUNTS}?don-vi=${encodeURIComponent(code)}`;
}

/** Where an account is added; `unit`: the code of its unit, where that is known. */
export function newAccountAddress(unit = ''): string {
  return `${ACCOUNTS}/moi${unit ? `?don-vi=${encodeURIComponent(unit)}` : ''}`;
}

export function accountAddress(id: number | ':id'): string {
  return `/quan-tri/tai-khoan/${id}`;
}
