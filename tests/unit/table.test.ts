import { HtmlValidate } from 'html-validate';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { anonymousChrome } from '../../src/platform/page/chrome.js';
import { ui } from '../../src/platform/page/components.js';
import { listPage } from '../../src/platform/page/list-page.js';
import { renderPage, throwOnMissing } from '../../src/platform/page/render.js';
import { markup } from '../../src/platform/page/table.js';

beforeAll(() => throwOnMissing(true));

const UNITS = [
  { id: 1, name: 'CĐCS <Dệt>', members: 12 },
  { id: 2, name: 'CĐCS May', members: 0 },
];
const table = (more: Partial<Parameters<typeof ui.table<(typeof UNITS)[number]>>[0]> = {}) =>
  ui.table({
    caption: 'Các đơn vị',
    rows: UNITS,
    columns: [
      ['Tên', ({ id, name }) => ({ text: name, href: `/don-vi/${id}` })],
      ['Đoàn viên', ({ members }) => members, 'num'],
      ['Trạng thái', () => ({ html: ui.tag({ text: 'Mới', tone: 'green' }) })],
    ],
    ...more,
  });

describe('a table', () => {
  it('says its caption and its columns to everybody', () => {
    expect(table()).toContain('<caption class="visually-hidden">Các đơn vị</caption>');
    expect(table()).toContain(
      '<tr><th scope="col">Tên</th><th scope="col" class="num">Đoàn viên</th><th scope="col">Trạng thái</th></tr>',
    );
  });

  it('heads each row by its first cell, and labels every other with its column', () => {
    expect(table()).toMatch(
      /<tr><th scope="row"><a href="\/don-vi\/2">CĐCS May<\/a><\/th><td data-label="Đoàn viên" class="num">0<\/td><td data-label="Trạng thái"><strong class="tag tag-green"><svg[^]*?<\/svg>Mới<\/strong>\s*<\/td><\/tr>/,
    );
  });

  it('escapes text, and puts in markup as it is', () => {
    expect(table()).toContain('>CĐCS &lt;Dệt&gt;</a>');
    expect(table()).toContain('<strong class="tag');
  });

  it('heads rows by another column where that says so', () => {
    const html = table({
      columns: [
        ['Số', ({ id }) => id],
        ['Tên', ({ name }) => name, 'heading'],
      ],
    });
    expect(html).toContain('<tr><td data-label="Số">2</td><th scope="row">CĐCS May</th></tr>');
  });

  it('hides the heading of what can be done with a row, and labels its cells with it', () => {
    const html = table({
      columns: [
        ['Tên', ({ name }) => name],
        ['Việc', () => ({ html: ui.link({ text: 'Sửa', href: '/sua' }) }), 'actions'],
      ],
    });
    expect(html).toContain('<th scope="col"><span class="visually-hidden">Việc</span></th>');
    expect(html).toContain('<td data-label="Việc" class="row-actions"><a href="/sua">Sửa</a>');
  });

  it('labels the cells of a column by less than its heading where that says so', () => {
    const html = table({
      columns: [
        ['Tên', ({ name }) => name],
        [{ text: '2026 (chưa chấp nhận)', label: '2026' }, ({ members }) => members, 'num'],
      ],
    });
    expect(html).toContain('<th scope="col" class="num">2026 (chưa chấp nhận)</th>');
    expect(html).toContain('<td data-label="2026" class="num">12</td>');
  });

  it('shows no column that is false, and no link that leads nowhere', () => {
    const html = table({ columns: [['Tên', ({ name }) => ({ text: name, href: '' })], false] });
    expect(html).toContain('<thead><tr><th scope="col">Tên</th></tr></thead>');
    expect(html).toContain('<tr><th scope="row">CĐCS May</th></tr>');
  });

  it('gives a row the id that leads to it', () => {
    expect(table({ rowId: ({ id }) => `dv-${id}` })).toContain('<tr id="dv-2"><th scope="row">');
  });

  it('without rows says so instead, or nothing', () => {
    expect(table({ rows: [], empty: 'Chưa có <đơn vị>.' })).toBe('<p>Chưa có &lt;đơn vị&gt;.</p>');
    expect(table({ rows: [] })).toBe('');
  });

  it('is valid HTML', async () => {
    const html = table({ rowId: ({ id }) => `dv-${id}` });
    expect(
      (await new HtmlValidate({ extends: ['html-validate:standard'] }).validateString(html)).results,
    ).toEqual([]);
  });
});

test('markup escapes its values, and neither its own words nor other markup', () => {
  const link = { text: 'Dệt & May', href: '/x?a=1&b=2' };
  const { html } = markup`<p title="${'"><b>'}">${link} ${markup`<i>${3}</i>`}${{ html: '<br>' }}</p>`;
  expect(html).toBe(
    '<p title="&#34;&gt;&lt;b&gt;"><a href="/x?a=1&amp;b=2">Dệt &amp; May</a> <i>3</i><br></p>',
  );
  expect(markup`<hr>`.html).toBe('<hr>');
});

describe('a list', () => {
  const chrome = { ...anonymousChrome, csrf: 'token-1' };
  const list = (more: Partial<Parameters<typeof listPage>[0]> = {}) =>
    renderPage('list', listPage({ title: 'Đơn vị', table: table(), ...more }), chrome);

  it('has the page’s token in the forms of its rows, and in nothing that a person wrote', () => {
    const rows = ['<input type="hidden" name="_csrf" value="">'];
    const button = ui.button({ text: 'Bỏ', kind: 'link' });
    const html = list({
      table: ui.table({
        caption: 'Các đơn vị',
        rows,
        columns: [
          ['Tên', (text) => text],
          ['Việc', () => ({ html: ui.buttonForm({ action: '/bo', fields: { ngay: '1' }, button }) })],
        ],
      }),
    });
    expect(html).toMatch(
      /<form method="post" action="\/bo"><input type="hidden" name="_key" value="[^"]+"><input type="hidden" name="_csrf" value="token-1">\s*<input type="hidden" name="ngay" value="1"><button type="submit" class="link-button">Bỏ/,
    );
    expect(html.match(/token-1/g)).toHaveLength(1);
  });

  it('escapes its lead unless that is markup', () => {
    expect(list({ lead: 'a < b' })).toContain('<p class="lead">a &lt; b</p>');
    expect(list({ lead: { html: '<a href="/x">b</a>' } })).toContain(
      '<p class="lead"><a href="/x">b</a></p>',
    );
    expect(list()).not.toContain('class="lead"');
  });

  it('shows a filter with its label and the way back to the whole list', () => {
    const html = list({ filter: { action: '/don-vi', label: 'Lọc đơn vị', controls: [], clear: '/don-vi' } });
    expect(html).toContain(
      '<form method="get" action="/don-vi" class="filters" role="search" aria-label="Lọc đơn vị">',
    );
    expect(html).toContain('<a href="/don-vi">Bỏ lọc</a>');
    expect(list()).not.toContain('class="filters"');
  });
});
