export const SIGN_IN = '/dang-nhap';
export const SIGN_OUT = '/dang-xuat';
/** Where one leaves for another system to sign in there (src/accounts/sign-on), and where one comes back. */
export const SIGN_ON = '/dang-nhap-mot-lan';
export const SIGN_ON_BACK = '/dang-nhap-mot-lan/tra-loi';
/** The second step, for an account that has a second factor. */
export const SECOND_STEP = '/dang-nhap/xac-minh';
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
/** Where the own account is signed in; where one of these is ended, and all but the own. */
export const OWN_SESSIONS = '/tai-khoan/phien';
export const OWN_SESSION_END = '/tai-khoan/phien/ket-thuc';
export const OWN_SESSIONS_END = '/tai-khoan/phien/ket-thuc-het';
export const WANTED_MAIL = '/tai-khoan/chon-thu';

/** The own second factor (src/accounts/second-factor). */
export const OWN_FACTOR = '/tai-khoan/xac-minh';
export const OWN_APP = `${OWN_FACTOR}/ung-dung`;
export const OWN_APP_REMOVAL = `${OWN_APP}/bo`;
export const OWN_PASSKEYS = `${OWN_FACTOR}/khoa`;
export const OWN_RECOVERY_CODES = `${OWN_FACTOR}/ma-khoi-phuc`;
export const OWN_RECOVERY_FILE = `${OWN_RECOVERY_CODES}.txt`;
/** Who must have one. */
export const FACTOR_RULE = '/quan-tri/xac-minh';

export function passkeyRemovalAddress(id: number | ':id'): string {
  return `${OWN_PASSKEYS}/${id}/bo`;
}

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

/** Where a unit says who files and who signs for it this year (src/contacts). */
export const CONTACTS = '/dau-moi';

/** All that the portal keeps of the own person, as a file. */
export const OWN_COPY = `${OWN_ACCOUNT}/ban-sao.zip`;

/** The same of somebody who asks for it by paper, and where the account of somebody who left loses whose it was. */
export const personCopy = (id: number | ':id') => `${accountAddress(id)}/ban-sao.zip`;
export const anonymisation = (id: number | ':id') => `${accountAddress(id)}/xoa-thong-tin`;

/** The accounts that must have a second factor and have none. */
export const lackingFactorAddress = `${ACCOUNTS}?tinh-trang=thieu-xac-minh`;

/** Where an account's second factor is taken off it. */
export function factorResetAddress(id: number | ':id'): string {
  return `${accountAddress(id)}/dat-lai-xac-minh`;
}

/** The verification page, and where it leads; '' for where the account begins. */
export function secondStepAddress(next: string): string {
  return next === '' ? SECOND_STEP : `${SECOND_STEP}?tiep=${encodeURIComponent(next)}`;
}
