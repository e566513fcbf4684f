import type { OfficialDocument } from '../../platform/documents/content.js';
import type { OfficialLayout } from '../../platform/documents/layout.js';
import type { Prisma } from '../../platform/prisma/client.js';

/** An official document with the measures it was issued in. */
export interface Issued {
  readonly document: OfficialDocument;
  readonly layout: OfficialLayout;
}

/** As it is kept: JSON, in which an instant is its ISO text. */
export function keptOf(issued: Issued): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(issued)) as Prisma.InputJsonObject;
}

/** The same again, word for word. */
export function issuedOf(kept: Prisma.JsonValue): Issued {
  const { document, layout } = kept as unknown as Issued;
  const { letterhead } = document;
  const date = letterhead?.date && new Date(letterhead.date);
  return {
    layout,
    document: {
      ...document,
      madeAt: new Date(document.madeAt),
      ...(letterhead && { letterhead: { ...letterhead, date } }),
    },
  };
}
