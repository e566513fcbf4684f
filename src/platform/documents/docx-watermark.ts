import { ImportedXmlComponent } from 'docx';
import { WATERMARK } from './content.js';
import type { OfficialLayout } from './layout.js';

/** The watermark as word processors write it: a shape of letters behind the text, in the header. */
export function watermark(layout: OfficialLayout, id: string): ImportedXmlComponent {
  const style = [
    'position:absolute',
    'margin-left:0',
    'margin-top:0',
    `width:${4.3 * layout.sizes.watermark}pt`,
    `height:${layout.sizes.watermark}pt`,
    'rotation:305',
    'z-index:-251658752',
    'mso-position-horizontal:center',
    'mso-position-horizontal-relative:margin',
    'mso-position-vertical:center',
    'mso-position-vertical-relative:margin',
  ].join(';');
  const shape = element(
    'v:shape',
    { id, type: '#_x0000_t136', alt: '', style, fillcolor: '#e4e4e4', stroked: 'f', 'o:spid': id },
    element('v:textpath', {
      style: `font-family:"${layout.face}";font-size:1pt;font-weight:bold`,
      string: WATERMARK,
    }),
  );
  return element('w:r', {}, element('w:pict', {}, shapeType(), shape));
}

// The guides of text along a line (shape 136 of Office): what its path counts with, @0 being the first.
const FORMULAS = [
  'sum #0 0 10800',
  'prod #0 2 1',
  'sum 21600 0 @1',
  'sum 0 0 @2',
  'sum 21600 0 @3',
  'if @0 @3 0',
  'if @0 21600 @1',
  'if @0 0 @2',
  'if @0 @4 21600',
];

/** The definition of the shape: a word processor that does not know it by its name needs it. */
function shapeType(): ImportedXmlComponent {
  return element(
    'v:shapetype',
    {
      id: '_x0000_t136',
      coordsize: '21600,21600',
      'o:spt': '136',
      adj: '10800',
      path: 'm@7,l@8,m@5,21600l@6,21600e',
    },
    element('v:formulas', {}, ...FORMULAS.map((eqn) => element('v:f', { eqn }))),
    element('v:path', { textpathok: 't', 'o:connecttype': 'rect' }),
    element('v:textpath', { on: 't', fitshape: 't' }),
  );
}

function element(
  name: string,
  attributes: Record<string, string>,
  ...children: ImportedXmlComponent[]
): ImportedXmlComponent {
  const made = new ImportedXmlComponent(name, attributes);
  for (const child of children) made.push(child);
  return made;
}
