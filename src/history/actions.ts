/** Facts an event's sentence needs, kept as JSON. */
export type EventDetail = Readonly<Record<string, string | number | readonly string[]>>;

type Sentence = (detail: EventDetail) => string;

/** Every recorded action and its Vietnamese sentence, which follows the actor's name. */
const sentences = {
  'period-opened': (d) => `đã mở kỳ báo cáo năm ${text(d['year'])}`,
} as const satisfies Record<string, Sentence>;

export type HistoryAction = keyof typeof sentences;

/** "đã nộp báo cáo (lần 2)": what happened, without who and when. Unknown actions read as themselves. */
export function sentence(action: string, detail: EventDetail): string {
  return action in sentences ? sentences[action as HistoryAction](detail) : action;
}

function text(value: EventDetail[string] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}
