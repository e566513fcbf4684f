// The types that `docx` ships lack the file endings that Node's own resolution asks for, so TypeScript finds none of
// them. This is the part of the library that is used here.

declare module 'docx' {
  export const AlignmentType: Words<'CENTER' | 'LEFT' | 'RIGHT' | 'JUSTIFIED'>;
  export const BorderStyle: Words<'NONE' | 'SINGLE'>;
  export const HeadingLevel: Words<'HEADING_1' | 'HEADING_2' | 'HEADING_3'>;
  export const LineRuleType: Words<'AUTO' | 'EXACT'>;
  export const NumberFormat: Words<'DECIMAL'>;
  export const PageNumber: Words<'CURRENT'>;
  export const TableLayoutType: Words<'FIXED'>;
  export const WidthType: Words<'DXA'>;

  /** Sizes of type are in half points, lengths in twips. */
  export interface IRunOptions {
    readonly text?: string;
    readonly children?: readonly string[];
    /** How many line ends stand before it. */
    readonly break?: number;
    readonly size?: number;
    readonly bold?: boolean;
    readonly italics?: boolean;
    readonly font?: string;
    readonly color?: string;
    readonly language?: { readonly value: string };
  }
  export interface IParagraphOptions {
    readonly text?: string;
    readonly children?: readonly ParagraphChild[];
    readonly alignment?: string;
    readonly heading?: string;
    readonly style?: string;
    readonly keepNext?: boolean;
    readonly pageBreakBefore?: boolean;
    readonly indent?: { readonly firstLine?: number; readonly left?: number; readonly right?: number };
    readonly spacing?: {
      readonly before?: number;
      readonly after?: number;
      readonly line?: number;
      readonly lineRule?: string;
    };
    readonly border?: { readonly top?: IBorder };
    /** Of the paragraph's own mark, which an empty one is as high as. */
    readonly run?: IRunOptions;
  }
  export interface IBorder {
    readonly style: string;
    readonly size: number;
    readonly color: string;
    readonly space?: number;
  }
  interface Sides<T> {
    readonly top?: T;
    readonly bottom?: T;
    readonly left?: T;
    readonly right?: T;
  }
  interface Width {
    readonly size: number;
    readonly type: string;
  }

  export class ImportedXmlComponent {
    private readonly kind: 'ImportedXmlComponent';
    constructor(name: string, attributes?: Readonly<Record<string, string>>);
    push(child: ImportedXmlComponent): void;
  }
  export class TextRun {
    private readonly kind: 'TextRun';
    constructor(options: IRunOptions);
  }
  export class Bookmark {
    private readonly kind: 'Bookmark';
    constructor(options: { readonly id: string; readonly children: readonly ParagraphChild[] });
  }
  export type ParagraphChild = TextRun | Bookmark | ImportedXmlComponent;
  export class Paragraph {
    private readonly kind: 'Paragraph';
    constructor(options: IParagraphOptions | string);
  }
  export class TableCell {
    private readonly kind: 'TableCell';
    constructor(options: { readonly width: Width; readonly children: readonly Paragraph[] });
  }
  export class TableRow {
    private readonly kind: 'TableRow';
    constructor(options: {
      readonly children: readonly TableCell[];
      readonly tableHeader?: boolean;
      readonly cantSplit?: boolean;
    });
  }
  export class Table {
    private readonly kind: 'Table';
    constructor(options: {
      readonly rows: readonly TableRow[];
      readonly width: Width;
      readonly columnWidths: readonly number[];
      readonly layout: string;
      readonly margins?: Sides<number>;
      readonly borders?: Sides<IBorder> & {
        readonly insideHorizontal?: IBorder;
        readonly insideVertical?: IBorder;
      };
    });
  }
  export type FileChild = Paragraph | Table;
  export class Header {
    private readonly kind: 'Header';
    constructor(options: { readonly children: readonly Paragraph[] });
  }
  export class Footer {
    private readonly kind: 'Footer';
    constructor(options: { readonly children: readonly Paragraph[] });
  }
  export class Document {
    private readonly kind: 'Document';
    constructor(options: {
      readonly title: string;
      readonly creator: string;
      readonly lastModifiedBy: string;
      readonly styles: {
        readonly default: Readonly<
          Record<string, { readonly run: IRunOptions; readonly paragraph?: object }>
        >;
        readonly paragraphStyles?: readonly {
          readonly id: string;
          readonly name: string;
          readonly run: IRunOptions;
        }[];
      };
      readonly sections: readonly {
        readonly properties: object;
        readonly headers: { readonly default: Header; readonly first: Header };
        readonly footers?: { readonly default: Footer; readonly first: Footer };
        readonly children: readonly FileChild[];
      }[];
    });
  }
  export const Packer: { toBuffer(document: Document): Promise<Buffer> };

  type Words<K extends string> = Readonly<Record<K, string>>;
}
