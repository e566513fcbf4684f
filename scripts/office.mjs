import { findProgram } from './system-program.mjs';

/** The office that opens documents and tables in the tests: without screens, and with the faces of npm's packages. */
export function findOffice() {
  return findProgram({
    variable: 'SOFFICE_PATH',
    names: ['soffice', 'libreoffice'],
    // Calc, which Writer does without.
    part: 'libsclo.so',
    debian: 'libreoffice-writer-nogui libreoffice-calc-nogui',
    what: 'LibreOffice Writer and Calc',
  });
}
