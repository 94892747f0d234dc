import { type InputHTMLAttributes, useId } from 'react'
import type { Json } from '../../../shared/flow/reference.ts'
import { TextArea, TextInput, useFieldInput } from '../../ui/field.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { type ControlProps, textOf } from './control-props.ts'
import { jsonOf, jsonText } from './json-text.ts'
import { timeOf, timeText } from './time-text.ts'
import { formWords as words } from './words/form.ts'

/** Null: the text cannot be read. Undefined: nothing is written. */
type Meant = Json | undefined
type Format = {
  print(value: unknown): string
  read(text: string): Exclude<Meant, null> | null
  problem: string
}

const formats = {
  number: {
    print: textOf,
    read: (text) => (/^[+-]?\d+$/.test(text.trim()) ? Number(text) : null),
    problem: words.noNumber,
  },
  time: {
    print: (value) => (typeof value === 'number' ? timeText(value) : textOf(value)),
    read: timeOf,
    problem: words.noTime,
  },
  codes: {
    print: (value) => (Array.isArray(value) ? value.join(', ') : textOf(value)),
    read: (text) => (/^\s*\d+(\s*,\s*\d+)*\s*,?\s*$/.test(text) ? (text.match(/\d+/g) ?? []).map(Number) : null),
    problem: words.noCodes,
  },
} satisfies Record<string, Format>

type Props = ControlProps & Pick<InputHTMLAttributes<HTMLInputElement>, 'inputMode' | 'placeholder'>

/** A field whose value is not its text. A text that cannot be read stays, says so, and is not written. */
export function TypedControl({ as, ...props }: { as: keyof typeof formats } & ControlProps) {
  const { print, read, problem }: Format = formats[as]
  const meantBy = (text: string): Meant => (text.trim() === '' ? undefined : read(text))
  return (
    <Typed
      {...props}
      print={print}
      read={meantBy}
      problem={problem}
      inputMode={as === 'number' ? 'numeric' : undefined}
      placeholder={as === 'time' ? words.timeHint : undefined}
    />
  )
}

function Typed({
  label: _,
  value,
  isWrong,
  onChange,
  print,
  read,
  problem,
  ...rest
}: Props & { print(value: unknown): string; read(text: string): Meant; problem: string }) {
  const { id } = useNote()
  const [text, type] = useTyped<Meant>(value as Meant, print, read)
  const isUnread = text.trim() !== '' && read(text) === null
  return (
    <>
      <TextInput
        {...rest}
        value={text}
        aria-invalid={isWrong || isUnread || undefined}
        {...(isUnread ? { 'aria-describedby': id } : {})}
        onChange={(next) => {
          const meant = type(next)
          if (meant !== null) onChange(meant)
        }}
      />
      {isUnread && <Unread id={id}>{problem}</Unread>}
    </>
  )
}

/** JSON over several lines; a text that is no JSON is a text. */
export function JsonControl({ value, isWrong, onChange }: ControlProps) {
  const { id } = useNote()
  const [text, type] = useTyped<Meant>(value as Meant, jsonText, (typed) => jsonOf(typed).value)
  const { problem } = jsonOf(text)
  return (
    <>
      <TextArea
        value={text}
        rows={Math.min(12, Math.max(2, text.split('\n').length))}
        aria-invalid={isWrong || problem !== null || undefined}
        {...(problem === null ? {} : { 'aria-describedby': id })}
        onChange={(next) => {
          type(next)
          const meant = jsonOf(next)
          if (meant.problem === null) onChange(meant.value)
        }}
      />
      {problem !== null && <Unread id={id}>{words.noJson(problem)}</Unread>}
    </>
  )
}

const useNote = () => {
  const own = useId()
  return { id: `${useFieldInput().id ?? own}-unread` }
}

const Unread = ({ id, children }: { id: string; children: string }) => (
  <p id={id} className="text-sm text-bad">
    {children}
  </p>
)
