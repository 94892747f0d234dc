import { type KeyboardEvent, type MouseEvent, useId, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { words } from './words.ts'

export type Choice = { value: number; text: string; label: string }

/** Numbers or names of which any are chosen; none stands for all. One stop of Tab; arrows move within, Space chooses. */
export function ValueGrid(props: {
  label: string
  choices: Choice[]
  columns: number
  /** Null: the expression says something that the choices cannot show. */
  values: number[] | null
  text: string
  onChange(values: number[]): void
}) {
  const { label, choices, columns, values, text, onChange } = props
  const id = useId()
  const grid = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const chosen = new Set(values)
  const put = (next: Set<number>) => onChange([...next].toSorted((one, other) => one - other))

  function choose(index: number, event: MouseEvent) {
    const last = at
    setAt(index)
    const isOn = !chosen.has(choices[index]?.value ?? -1)
    const span = event.shiftKey ? choices.slice(Math.min(last, index), Math.max(last, index) + 1) : [choices[index]]
    const next = new Set(chosen)
    for (const choice of span) if (choice) isOn ? next.add(choice.value) : next.delete(choice.value)
    put(next)
  }

  function move(event: KeyboardEvent, at: number) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? choices.length - 1 : step === undefined ? -1 : at + step
    if (next < 0 || next >= choices.length) return
    event.preventDefault()
    setAt(next)
    grid.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <div role="group" aria-labelledby={id} className="mb-4 min-w-0 break-inside-avoid">
      <div className="flex h-6 items-center gap-2">
        <span id={id} className="shrink-0 text-sm font-medium text-ink-2">
          {label}
        </span>
        <span className="min-w-0 truncate text-sm text-ink-3">{summary(values, text)}</span>
        {values?.length !== 0 && (
          <Button look="quiet" small className="ml-auto" aria-label={words.clearOf(label)} onClick={() => onChange([])}>
            {words.clear}
          </Button>
        )}
      </div>
      <div ref={grid} className="grid gap-px" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {choices.map(({ value, text, label }, index) => (
          <button
            key={value}
            type="button"
            tabIndex={index === at ? 0 : -1}
            aria-pressed={chosen.has(value)}
            aria-label={label}
            onClick={(event) => choose(index, event)}
            onKeyDown={(event) => move(event, index)}
            className={cx(
              'h-6 min-w-0 rounded-sm border text-sm tabular-nums focus-visible:z-10',
              chosen.has(value)
                ? 'border-accent bg-selected font-medium forced-colors:border-2 forced-colors:border-[Highlight]'
                : 'border-rule text-ink-2 hover:bg-hover',
            )}
          >
            {text}
          </button>
        ))}
      </div>
    </div>
  )
}

const summary = (values: number[] | null, text: string): string =>
  values === null ? words.typedValue(text) : values.length === 0 ? words.everyValue : words.chosenValues(values.length)
