const most = 10

/** A sentence about each wrong value: a few in full, and how many more there are. */
export function problemsText(problems: Readonly<Record<string, string>>): string {
  const all = Object.entries(problems).map(([name, message]) => sentenceOf(`${name} ${message}`))
  return [...all.slice(0, most), ...(all.length > most ? [`${all.length - most} more are wrong.`] : [])].join(' ')
}

/** A question ends itself. */
export const sentenceOf = (text: string): string => (text.endsWith('?') ? text : `${text}.`)
