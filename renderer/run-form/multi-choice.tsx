import { useId, useState } from 'react'
import { TextInput } from '../ui/field.tsx'
import type { Option } from '../ui/search-select.tsx'
import { Check } from '../ui/section.tsx'
import { fromManyOn } from './param-control.tsx'
import { words } from './words.ts'

type Props = {
  label: string
  hint: string | undefined
  problem: string | undefined
  choices: Option[]
  held: string[]
  onChange(held: string[]): void
  onLeave(): void
}

/** Check boxes, of which several may be on. Many are narrowed by typing; those that are on stay in sight. */
export function MultiChoice({ label, hint, problem, choices, held, onChange, onLeave }: Props) {
  const note = useId()
  const [text, setText] = useState('')
  const gone = held.filter((value) => choices.every((choice) => choice.value !== value))
  const all = [...gone.map((value) => ({ value, label: value })), ...choices]
  const shown = all.filter(({ label: name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <fieldset aria-describedby={note} onBlur={onLeave} className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{label}</legend>
      {all.length >= fromManyOn && (
        <TextInput
          type="search"
          aria-label={words.narrow(label)}
          placeholder={words.searchOptions(all.length)}
          value={text}
          onChange={setText}
        />
      )}
      <div className="flex max-h-40 flex-col gap-1 overflow-auto">
        {shown.slice(0, mostShown).map(({ value, label: name }) => (
          <Check
            key={value}
            checked={held.includes(value)}
            onChange={(on) => onChange(on ? [...held, value] : held.filter((other) => other !== value))}
          >
            {name}
          </Check>
        ))}
        {shown.length > mostShown && <p className="text-sm text-ink-3">{words.moreChoices(shown.length - mostShown)}</p>}
      </div>
      <p id={note} className={problem ? 'text-sm text-bad' : 'text-sm text-ink-3'}>
        {problem ?? hint}
      </p>
    </fieldset>
  )
}

const mostShown = 200
