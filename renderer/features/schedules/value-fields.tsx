import { useState } from 'react'
import { matchBoth, type PickName, pick, picksOf } from '../../../shared/schedule/picks.ts'
import { Segments } from '../../ui/segments.tsx'
import { type Choice, ValueGrid } from './value-grid.tsx'
import { words } from './words.ts'

const numbers = (from: number, to: number): Choice[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    value: from + index,
    text: String(from + index),
    label: String(from + index),
  }))
const named = (values: number[], nameOf: (value: number) => string | undefined): Choice[] =>
  values.map((value) => ({ value, text: nameOf(value)?.slice(0, 3) ?? '', label: nameOf(value) ?? '' }))

const choices: Record<Exclude<PickName, 'year'>, Choice[]> = {
  minute: numbers(0, 59),
  hour: numbers(0, 23),
  'day of month': numbers(1, 31),
  // Weeks start on Monday.
  'day of week': named([1, 2, 3, 4, 5, 6, 0], (day) => words.dayNames[day]),
  month: named(
    Array.from({ length: 12 }, (_, month) => month + 1),
    (month) => words.monthNames[month - 1],
  ),
}

const columns: Record<PickName, number> = {
  minute: 10,
  hour: 8,
  'day of month': 7,
  'day of week': 7,
  month: 6,
  year: 5,
}

/** The fields of an expression as values to choose from, in step with its text. */
export function ValueFields({ expr: typed, onChange }: { expr: string; onChange(expr: string): void }) {
  const [year] = useState(() => new Date().getFullYear())
  // Text without the right number of fields, as while one is typed, leaves the values as they were.
  const [last, setLast] = useState('* * * * *')
  const isReadable = picksOf(typed) !== null
  if (isReadable && typed !== last) setLast(typed)
  const expr = isReadable ? typed : last
  const picks = picksOf(expr)
  if (!picks) return null
  const grid = (name: PickName) => (
    <ValueGrid
      label={words.fieldNames[name]}
      choices={name === 'year' ? years(year, picks.year.values ?? []) : choices[name]}
      columns={columns[name]}
      values={picks[name].values}
      text={picks[name].text}
      onChange={(values) => onChange(pick(expr, name, values))}
    />
  )
  const hasDays = picks['day of month'].text !== '*' && picks['day of week'].text !== '*'
  return (
    <div role="group" aria-label={words.fields} className="@container">
      <div className="-mb-4 gap-4 @min-[560px]:columns-2">
        {grid('minute')}
        {grid('hour')}
        {grid('day of month')}
        {grid('day of week')}
        {hasDays && (
          <div className="mb-4 break-inside-avoid">
            <Segments
              label={words.bothDays}
              options={words.dayMatches}
              value={picks.both ? 'both' : 'either'}
              onChange={(value) => onChange(matchBoth(expr, value === 'both'))}
            />
          </div>
        )}
        {grid('month')}
        {grid('year')}
      </div>
    </div>
  )
}

/** The next ten years, and those that were chosen before. */
const years = (now: number, chosen: number[]): Choice[] => {
  const values = [...new Set([...Array.from({ length: 10 }, (_, index) => now + index), ...chosen])]
  return values.toSorted((one, other) => one - other).flatMap((value) => numbers(value, value))
}
