export const SIGN_IN = '/dang-nhap';
export const SIGN_OUT = '/dang-xuat';
/** Where one leaves for another system to sign in there (src/accounts/sign-on), and where one comes back. */
export const SIGN_ON = '/dang-nhap-mot-lan';
export const SIGN_ON_BACK = '/dang-nhap-mot-lan/tra-loi';
export const SETUP = '/thiet-lap';

/** Below it stands the token of an activation link. */
export const ACTIVATION = '/kich-hoat';

/** A person's own account. */
export const OWN_ACCOUNT = '/tai-khoan';
export const OWN_EMAIL = '/tai-khoan/thu-dien-tu';
export const OWN_PHONE = '/tai-khoan/dien-thoai';
/** Where the address is made at which a calendar program reads one's days (src/reminders/calendar). */
export const OWN_CALENDAR = '/tai-khoan/lich';
/** On which devices one is told (src/reminders/devices), and where one is taken off. */
export const OWN_DEVICES = '/tai-khoan/thong-bao-day';
export const OWN_DEVICE_REMOVAL = '/tai-khoan/thong-bao-day/bo';
/** Where the own account is signed in; where one of these is ended, and all but the own. */
export const OWN_SESSIONS = '/tai-khoan/phien';
export const OWN_SESSION_END = '/tai-khoan/phien/ket-thuc';
export const OWN_SESSIONS_END = '/tai-khoan/phien/ket-thuc-het';
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

/** Where an administrator signs an account out everywhere. */
export function accountSessionsEnd(id: number | ':id'): string {
  return `${accountAddress(id)}/dang-xuat`;
}

/** Where an account goes to somebody else. */
export function handoverAddress(id: number | ':id'): string {
  return `${accountAddress(id)}/ban-giao`;
}

/** Where an administrator makes a code that is told by telephone. */
export function newCodeAddress(id: number | ':id'): string {
  return `${accountAddress(id)}/ma-mot-lan`;
}

/** Where whoever was told such a code enters it. */
export const ONE_TIME_CODE = '/ma-mot-lan';

/** Units for which nobody can sign in. */
export const LOCKED_OUT = '/quan-tri/khong-ai-vao-duoc';

/** `origin`: the portal's own address, without a slash at its end. */
export function activationLink(origin: string, token: string): string {
  return `${origin}${ACTIVATION}/${token}`;
}

/** All that the portal keeps of the own person, as a file. */
export const OWN_COPY = `${OWN_ACCOUNT}/ban-sao`;

/** The same of somebody who asks for it by paper, and where the account of somebody who left loses whose it was. */
export const personCopy = (id: number | ':id') => `${accountAddress(id)}/ban-sao`;
export const anonymisation = (id: number | ':id') => `${accountAddress(id)}/xoa-thong-tin`;
