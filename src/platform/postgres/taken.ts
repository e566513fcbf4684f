import type { FieldError } from '../page/forms.js';
import { Prisma } from '../prisma/client.js';

/** For `.catch` of a command that writes what may stand once only: its outcome where another row has it already. */
export function asTaken(problem: FieldError): (error: unknown) => { problems: FieldError[] } {
  return (error) => {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
    return { problems: [problem] };
  };
}
