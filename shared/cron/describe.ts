import cronstrue from 'cronstrue'
import { type Field, type FieldName, fieldsOf } from './fields.ts'

const wordsOf = (text: string): string =>
  cronstrue.toString(text, { use24HourTimeFormat: true, throwExceptionOnParseError: false })

/** More times of day than this are easier to read as minutes past the hour. */
const mostTimes = 6

const numbersOf = (text: string): number[] | null =>
  /^\d+(,\d+)*$/.test(text) ? [...new Set(text.split(',').map(Number))].sort((a, b) => a - b) : null

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** "09:00 and 09:30", where several minutes of a few hours are listed. */
function timesOf(fields: Field[]): string | null {
  const textOf = (name: FieldName): string => fields.find((field) => field.name === name)?.text ?? '0'
  const [hours, minutes] = [numbersOf(textOf('hour')), numbersOf(textOf('minute'))]
  if (!hours || !minutes || minutes.length < 2 || hours.length * minutes.length > mostTimes) return null
  if (!/^0+$/.test(textOf('second'))) return null
  const times = hours.flatMap((hour) => minutes.map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`))
  return `${times.slice(0, -1).join(', ')}${times.length > 2 ? ',' : ''} and ${times.at(-1)}`
}

const sizes: Partial<Record<FieldName, number>> = { minute: 60, hour: 24 }
/** From so many on, a list is easier to read as a range or a step. */
const longList = 4

/** The same values in fewer words: `1,2,3,4,5` as `1-5`, `0,15,30,45` as every 15 minutes. */
function folded(name: FieldName, text: string): string {
  const values = numbersOf(text)
  const [first, second, last] = [values?.[0], values?.[1], values?.at(-1)]
  if (!values || values.length < longList || first === undefined || second === undefined || last === undefined) return text
  const step = second - first
  if (values.some((value, at) => value !== first + at * step)) return text
  if (step === 1) return `${first}-${last}`
  return first === 0 && last + step === sizes[name] ? `*/${step}` : text
}

/** Describes a valid expression in English. */
export function describeCron(expression: string): string {
  const { fields } = fieldsOf(expression)
  if (!fields) return expression
  const textOf = (name: string): string => fields.find((field) => field.name === name)?.text.replace(/^\+/, '') ?? '*'
  const times = timesOf(fields)
  // The sentence of one time of day, with all of them in its place.
  const single: Partial<Record<string, string>> = times === null ? {} : { hour: '0', minute: '0' }
  const sentence = wordsOf(fields.map(({ name }) => single[name] ?? folded(name, textOf(name))).join(' '))
  const words = times === null ? sentence : sentence.replace('At 00:00', `At ${times}`)
  const [day, weekday] = [textOf('day of month'), textOf('day of week')]
  if (/^[*?]/.test(day) || /^[*?]/.test(weekday)) return words
  // If both day fields are restricted, either is enough, unless the expression asks for both; only a word between them says which.
  const word = fields.some(({ text }) => text.startsWith('+')) ? 'only' : 'or'
  const days = wordsOf(`0 0 * * ${folded('day of week', weekday)}`)
    .split(', ')
    .slice(1)
    .join(', ')
  const joined = words.replace(', and on ', `, ${word} on `)
  return days.startsWith('only') ? joined : joined.replace(`, ${days}`, `, ${word} ${days}`)
}
