import {
  hostileBody,
  hostileValue,
  pick,
  randomFrom,
  spoiled,
  type Body,
  type Random,
} from './bench-hostile-fields.js';
import type { Crowd, Person } from './bench-hostile-crowd.js';
import { contentOf, type FoundForm } from './bench-forms.js';
import { fileFieldsOf, filledIn } from './bench-hostile-forms.js';
import type { Route } from './bench-hostile-routes.js';

export interface Post {
  readonly number: number;
  readonly who: Person;
  readonly route: Route;
  /** Where its form stood. */
  readonly page: string;
  readonly path: string;
  readonly body: Body;
}

/**
 * The posts go round the addresses. What a post does is decided by its own number; what it does it to is what the posts before it
 * have left. Five of six are by who has a form for the address, the others by anybody.
 */
export async function postOf(
  number: number,
  seed: number,
  targets: readonly Route[],
  crowd: Crowd,
): Promise<Post> {
  const { people, samples } = crowd;
  const random = randomFrom(seed * 1_000_003 + number);
  const route = targets[number % targets.length]!;
  if (!people.some(({ book }) => book.formsFor(route).length > 0)) await crowd.lookFor(random, route);
  const owners = people.filter(({ book }) => book.formsFor(route).length > 0);
  const who = pick(random, owners.length > 0 && random() < 5 / 6 ? owners : people);
  const own = who.book.formsFor(route);
  const all = own.length > 0 ? own : owners.flatMap(({ book }) => book.formsFor(route));
  const found =
    all.length > 0 ? await asItIsNow(pick(random, all), who, crowd) : formLike(random, route, who);
  const token = Buffer.from(who.token);
  const filled = filledIn(random, found).filter(([name]) => name !== '_csrf');
  const isKept = random() < 0.15;
  const whole = [['_csrf', token] as const, ...filled];
  const fields = isKept ? whole : spoiled(random, whole);
  const body = hostileBody(random, { ...found, fields, files: fileFieldsOf(found), samples });
  const path = isKept ? found.action : spoiledPath(random, found.action);
  return { number, who, route, page: found.page, path, body };
}

/** The form as its page has it at this moment, with the versions of what it changes; as it was where it has gone. */
async function asItIsNow(form: FoundForm, who: Person, crowd: Crowd): Promise<FoundForm> {
  const { forms } = contentOf(await crowd.page(who, form.page), form.page);
  return forms.find(({ action }) => action === form.action) ?? form;
}

/** Where nobody has seen a form that posts there: any numbers, and the fields of another form. */
function formLike(random: Random, { pattern }: Route, { book }: Person): FoundForm {
  const values: Readonly<Record<string, string>> = { year: '2026', code: 'GD01' };
  const action = pattern
    .replace(/\/[:*]\w+/g, (word) => `/${values[word.slice(2)] ?? Math.ceil(random() * 60)}`)
    .replace(/[{}]/g, '');
  return { ...pick(random, book.all()), action };
}

/** Mostly as it is; now and then of another unit, or with what is no number. */
function spoiledPath(random: Random, action: string): string {
  const which = random();
  const hostile = (most: number) =>
    encodeURIComponent(hostileValue(random).toString().slice(0, most).toWellFormed());
  if (which < 0.04) return action.replace(/\/\d+/g, () => `/${Math.ceil(random() * 200)}`);
  if (which < 0.06) return action.replace(/\/\d+/, () => `/${hostile(50)}`);
  if (which > 0.94)
    return `${action}${action.includes('?') ? '&' : '?'}${pick(random, ['sau', 'take', 'buoc', 'ten', '__proto__'])}=${hostile(3000)}`;
  return action;
}
