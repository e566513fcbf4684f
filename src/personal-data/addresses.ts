/** What the portal keeps of persons, for anybody to read. */
export const PERSONAL_DATA = '/du-lieu-ca-nhan';
