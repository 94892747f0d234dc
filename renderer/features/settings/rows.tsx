import { type ReactNode, useEffect, useId, useState } from 'react'
import { TextInput } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { type SettingsSection, settingsWords } from '../../words.ts'
import { words } from './words.ts'

/** A section that `/settings#ID` scrolls to. */
export function Group({ id, children }: { id: SettingsSection; children: ReactNode }) {
  const { title } = settingsWords[id]
  return (
    <section id={id} aria-label={title} className="scroll-mt-4">
      <h2 className="mb-2 border-b border-rule pb-1.5 font-semibold">{title}</h2>
      <div className="flex flex-col">{children}</div>
    </section>
  )
}

type SwitchProps = { label: string; hint: string; checked: boolean; onChange(checked: boolean): void }

export function SwitchRow({ label, hint, checked, onChange }: SwitchProps) {
  return (
    <div className="flex items-center justify-between gap-6 py-2">
      <div>
        <p className="font-semibold">{label}</p>
        <p className="text-sm text-ink-3">{hint}</p>
      </div>
      <Switch checked={checked} label={label} onChange={onChange} />
    </div>
  )
}

type NumberProps = {
  label: string
  hint: string
  value: number | null
  range: [number, number]
  /** What an empty field means. */
  placeholder?: string
  onSave(value: number | null): void
}

/** A number that is saved when the field is left, or by Enter. */
export function NumberRow({ label, hint, value, range: [least, most], placeholder = words.automatic, onSave }: NumberProps) {
  const id = useId()
  const shown = value === null ? '' : String(value)
  const [text, setText] = useState(shown)
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => setText(shown), [shown])
  const keep = () => {
    if (text.trim() === shown) return setProblem(undefined)
    const next = text.trim() === '' ? null : Number(text)
    if (next !== null && !(next >= least && next <= most)) return setProblem(words.outOfRange(Number(least.toFixed(2)), most))
    setProblem(undefined)
    onSave(next)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
      className="flex items-center justify-between gap-6 py-2"
    >
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        <p id={`${id}-note`} className={problem ? 'text-sm text-bad' : 'text-sm text-ink-3'}>
          {problem ?? hint}
        </p>
      </div>
      <TextInput
        id={id}
        aria-describedby={`${id}-note`}
        aria-invalid={problem !== undefined || undefined}
        value={text}
        onChange={setText}
        onBlur={keep}
        inputMode="decimal"
        placeholder={placeholder}
        className="max-w-24 text-right"
      />
    </form>
  )
}
