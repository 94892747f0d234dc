import { textOf } from './control-props.ts'
import { type Field, pathOf, valueAt, type Written } from './fields.ts'
import { timeText } from './time-text.ts'
import { optionWords, wordsOfField } from './words/fields.ts'
import { formWords as words } from './words/form.ts'

const mostNamed = 3

/** What is set in a group of fields, in a line. */
export function summaryOf(fields: readonly { id: string; field: Field }[], value: Written, ofFlow: boolean): string {
  const set = fields.flatMap(({ id, field }) => {
    const found = valueAt(value, pathOf(id))
    return found === undefined ? [] : [short(id, field, found, ofFlow)]
  })
  return set.length === 0 ? words.none : set.slice(0, mostNamed).join(', ')
}

function short(id: string, { control }: Field, value: unknown, ofFlow: boolean): string {
  const { label } = wordsOfField(id, ofFlow)
  switch (control.is) {
    case 'yes':
      return label
    case 'time':
      return words.set(label, typeof value === 'number' ? timeText(value) : textOf(value))
    case 'number':
      return words.set(label, textOf(value))
    case 'choice':
      return optionWords[id]?.[textOf(value)] ?? textOf(value)
    default:
      return typeof value === 'object' && value !== null
        ? Object.keys(value).slice(0, mostNamed).join(', ')
        : textOf(value).slice(0, 40)
  }
}
