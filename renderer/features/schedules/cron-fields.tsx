import { useState } from 'react'
import { expressionOf, type Simple, simpleOf } from '../../../shared/schedule/simple.ts'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { Days } from './days.tsx'
import type { Part } from './form.ts'
import { ValueFields } from './value-fields.tsx'
import { words } from './words.ts'

type Shape = Simple['shape'] | 'other'

const starts: Record<Simple['shape'], Simple> = {
  minutes: { shape: 'minutes', minutes: 15 },
  hourly: { shape: 'hourly', minute: 0 },
  daily: { shape: 'daily', time: '09:00' },
  weekly: { shape: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
  monthly: { shape: 'monthly', time: '09:00', day: 1 },
}

export function CronFields({ form, problems, edit }: Part) {
  const [byValues, setByValues] = useState(false)
  const simple = byValues ? null : simpleOf(form.expr)
  const put = (change: Simple) => edit({ expr: expressionOf(change) })
  const choose = (shape: Shape) => {
    setByValues(shape === 'other')
    if (shape === 'other') return
    const start = starts[shape]
    // The time that was chosen stays where the new shape has one.
    const before = simpleOf(form.expr)
    put(before && 'time' in before && 'time' in start ? { ...start, time: before.time } : start)
  }
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label={words.when}>
          <Select value={simple?.shape ?? 'other'} options={words.shapes} onChange={choose} className="w-52!" />
        </Field>
        {simple && <SimpleFields simple={simple} put={put} />}
      </div>
      {simple?.shape === 'weekly' && (
        <Days days={simple.days} onChange={(days) => days.length > 0 && put({ ...simple, days })} label={words.daysOfWeek} />
      )}
      {!simple && <ValueFields expr={form.expr} onChange={(expr) => edit({ expr })} />}
      <Field label={words.expression} hint={words.expressionHint} error={problems['expr']}>
        <TextInput mono value={form.expr} onChange={(expr) => edit({ expr })} className="max-w-80" />
      </Field>
    </>
  )
}

function SimpleFields({ simple, put }: { simple: Simple; put(change: Simple): void }) {
  const within = (text: string, least: number, most: number): number =>
    Math.min(most, Math.max(least, Math.round(Number(text) || least)))
  switch (simple.shape) {
    case 'minutes':
      return (
        <Field label={words.minutesBetween}>
          <TextInput
            type="number"
            min={1}
            max={59}
            value={String(simple.minutes)}
            onChange={(text) => put({ shape: 'minutes', minutes: within(text, 1, 59) })}
            className="w-24!"
          />
        </Field>
      )
    case 'hourly':
      return (
        <Field label={words.minutesPast}>
          <TextInput
            type="number"
            min={0}
            max={59}
            value={String(simple.minute)}
            onChange={(text) => put({ shape: 'hourly', minute: within(text, 0, 59) })}
            className="w-24!"
          />
        </Field>
      )
    default:
      return (
        <>
          {simple.shape === 'monthly' && (
            <Field label={words.day}>
              <TextInput
                type="number"
                min={1}
                max={31}
                value={String(simple.day)}
                onChange={(text) => put({ ...simple, day: within(text, 1, 31) })}
                className="w-20!"
              />
            </Field>
          )}
          <Field label={words.time}>
            <TextInput
              type="time"
              value={simple.time}
              onChange={(time) => /^\d\d:\d\d/.test(time) && put({ ...simple, time: time.slice(0, 5) })}
              className="w-28!"
            />
          </Field>
        </>
      )
  }
}
