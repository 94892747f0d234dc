import { Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Check } from '../../ui/section.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { type ControlProps, orNothing, textOf } from './control-props.ts'
import { formWords as words } from './words/form.ts'

export const LineControl = ({ value, isWrong, onChange, isCode }: ControlProps & { isCode?: boolean }) => (
  <TextInput
    dir="auto"
    mono={isCode ?? false}
    value={textOf(value)}
    aria-invalid={isWrong || undefined}
    onChange={(text) => onChange(orNothing(text))}
  />
)

export const TextControl = ({ value, isWrong, onChange }: ControlProps) => (
  <TextArea
    dir="auto"
    value={textOf(value)}
    aria-invalid={isWrong || undefined}
    onChange={(text) => onChange(orNothing(text))}
    className="font-sans"
  />
)

const linesOf = (text: string): string[] | undefined => {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.length === 0 ? undefined : lines
}

/** A list of texts, one in each line. */
export function LinesControl({ value, isWrong, onChange }: ControlProps) {
  const lines = Array.isArray(value) ? value.map(textOf) : undefined
  const [text, type] = useTyped(lines, (known) => known?.join('\n') ?? '', linesOf)
  return (
    <TextArea
      rows={Math.min(8, Math.max(2, text.split('\n').length))}
      value={text}
      aria-invalid={isWrong || undefined}
      onChange={(next) => onChange(type(next))}
    />
  )
}

type ChoiceProps = ControlProps & { options: readonly string[]; usual: string | undefined; names: Record<string, string> }

/** A choice of few. A value that is none of them stays until another is chosen. */
export function ChoiceControl({ value, isWrong, onChange, options, usual, names }: ChoiceProps) {
  const nameOf = (option: string): string => names[option] ?? option
  const written = textOf(value)
  const unknown = written !== '' && !options.includes(written) ? { [written]: written } : {}
  // Without the field, the usual value holds. Where it is written as well, the two are told apart.
  const none = usual === undefined ? words.notSet : written === usual ? words.usual(nameOf(usual)) : nameOf(usual)
  const others = options.filter((option) => option !== usual || written === usual)
  return (
    <Select
      value={written}
      options={{ '': none, ...unknown, ...Object.fromEntries(others.map((option) => [option, nameOf(option)])) }}
      aria-invalid={isWrong || undefined}
      onChange={(next) => onChange(orNothing(next))}
    />
  )
}

/** A tick that is the label, too. Off is what a node without the field means. */
export const YesControl = ({ label, value, onChange }: ControlProps) => (
  <Check checked={value === true} onChange={(isOn) => onChange(isOn ? true : undefined)}>
    {label}
  </Check>
)
