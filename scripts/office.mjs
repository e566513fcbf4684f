import { findProgram } from './system-program.mjs';

/** The word processor that opens the documents in the tests: without screens, and with the faces of npm's packages. */
export function findOffice() {
  return findProgram({
    variable: 'SOFFICE_PATH',
    names: ['soffice', 'libreoffice'],
    debian: 'libreoffice-writer-nogui',
    what: 'LibreOffice Writer',
  });
}
