import { beforeAll, describe, expect, it } from 'vitest';
import { ui } from '../../src/platform/page/components.js';
import { throwOnMissing } from '../../src/platform/page/render.js';

beforeAll(() => throwOnMissing(true));

const NASTY = `<b onclick="x">'&`;
const ESCAPED = '&lt;b onclick=&#34;x&#34;&gt;&#39;&amp;';
const nastyControl = { name: NASTY, hint: NASTY, error: NASTY };
const NASTY_SAID = {
  ...{ code: NASTY, label: NASTY, error: NASTY, warning: NASTY, theirs: NASTY, theirsBy: NASTY },
  notes: [{ by: NASTY, text: NASTY, isLatest: false }],
  source: { text: NASTY, href: NASTY },
};
const nastyChoices = [
  { value: NASTY, text: NASTY, hint: NASTY },
  { value: '2', text: NASTY },
];

describe('every component', () => {
  const rendered: Record<keyof typeof ui, string> = {
    csrf: ui.csrf(NASTY),
    errorSummary: ui.errorSummary([
      { field: NASTY, message: NASTY },
      { field: '', message: NASTY },
    ]),
    notice: ui.notice(NASTY),
    warning: ui.warning({ text: NASTY, link: NASTY, href: NASTY }),
    button: ui.button({ text: NASTY, name: NASTY, value: NASTY }) + ui.button({ text: NASTY, href: NASTY }),
    buttonForm: ui.buttonForm({
      action: NASTY,
      fields: { [NASTY]: NASTY },
      button: ui.button({ text: NASTY, kind: 'link' }),
    }),
    table: ui.table({
      caption: NASTY,
      rows: [NASTY],
      columns: [
        [NASTY, (text) => ({ text, href: text, hidden: text })],
        [NASTY, (text) => text],
        [NASTY, (text) => ({ text, href: '' }), 'actions'],
      ],
      rowId: (text) => text,
    }),
    tick:
      ui.tick({ name: NASTY, value: NASTY, label: NASTY }) +
      ui.tick({ name: NASTY, value: NASTY, label: NASTY, isLabelHidden: true }),
    icon: ui.icon('check'),
    tag: ui.tag({ text: NASTY, tone: 'orange' }),
    summaryList: ui.summaryList([
      { key: NASTY, value: NASTY },
      { key: NASTY, value: 3, actions: [{ text: NASTY, href: NASTY, hidden: NASTY }] },
    ]),
    pager: ui.pager({ previous: { href: NASTY }, next: { href: NASTY, text: NASTY }, text: NASTY }),
    warningText: ui.warningText(NASTY),
    breadcrumbs: ui.breadcrumbs([{ text: NASTY, href: NASTY }, { text: NASTY }]),
    link: ui.link({ text: NASTY, href: NASTY, hidden: NASTY }),
    fileLink: ui.fileLink({ text: NASTY, href: NASTY }),
    words: ui.words(NASTY),
    title: ui.title(NASTY),
    quietLink: ui.quietLink({ text: NASTY, href: NASTY, hidden: NASTY }),
    typed: ui.typed([{ label: NASTY, text: NASTY }]),
    keptHere: ui.keptHere(NASTY),
    workCard: ui.workCard({
      tag: ui.tag({ text: NASTY, tone: 'blue' }),
      title: NASTY,
      about: [NASTY],
      remark: { text: NASTY, by: NASTY },
      preparation: [NASTY],
      progress: { text: NASTY, parts: [{ letter: NASTY, state: 'begun' }] },
      buttons: [ui.button({ text: NASTY, href: NASTY })],
      facts: [
        {
          ...{ label: NASTY, figure: NASTY, unit: NASTY, isLate: true, strong: NASTY, lines: [NASTY] },
          links: [{ icon: 'phone', text: NASTY, href: NASTY }],
        },
        { label: NASTY },
      ],
    }),
    rows: ui.rows([
      {
        ...{ mark: NASTY, state: 'done', before: NASTY, text: NASTY, href: NASTY, note: NASTY, tag: '' },
        more: { text: NASTY, href: NASTY, hidden: NASTY },
      },
      { mark: NASTY, state: 'open', text: NASTY, href: NASTY, tag: ui.tag({ text: NASTY, tone: 'grey' }) },
    ]),
    rail: ui.rail({
      ...{ title: NASTY, due: NASTY, place: NASTY, check: NASTY },
      items: [
        {
          ...{ letter: NASTY, text: NASTY, href: NASTY, isCurrent: true },
          ...{ look: 'done', icon: ui.icon('check'), state: NASTY },
        },
      ],
      previous: { text: NASTY, href: NASTY },
      next: { text: NASTY, href: NASTY },
    }),
    figures: ui.figures({
      ...{ caption: NASTY, heads: [NASTY], hasTotals: true, lastHead: NASTY, columns: 4 },
      rows: [
        {
          ...{ id: NASTY, label: NASTY, labelFor: NASTY, hint: NASTY, hintId: NASTY, last: NASTY },
          ...{ total: '', hasTotal: true, take: { codes: NASTY, last: NASTY, hidden: NASTY } },
          cells: [
            {
              ...{ id: NASTY, code: NASTY, label: NASTY, audience: NASTY, span: 2, look: 'is-error' },
              isSetAside: true,
              ...{ box: ui.box({ name: NASTY, describedBy: NASTY }), rate: '', last: NASTY },
            },
          ],
          said: [NASTY_SAID],
        },
      ],
    }),
    saveBar: ui.saveBar({
      ...{
        form: NASTY,
        state: 'saved',
        words: NASTY,
        more: NASTY,
        previous: NASTY,
        next: NASTY,
        nextPlain: NASTY,
        then: NASTY,
      },
    }),
    filingBar: ui.filingBar({
      ...{ tone: 'done', icon: ui.icon('done'), words: NASTY, more: NASTY, button: '' },
      ready: { tone: 'done', icon: ui.icon('done'), words: NASTY, more: NASTY },
    }),
    quote: ui.quote(NASTY),
    statement: ui.statement({ words: NASTY, isOpen: true, controls: [], theirs: NASTY, theirsBy: NASTY }),
    fieldSaid: ui.fieldSaid(NASTY_SAID),
    box: ui.box({ ...nastyControl, value: NASTY, describedBy: NASTY, attributes: { 'data-x': NASTY } }),
    field:
      ui.field({
        ...nastyControl,
        label: NASTY,
        value: NASTY,
        prefix: NASTY,
        suffix: NASTY,
        autocomplete: NASTY,
      }) +
      ui.field({
        ...nastyControl,
        label: NASTY,
        value: NASTY,
        kind: 'textarea',
        attributes: { title: NASTY },
      }),
    radios: ui.radios({ ...nastyControl, legend: NASTY, items: nastyChoices, value: NASTY }),
    checkboxes: ui.checkboxes({ ...nastyControl, legend: NASTY, items: nastyChoices, values: [NASTY] }),
    select: ui.select({ ...nastyControl, label: NASTY, items: nastyChoices, value: NASTY }),
    tabs: ui.tabs({ label: NASTY, items: [{ text: NASTY, href: NASTY, isCurrent: true }] }),
    bars: ui.bars({
      id: 'b',
      title: NASTY,
      description: NASTY,
      legend: { now: NASTY, before: NASTY },
      bars: [{ label: NASTY, value: 1, text: NASTY, before: { value: 2, text: NASTY } }],
    }),
    details: ui.details({ text: NASTY, html: '<p>safe</p>', isOpen: true }),
    folds: ui.folds([{ id: NASTY, heading: NASTY, facts: NASTY, isOpen: true, html: '<p>safe</p>' }]),
    announcements: ui.announcements({
      heading: NASTY,
      items: [{ href: NASTY, title: NASTY, days: NASTY }],
      allText: NASTY,
      allHref: NASTY,
    }),
    noted: ui.noted([{ text: NASTY, note: 1 }]),
    notes: ui.notes([{ text: NASTY, href: NASTY }]),
    scan: ui.scan({ name: NASTY, href: '/x', isPictured: true, notes: [] }),
    changes: ui.changes([
      {
        section: NASTY,
        label: NASTY,
        runs: [
          { kind: 'added', text: NASTY },
          { kind: 'same', text: NASTY },
        ],
      },
    ]),
    computed: ui.computed({ name: 'total', label: NASTY, value: NASTY, attributes: { 'data-of': NASTY } }),
    file: ui.file({ ...nastyControl, label: NASTY, accept: NASTY }),
  };

  it.each(Object.entries(rendered))('%s escapes what it is given', (_name, html) => {
    expect(html).not.toContain('<b ');
    expect(html.replaceAll(ESCAPED, '')).not.toContain('onclick');
  });
});

