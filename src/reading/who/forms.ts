import type { Form } from '../../platform/page/forms.js';
import { questions, type Answers, type Question } from './rules.js';

/** What the address asks: nothing yet, all three answers, or a form with what is missing. */
export type Asked =
  { kind: 'nothing' } | { kind: 'answers'; answers: Answers } | { kind: 'form'; form: Form };

export const questionNames = Object.keys(questions) as Question[];

/** The button's own name: pressed with nothing chosen, it alone is sent. */
export const SENT = 'xem';

/** The answer to each question, '' where the query has none; no question at all where none was sent. */
export function namedIn(query: Readonly<Record<string, unknown>>): Partial<Record<Question, string>> {
  if (![SENT, ...questionNames].some((name) => name in query)) return {};
  return Object.fromEntries(
    questionNames.map((name) => {
      const value = query[name];
      const isAnswer = typeof value === 'string' && Object.hasOwn(questions[name].answers, value);
      return [name, isAnswer ? value : ''];
    }),
  );
}

export function readAnswers(named: Partial<Record<Question, string>>): Asked {
  if (Object.keys(named).length === 0) return { kind: 'nothing' };
  const errors = questionNames
    .filter((name) => !named[name])
    .map((field) => ({ field, message: `Hãy trả lời: ${questions[field].legend}` }));
  if (errors.length > 0) return { kind: 'form', form: { values: named, errors } };
  return { kind: 'answers', answers: named as Answers };
}
