import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { inputClass } from '../ui/field.tsx'

export type ListedOption = { key: string; content: ReactNode; isOn: boolean; act(): void }

type Props = {
  label: string
  listLabel: string
  placeholder?: string
  hint: string
  error: string | undefined
  text: string
  onText(text: string): void
  options: readonly ListedOption[]
  isMultiple?: boolean
  /** Enter while nothing is typed and no option was chosen with the arrows; missing: the form submits. */
  onEnter?(): boolean
}

/** A text field with a list of options below it, which arrows and Enter choose from. */
export function OptionList(props: Props) {
  const { label, listLabel, placeholder, hint, error, text, onText, options, isMultiple = false } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, choose] = useState(-1)
  const current = Math.min(chosen, options.length - 1)
  useEffect(() => {
    list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = current + (event.key === 'ArrowDown' ? 1 : -1)
      choose(Math.max(-1, Math.min(options.length - 1, next)))
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    const option = options[current] ?? (text.trim() === '' ? undefined : options[0])
    if (!option) return
    event.preventDefault()
    option.act()
  }
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">
        {label}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
        aria-describedby={`${id}-note`}
        aria-invalid={error !== undefined || undefined}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          choose(-1)
          onText(event.target.value)
        }}
        onKeyDown={onKeyDown}
        className={inputClass}
      />
      <p id={`${id}-note`} className={error === undefined ? 'text-sm text-ink-3' : 'text-sm text-bad'}>
        {error ?? hint}
      </p>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={listLabel}
        aria-multiselectable={isMultiple || undefined}
        className="mt-1 max-h-52 min-h-7 overflow-auto rounded-md border border-rule p-1 empty:hidden"
      >
        {options.map(({ key, content, isOn, act }, index) => (
          <div
            key={key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={isOn}
            tabIndex={-1}
            data-current={index === current || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={act}
            onKeyDown={undefined}
            className="flex h-7 cursor-default items-center gap-2 rounded-md px-2 hover:bg-hover data-current:bg-hover data-current:outline-2 data-current:outline-accent data-current:outline-offset-[-2px]"
          >
            {content}
          </div>
        ))}
      </div>
    </div>
  )
}
