import cronstrue from 'cronstrue'
import { fieldsOf } from './fields.ts'

const wordsOf = (text: string): string =>
  cronstrue.toString(text, { use24HourTimeFormat: true, throwExceptionOnParseError: false })

/** Describes a valid expression in English. */
export function describeCron(expression: string): string {
  const { fields } = fieldsOf(expression)
  if (!fields) return expression
  const words = wordsOf(fields.map(({ text }) => text).join(' '))
  const textOf = (name: string): string => fields.find((field) => field.name === name)?.text ?? '*'
  const [day, weekday] = [textOf('day of month'), textOf('day of week')]
  if (/^[*?]/.test(day) || /^[*?]/.test(weekday)) return words
  // If both day fields are restricted, either is enough, and only "or" says that.
  const days = wordsOf(`0 0 * * ${weekday}`).split(', ').slice(1).join(', ')
  return words.replace(', and on ', ', or on ').replace(`, ${days}`, `, or ${days}`)
}
