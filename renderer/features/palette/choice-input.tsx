import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/field.tsx'
import type { Option } from '../../ui/search-select.tsx'
import { completed, lastPart, matchingOptions, optionNamed, textOf, valuesOf } from './choice-text.ts'

type Props = {
  label: string
  options: Option[]
  isMultiple: boolean
  chosen: string[]
  required?: boolean | undefined
  onChange(values: string[]): void
  onBlur(): void
}

/** A choice by typing: Tab, Enter and a comma complete what was begun, the arrow keys go through the choices. */
export function ChoiceInput({ label, options, isMultiple, chosen, required, onChange, onBlur }: Props) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState<string | null>(null)
  const [moved, setMoved] = useState<number | null>(null)
  const text = typed ?? textOf(chosen, options)
  const begun = typed === null ? '' : lastPart(text, isMultiple)
  const matches = isOpen ? matchingOptions(begun, options) : []
  const held = matches.findIndex(({ value }) => value === chosen.at(-1))
  const active = moved ?? (typed === null ? Math.max(0, held) : 0)
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const change = (next: string) => {
    setTyped(next)
    setMoved(null)
    onChange(valuesOf(next, options, isMultiple))
  }
  const choose = (option: Option) => change(completed(text, option, isMultiple))
  const onKeyDown = (event: KeyboardEvent) => {
    const option = matches[active]
    // Something was begun that is no choice yet, or another one was moved to.
    const isBegun = option !== undefined && (moved !== null || (begun !== '' && !optionNamed(begun, options)))
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1
      if (matches.length > 0) setMoved((active + by + matches.length) % matches.length)
    } else if (event.key === 'Tab' && isBegun) return choose(option)
    else if (event.key === ',' && isMultiple && isBegun) change(`${completed(text, option, isMultiple)},`)
    else if (event.key === 'Enter' && isBegun && !event.ctrlKey && !event.metaKey) choose(option)
    else return
    event.preventDefault()
  }
  return (
    <div className="flex flex-col gap-1">
      <TextInput
        role="combobox"
        aria-expanded={matches.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={matches.length > 0 ? `${id}-${active}` : undefined}
        aria-required={required || undefined}
        value={text}
        onChange={change}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          setOpen(false)
          setTyped(null)
          setMoved(null)
          onBlur()
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label={label} hidden={matches.length === 0} className="max-h-36 overflow-auto">
        {matches.map((option, at) => (
          <div
            key={option.value}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            // The text field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            onKeyDown={(event) => event.key === 'Enter' && choose(option)}
            className={cx(
              'flex h-6 items-center truncate rounded-md px-2 text-sm forced-colors:aria-selected:outline-2',
              at === active && 'bg-selected',
            )}
          >
            {option.label}
          </div>
        ))}
      </div>
    </div>
  )
}
