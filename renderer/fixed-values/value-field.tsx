import { Zap } from 'lucide-react'
import { useId } from 'react'
import type { Json } from '../../shared/model/json.ts'
import { type Param, titleOf } from '../../shared/params/param.ts'
import type { Held } from '../run-form/form.ts'
import { ParamField } from '../run-form/param-field.tsx'
import { IconButton } from '../ui/button.tsx'
import { Field, Select, TextInput } from '../ui/field.tsx'
import { useTyped } from '../ui/use-typed.ts'
import { type EventFacts, heldFrom, isReference, likelyReference, referencesOf, valueFrom } from './values.ts'
import { words } from './words.ts'

type Props = {
  name: string
  param: Param
  value: Json | undefined
  /** What was typed, where it is not JSON yet. */
  unread: Json | undefined
  problem: string | undefined
  /** Null: there is no event, as for a schedule. */
  facts: EventFacts | null
  /** References to the keys of the state that have values. */
  state: readonly string[]
  onChange(read: { value: Json | undefined } | { text: string }): void
  onLeave(): void
}

const mostNamed = 8

/** A fixed value of a parameter, or the fact about the event or the key of the state that it takes. */
export function ValueField(props: Props) {
  const { name, param, value, problem, facts, state, onChange } = props
  const label = titleOf(name, param)
  if (param.type === 'secret')
    return (
      <div {...(problem && { 'data-problem': true, tabIndex: -1 })} className="flex flex-col gap-1 rounded-sm text-sm">
        <span className="font-medium text-ink-2">{label}</span>
        <span className={problem ? 'text-bad' : 'text-ink-3'}>{problem ? words.secretNeeded(label) : words.noSecret}</span>
      </div>
    )
  const references = referencesOf(facts, state)
  const isReferring = isReference(value)
  const canRefer = references.length > 0 || isReferring
  const sources = words.sources(facts !== null && facts.names.length > 0, state.length > 0)
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        {isReferring ? <Reference {...{ ...props, references, sources, label }} /> : <Fixed {...props} label={label} />}
      </div>
      {canRefer && (
        <IconButton
          label={isReferring ? words.fixed(label) : words.takeFrom(label, sources)}
          aria-pressed={isReferring}
          onClick={() => onChange({ value: isReferring ? undefined : likelyReference(name, references) })}
          className="mt-5 aria-pressed:bg-selected aria-pressed:text-accent"
        >
          <Zap aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </div>
  )
}

type ReferenceProps = Props & { references: readonly string[]; sources: string; label: string }

function Reference({ value, problem, facts, references, sources, label, onChange, onLeave }: ReferenceProps) {
  const list = useId()
  const names = references.slice(0, mostNamed).join(', ')
  const hint = facts?.isOpen
    ? words.anyReference
    : facts?.names.includes('result')
      ? words.resultHint(names)
      : words.referenceHint(names)
  return (
    <Field label={words.reference(label, sources)} hint={names === '' ? undefined : hint} error={problem}>
      <TextInput mono list={list} value={String(value)} onBlur={onLeave} onChange={(text) => onChange({ value: text })} />
      <datalist id={list}>
        {references.map((reference) => (
          <option key={reference} value={reference} />
        ))}
      </datalist>
    </Field>
  )
}

function Fixed({ name, param, value, unread, problem, facts, label, onChange, onLeave }: Props & { label: string }) {
  const [held, read] = useHeld(param, value, unread)
  if (param.type === 'boolean')
    return (
      <Field label={label} hint={param.description} error={problem}>
        <Select
          value={String(held) as '' | 'true' | 'false'}
          options={words.switches(typeof param.default === 'boolean' ? param.default : undefined)}
          onChange={(next) => onChange(read(next))}
          onBlur={onLeave}
        />
      </Field>
    )
  const isFilled = facts?.fills.includes(name) && value === undefined && unread === undefined
  const preset = 'default' in param && param.default !== undefined ? words.default(param.default) : words.notSet
  return (
    <ParamField
      {...{ name, param, held, problem, onLeave }}
      autoFocus={false}
      emptyWord={preset}
      note={isFilled && <p className="text-sm text-ink-3">{words.filled(name)}</p>}
      onChange={(next) => onChange(read(next))}
    />
  )
}

type Read = { value: Json | undefined } | { text: string }

/** What the field holds, and what that is as a value; text that cannot be read stays in the field. */
function useHeld(param: Param, value: Json | undefined, unread: Json | undefined): [Held, (held: Held) => Read] {
  const isList = param.type === 'enum' && param.multiple === true
  const readOf = (held: Held): Read => valueFrom(param, held) ?? { text: String(held) }
  const [text, typed] = useTyped<Json | undefined>(
    unread ?? value,
    (now) => (unread === undefined ? String(heldFrom(param, now)) : String(now)),
    (held) => {
      const read = readOf(held)
      return 'text' in read ? read.text : read.value
    },
  )
  if (isList) return [heldFrom(param, value), readOf]
  return [
    text,
    (held) => {
      typed(String(held))
      return readOf(held)
    },
  ]
}
