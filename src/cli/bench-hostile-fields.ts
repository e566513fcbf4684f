import { randomBytes } from 'node:crypto';

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32, a public-domain generator by Tommy Ettinger). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** As it stands in a body: a value may be no text at all. */
export type Field = readonly [name: string, value: Buffer];

const NAMES = [
  ...[
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'prototype',
    'a[b]',
    'a[]',
    'a[100000000]',
    'a[b][c]',
  ],
  ...[
    '',
    ' ',
    '\u0000',
    'take',
    'version',
    'buoc',
    'xong',
    'id',
    '_csrf',
    'x'.repeat(5000),
    'tên có dấu',
    '🙂',
  ],
];

const TEXTS = [
  ...['', ' ', '0', '-1', '1.5', '1e309', 'NaN', 'Infinity', 'null', 'true', 'undefined', '[object Object]'],
  ...[
    '2147483647',
    '2147483648',
    '-2147483649',
    '9'.repeat(40),
    '0x10',
    '1,5',
    '1.000.000.000.000.000',
    '٣',
    '½',
  ],
  ...[
    '0000-13-45',
    '31/02/2026',
    '00/00/0000',
    '32/13/99999',
    '2026-02-30',
    '2026-08-20T25:61',
    '10/9/-1',
    '275760-09-14',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '../../etc/passwd',
    "'; DROP TABLE units; --",
    '%',
    '%00',
    '%s%n',
    '{{7*7}}',
  ],
  ...[
    '<script>alert(1)</script>',
    '<%= x %>',
    '\u0000',
    'a\u0000b',
    '\u0001\u001b[31m\u007f',
    '\u202eabc',
    '\ufeff',
    '\u2028',
  ],
  ...[
    '\r\n\r\n',
    'a\nb\nc'.repeat(500),
    'ế'.repeat(3000),
    'e\u0323\u0302'.repeat(2000),
    '👩‍👩‍👧‍👦'.repeat(300),
    '{"a":1}',
    '[1,2]',
  ],
  ...[
    'javascript:alert(1)',
    'http://[::1',
    'a@b',
    'x'.repeat(10_000),
    '00',
    '-0',
    '+84912345678',
    '1/2',
    'GD01',
    'DT',
  ],
];

/** Bytes that are no UTF-8: a lone surrogate, an overlong zero, a letter that breaks off. */
const NO_TEXTS = [
  Buffer.from('eda080', 'hex'),
  Buffer.from('c080', 'hex'),
  Buffer.from('e1ba', 'hex'),
  Buffer.from([255]),
];

export function hostileValue(random: Random): Buffer {
  const which = random();
  if (which < 0.005) return Buffer.alloc(1_000_000, 'x');
  if (which < 0.08) return pick(random, NO_TEXTS);
  if (which < 0.25) return Buffer.from(String(Math.floor(random() * 300)));
  return Buffer.from(pick(random, TEXTS));
}

/** Without these a post is refused before anybody looks at the rest; so they are seldom spoiled. */
const KEYS = new Set(['_csrf', '_key']);

/** What a form would post, with a few things changed: away, twice, another value, another name, one more. */
export function spoiled(random: Random, fields: readonly Field[]): Field[] {
  const spoilsKeys = random() < 0.02;
  const kept = fields.filter(([name]) => !spoilsKeys && KEYS.has(name));
  const spoilt = fields.filter(([name]) => spoilsKeys || !KEYS.has(name));
  for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
    const at = Math.floor(random() * (spoilt.length + 1));
    const [name = pick(random, NAMES), value = hostileValue(random)] = spoilt[at] ?? [];
    const which = random();
    if (which < 0.15) spoilt.splice(at, 1);
    else if (which < 0.25) spoilt.push([name, value]);
    else if (which < 0.35) spoilt.push([name, hostileValue(random)]);
    else if (which < 0.42) spoilt.push([pick(random, NAMES), hostileValue(random)]);
    else if (which < 0.46) spoilt[at] = [`${name}[${pick(random, ['b', '', '9', '__proto__'])}]`, value];
    else if (which < 0.65) spoilt[at] = [name, altered(random, value)];
    else spoilt[at] = [name, hostileValue(random)];
  }
  return [...kept, ...spoilt];
}

