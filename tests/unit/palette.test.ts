import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// axe measures text as it finds it. What it does not measure: the edge of what can be filled in, the ring of what has
// the focus (WCAG 2.2, 1.4.11), and the states that no page of a test happens to show.

const palette = readFileSync('styles/_palette.scss', 'utf8');
const colours = new Map(
  [...palette.matchAll(/^\$([\w-]+): (#[\da-f]+);/gm)].map(([, name, hex]) => [name, hex]),
);
const tones = [...palette.matchAll(/^ {2}'(\w+)' (\S+) (\S+?),?$/gm)].map(([, name, ground, text]) => ({
  name,
  ground: ground ?? '',
  text: text ?? '',
}));

describe.each([
  'paper',
  'card',
  'rice',
  'teal-tint',
  'teal-wash',
  'error-wash',
  'warn-wash',
  'ok-wash',
  'info-wash',
])('on the ground %s', (ground) => {
  it('text can be read', () => expect(contrast('$ink', `$${ground}`)).toBeGreaterThanOrEqual(4.5));
  it('soft text can be read', () => expect(contrast('$ink-soft', `$${ground}`)).toBeGreaterThanOrEqual(4.5));
  it('the focus is seen', () => expect(contrast('$focus', `$${ground}`)).toBeGreaterThanOrEqual(3));
});

it.each(['paper', 'card', 'rice'])('what can be filled in has an edge that is seen on %s', (ground) => {
  expect(contrast('$rule-strong', `$${ground}`)).toBeGreaterThanOrEqual(3);
});

it.each(['paper', 'card', 'rice', 'teal-wash', 'teal-tint'])('a link can be read on %s', (ground) => {
  expect(contrast('$teal', `$${ground}`)).toBeGreaterThanOrEqual(4.5);
});

it.each(['error', 'warn', 'ok', 'info'])('what a message says can be read: %s', (tone) => {
  expect(contrast(`$${tone}`, `$${tone}-wash`)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(`$${tone}`, '$card')).toBeGreaterThanOrEqual(4.5);
});

it.each(tones)('a tag can be read: $name', ({ ground, text }) => {
  expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
});

it('every tone of a tag is among those measured', () => {
  expect(tones.map(({ name }) => name)).toEqual([
    'grey',
    'blue',
    'yellow',
    'orange',
    'red',
    'green',
    'purple',
  ]);
});

it('the dark foot can be read, and its focus is seen', () => {
  expect(contrast('$card', '$foot')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('$teal-tint', '$foot')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('$gold', '$foot')).toBeGreaterThanOrEqual(3);
});

/** WCAG's ratio of two colours, each a token of the palette or written as it is. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const hex = colour.startsWith('$') ? colours.get(colour.slice(1)) : colour;
  if (!hex) throw new Error(`no colour ${colour} in the palette`);
  const full = hex.length === 4 ? hex.replace(/[\da-f]/g, '$&$&') : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(parseInt(full.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
