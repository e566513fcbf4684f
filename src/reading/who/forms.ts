import type { Form } from '../../platform/forms.js';
import { questions, type Answers, type Question } from './rules.js';

/** What the address asks: nothing yet, all three answers, or a form with what is missing. */
export type Asked = { kind: 'nothing' } | { kind: 'answers'; answers: Answers } | { kind: 'form'; form: Form };

export const questionNames = Object.keys(questions) as Question[];

/** Of the query, the questions that it names, each with its answer; '' for what is no answer of the question. */
export function namedIn(query: Readonly<Record<string, unknown>>): Partial<Record<Question, string>> {
  const named = questionNames.filter((name) => name in query);
  return Object.fromEntries(
    named.map((name) => {
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