/** Nearly what it was: cut off, longer, one byte or one number another, or of its JSON another part. */
export function altered(random: Random, value: Buffer): Buffer {
  const at = Math.floor(random() * value.length);
  const other = hostileValue(random);
  const which = random();
  if (which < 0.2) return value.subarray(0, at);
  if (which < 0.35) return Buffer.concat([value.subarray(0, at), other.subarray(0, 300), value.subarray(at)]);
  if (which < 0.5)
    return Buffer.concat([value.subarray(0, at), Buffer.of(random() * 256), value.subarray(at + 1)]);
  const text = value.toString();
  const words = text.match(/"[^"]*"|-?\d+|true|false|null|[[{]/g) ?? [];
  if (words.length === 0) return Buffer.concat([value, value]);
  const word = pick(random, words);
  const instead = pick(random, [
    '-1',
    '0',
    '2147483648',
    '1e400',
    '""',
    'null',
    '[]',
    '{}',
    '"__proto__"',
    '[[[[',
    '99',
  ]);
  return Buffer.from(text.replace(word, () => instead));
}

export interface Body {
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Sample {
  readonly name: string;
  readonly content: Buffer;
}

/** What a form's body is made of. */
export interface Parts {
  readonly fields: readonly Field[];
  readonly isMultipart: boolean;
  /** The names of its fields for files. */
  readonly files: readonly string[];
  /** Files of the portal's own, to be sent back as they are or spoiled. */
  readonly samples: readonly Sample[];
}

export function hostileBody(random: Random, parts: Parts): Body {
  const { fields, isMultipart } = parts;
  const which = random();
  if (which < 0.02) return { type: pick(random, WRONG_TYPES), bytes: encoded(fields) };
  if (which < 0.03) return { type: FORM, bytes: randomBytes(200) };
  if (which < (isMultipart ? 0.9 : 0.06)) return multipart(random, parts);
  return { type: FORM, bytes: encoded(fields) };
}

const FORM = 'application/x-www-form-urlencoded';
const WRONG_TYPES = [
  ...['', 'application/json', 'text/plain', 'text/xml', 'multipart/form-data', 'application/octet-stream'],
  ...[`${FORM}; charset=utf-16`, `${FORM}; charset=x`, 'multipart/form-data; boundary=', 'nonsense'],
];

function encoded(fields: readonly Field[]): Buffer {
  const percent = (bytes: Buffer) =>
    Array.from(bytes, (byte) =>
      /[\w.-]/.test(String.fromCharCode(byte)) && byte < 128
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    ).join('');
  return Buffer.from(
    fields
      .map(
        ([name, value]) =>
          `${percent(Buffer.from(name))}=${value.length > 100_000 ? value.toString('latin1') : percent(value)}`,
      )
      .join('&'),
  );
}

const FILE_NAMES = [
  '',
  'a.pdf',
  'x.docx',
  '../../x.pdf',
  'a\u0000b.xlsx',
  '.htaccess',
  `${'x'.repeat(300)}.pdf`,
  '\u202egpj.exe',
  'con.png',
];
const CONTENTS = [
  '',
  '%PDF-1.7\n',
  'PK\u0003\u0004',
  '\u0089PNG\r\n\u001a\n',
  '\u00ff\u00d8\u00ff',
  'MZ',
  '<svg onload="alert(1)">',
  'a;b\n1;2',
];

function multipart(random: Random, { fields, files, samples }: Parts): Body {
  const boundary = 'ranh-gioi-cua-cac-phan';
  const parts = fields.map(([name, value]) =>
    part(`name="${name.replace(/[\r\n"]/g, '')}"`, value, boundary),
  );
  for (let count = Math.floor(random() * 3); count > 0; count--) {
    const name =
      random() < 0.9 && files.length > 0 ? pick(random, files) : pick(random, ['tep', 'files', 'anh']);
    const file = hostileFile(random, samples);
    parts.push(part(`name="${name}"; filename="${file.name}"`, file.content, boundary));
  }
  const whole = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  const bytes = random() < 0.1 ? whole.subarray(0, Math.floor(random() * whole.length)) : whole;
  return { type: `multipart/form-data; boundary=${boundary}`, bytes };
}

function hostileFile(random: Random, samples: readonly Sample[]): Sample {
  const which = random();
  if (which < 0.6 && samples.length > 0) {
    const sample = pick(random, samples);
    return which < 0.35 ? sample : { ...sample, content: altered(random, sample.content) };
  }
  const begun = Buffer.from(pick(random, CONTENTS), 'latin1');
  return {
    name: pick(random, FILE_NAMES),
    content: Buffer.concat([begun, randomBytes(Math.floor(random() * 3000))]),
  };
}

function part(disposition: string, content: Buffer, boundary: string): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n')]);
}
