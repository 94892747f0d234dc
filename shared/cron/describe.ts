import cronstrue from 'cronstrue'
import { fieldsOf } from './fields.ts'

const wordsOf = (text: string): string =>
  cronstrue.toString(text, { use24HourTimeFormat: true, throwExceptionOnParseError: false })

/** Describes a valid expression in English. */
export function describeCron(expression: string): string {
  const { fields } = fieldsOf(expression)
  if (!fields) return expression
  const textOf = (name: string): string => fields.find((field) => field.name === name)?.text.replace(/^\+/, '') ?? '*'
  const words = wordsOf(fields.map(({ name }) => textOf(name)).join(' '))
  const [day, weekday] = [textOf('day of month'), textOf('day of week')]
  if (/^[*?]/.test(day) || /^[*?]/.test(weekday)) return words
  // If both day fields are restricted, either is enough, unless the expression asks for both; only a word between them says which.
  const word = fields.some(({ text }) => text.startsWith('+')) ? 'only' : 'or'
  const days = wordsOf(`0 0 * * ${weekday}`).split(', ').slice(1).join(', ')
  const joined = words.replace(', and on ', `, ${word} on `)
  return days.startsWith('only') ? joined : joined.replace(`, ${days}`, `, ${word} ${days}`)
}