describe('a control', () => {
  it('names its hint and its error, in this order, as what describes it', () => {
    const html = ui.field({ name: 'members', label: 'Đoàn viên', hint: 'Người', error: 'Hãy nhập số.' });
    expect(html).toContain('aria-describedby="members-hint members-error"');
    expect(html).toContain('id="members-hint"');
    expect(html).toContain('<span class="visually-hidden">Lỗi:</span> Hãy nhập số.');
    expect(html).toContain('aria-invalid="true"');
  });

  it('without hint and error describes nothing', () => {
    expect(ui.field({ name: 'members', label: 'Đoàn viên' })).not.toContain('aria-');
  });

  it('of a number is text with a numeric keyboard', () => {
    const html = ui.field({ name: 'n', label: 'Số', kind: 'number' });
    expect(html).toContain('type="text"');
    expect(html).toContain('inputmode="numeric"');
  });

  it('of a day shows how a day is written', () => {
    expect(ui.field({ name: 'd', label: 'Ngày', kind: 'day' })).toContain('Ví dụ: 09/9/2026');
  });

  it('of several lines keeps a leading blank line that was typed', () => {
    expect(ui.field({ name: 't', label: 'Lời', kind: 'textarea', value: '\nA' })).toContain(
      '>\n\nA</textarea>',
    );
  });

  it('finds what was posted, and its error, in the form', () => {
    const form = { values: { name: 'Trần' }, errors: [{ field: 'name', message: 'Sai.' }] };
    const html = ui.field({ name: 'name', label: 'Tên', form });
    expect(html).toContain('value="Trần"');
    expect(html).toContain('id="name-error"');
  });

  it('checks the boxes whose values were posted together', () => {
    const items = ['FILER', 'REVIEWER', 'ADMIN'].map((value) => ({ value, text: value }));
    const form = { values: { roles: 'FILER\nADMIN' }, errors: [] };
    const html = ui.checkboxes({ name: 'roles', legend: 'Vai trò', items, form });
    expect([...html.matchAll(/value="(\w+)" checked/g)].map((match) => match[1])).toEqual(['FILER', 'ADMIN']);
  });
});

describe('the error summary', () => {
  it('leads to the first radio of a group', () => {
    const items = [
      { value: 'yes', text: 'Có' },
      { value: 'no', text: 'Không' },
    ];
    expect(ui.errorSummary([{ field: 'plan', message: 'Hãy chọn.' }])).toContain('href="#plan"');
    const html = ui.radios({ name: 'plan', legend: 'Kế hoạch', items, value: 'no' });
    expect(html).toMatch(/id="plan" name="plan" type="radio" value="yes"/);
    expect(html).toMatch(/id="plan-2" name="plan" type="radio" value="no" checked/);
  });

  it('shows an error of the whole form without a link', () => {
    expect(ui.errorSummary([{ field: '', message: 'Hết hạn.' }])).not.toContain('href');
  });

  it('is nothing where there is no error', () => {
    expect(ui.errorSummary([])).toBe('');
  });
});
