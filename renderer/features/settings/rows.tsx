import { type ComponentProps, type ReactNode, useEffect, useId, useState } from 'react'
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

type TextProps = Pick<ComponentProps<typeof TextInput>, 'mono' | 'inputMode' | 'maxLength' | 'placeholder' | 'className'> & {
  label: string
  hint: string
  value: string
  /** Offered as it is typed. */
  offered?: readonly string[]
  /** Why the text cannot be saved. */
  problemOf?(text: string): string | undefined
  onSave(text: string): void
}

/** A text that is saved when the field is left, or by Enter. */
export function TextRow({ label, hint, value, offered = [], problemOf, onSave, ...input }: TextProps) {
  const id = useId()
  const [text, setText] = useState(value)
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => setText(value), [value])
  const keep = () => {
    const next = text.trim()
    const found = next === value ? undefined : problemOf?.(next)
    setProblem(found)
    if (next !== value && found === undefined) onSave(next)
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
        {...input}
        id={id}
        aria-describedby={`${id}-note`}
        aria-invalid={problem !== undefined || undefined}
        value={text}
        onChange={setText}
        onBlur={keep}
        {...(offered.length > 0 && { list: `${id}-offered` })}
      />
      {offered.length > 0 && (
        <datalist id={`${id}-offered`}>
          {offered.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </form>
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

export function NumberRow({ value, range: [least, most], placeholder = words.automatic, onSave, ...row }: NumberProps) {
  const numberOf = (text: string) => (text === '' ? null : Number(text))
  const problemOf = (text: string) => {
    const number = numberOf(text)
    const fits = number === null || (number >= least && number <= most)
    return fits ? undefined : words.outOfRange(Number(least.toFixed(2)), most)
  }
  return (
    <TextRow
      {...{ ...row, placeholder, problemOf }}
      value={value === null ? '' : String(value)}
      inputMode="decimal"
      className="max-w-24 text-right"
      onSave={(text) => onSave(numberOf(text))}
    />
  )
}
