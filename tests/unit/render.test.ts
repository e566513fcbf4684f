import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymousChrome, type Chrome } from '../../src/platform/page/chrome.js';
import { guarded, unguarding } from '../../src/platform/page/missing.js';
import { renderPage, throwOnMissing } from '../../src/platform/page/render.js';
import { template } from '../../src/platform/page/templates.js';
import '../../src/platform/http/error-page.js';

beforeAll(() => throwOnMissing(true));
afterAll(() => throwOnMissing(false));

const MODEL = { title: 'Trang thử', message: 'Nội dung.', next: '', reference: '', typed: [] };
const FILER: Chrome = {
  federation: 'LĐLĐ tỉnh Thử',
  help: anonymousChrome.help,
  origin: '',
  csrf: 'token-1',
  notice: 'Đã lưu <xong>.',
  person: { accountId: 7, name: 'Trần Thị Lan', unit: 'CĐCS Nhà máy <Dệt>' },
  links: [{ text: 'Báo cáo', href: '/bao-cao', key: 'reports' }],
};

describe('a page', () => {
  it('is titled by its own name and the portal’s', () => {
    expect(renderPage('error', MODEL, anonymousChrome)).toContain(
      '<title>Trang thử – Cổng Nêu gương</title>',
    );
  });

  it('with errors says so before its title', () => {
    const html = renderPage('error', { ...MODEL, hasErrors: true }, anonymousChrome);
    expect(html).toContain('<title>Lỗi: Trang thử – Cổng Nêu gương</title>');
  });

  it('for the public is the same for everyone: nobody’s name, no token, a way in', () => {
    const html = renderPage('error', MODEL, anonymousChrome);
    expect(html).toContain('href="/dang-nhap"');
    expect(html).not.toContain('_csrf');
    expect(html).not.toContain('/dang-xuat');
  });

  it('for a person shows name, unit, notice and the links of the work, escaped', () => {
    const html = renderPage('error', { ...MODEL, nav: 'reports' }, FILER);
    expect(html).toContain('CĐCS Nhà máy &lt;Dệt&gt;');
    expect(html).toContain('Đã lưu &lt;xong&gt;.');
    expect(html).toContain('<a href="/bao-cao" aria-current="true">Báo cáo</a>');
    expect(html).toContain('name="_csrf" value="token-1"');
  });

  it('asks for no token where it has no form', () => {
    const chrome: Chrome = {
      federation: '',
      help: anonymousChrome.help,
      origin: '',
      links: [],
      get csrf(): string {
        throw new Error('a session was started for a page that has no form');
      },
    };
    expect(renderPage('error', MODEL, chrome)).toContain('Nội dung.');
  });

  it('has no inline style or script', () => {
    const html = renderPage('error', MODEL, FILER);
    expect(html).not.toMatch(/ style=|<style|<script(?![^>]*\ssrc=)|\son\w+=/);
  });
});

describe('in tests, a template', () => {
  it('that reads a property its model does not have fails', () => {
    const { message: _message, ...incomplete } = MODEL;
    expect(() => renderPage('error', incomplete as typeof MODEL, anonymousChrome)).toThrow(
      'error has no property "message"',
    );
  });

  it('is told of a missing property at any depth', () => {
    const model: { rows: { name?: string }[] } = guarded({ rows: [{}] }, 'list');
    expect(() => model.rows.map((row) => row.name)).toThrow('list.rows.0 has no property "name"');
  });

  it('hands components plain models, whose optional properties may be absent', () => {
    const functions = unguarding({ hintOf: (props: { hint?: string }) => props.hint ?? 'none' });
    const model = guarded({ field: {} }, 'page');
    expect(functions.hintOf(model.field)).toBe('none');
  });
});

describe('a template', () => {
  it('that does not exist is an error that names it', () => {
    expect(() => template('no/such', 'page')({})).toThrow('no/such.ejs');
  });
});
