import { Zap } from 'lucide-react'
import { useId } from 'react'
import type { Json } from '../../shared/model/json.ts'
import { type Param, titleOf } from '../../shared/params/param.ts'
import type { Held } from '../run-form/form.ts'
import { ParamField } from '../run-form/param-field.tsx'
import { IconButton } from '../ui/button.tsx'
import { Field, Select, TextInput } from '../ui/field.tsx'
import { useTyped } from '../ui/use-typed.ts'
import { type EventFacts, heldFrom, isReference, valueFrom } from './values.ts'
import { words } from './words.ts'

type Props = {
  name: string
  param: Param
  value: Json | undefined
  problem: string | undefined
  /** Null: there is no event, as for a schedule. */
  facts: EventFacts | null
  onChange(value: Json | undefined): void
  onLeave(): void
}

/** A fixed value of a parameter, or the fact about the event that it takes. */
export function ValueField(props: Props) {
  const { name, param, value, problem, facts, onChange } = props
  const label = titleOf(name, param)
  if (param.type === 'secret')
    return (
      <div className="flex flex-col gap-1 text-sm">
        <span className="font-medium text-ink-2">{label}</span>
        <span className={problem ? 'text-bad' : 'text-ink-3'}>{problem ? words.secretNeeded : words.noSecret}</span>
      </div>
    )
  const canRefer = facts !== null && facts.names.length > 0
  const isReferring = canRefer && isReference(value)
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        {isReferring ? <Reference {...props} facts={facts} label={label} /> : <Fixed {...props} label={label} />}
      </div>
      {canRefer && (
        <IconButton
          label={isReferring ? words.fixed(label) : words.fromEvent(label)}
          aria-pressed={isReferring}
          onClick={() => onChange(isReferring ? undefined : `$event.${facts.names.includes(name) ? name : facts.names[0]}`)}
          className="mt-5 aria-pressed:bg-selected aria-pressed:text-accent"
        >
          <Zap aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </div>
  )
}

function Reference({ value, problem, facts, label, onChange, onLeave }: Props & { facts: EventFacts; label: string }) {
  const list = useId()
  const hint = facts.isOpen ? words.anyReference : words.referenceHint(facts.names.map((name) => `$event.${name}`).join(', '))
  return (
    <Field label={words.reference(label)} hint={hint} error={problem}>
      <TextInput mono list={list} value={String(value)} onBlur={onLeave} onChange={onChange} />
      <datalist id={list}>
        {facts.names.map((name) => (
          <option key={name} value={`$event.${name}`} />
        ))}
      </datalist>
    </Field>
  )
}

function Fixed({ name, param, value, problem, facts, label, onChange, onLeave }: Props & { label: string }) {
  const [held, read] = useHeld(param, value)
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
  const isFilled = facts?.fills.includes(name) && value === undefined
  return (
    <ParamField
      {...{ name, param, held, problem, onLeave }}
      autoFocus={false}
      note={isFilled && <p className="text-sm text-ink-3">{words.filled(name)}</p>}
      onChange={(next) => onChange(read(next))}
    />
  )
}

/** What the field holds, and what that is as a value; text that cannot be read stays in the field. */
function useHeld(param: Param, value: Json | undefined): [Held, (held: Held) => Json | undefined] {
  const isList = param.type === 'enum' && param.multiple === true
  const [text, read] = useTyped<Json | undefined>(
    value,
    (now) => String(heldFrom(param, now)),
    (typed) => valueFrom(param, typed)?.value,
  )
  return isList ? [heldFrom(param, value), (held) => valueFrom(param, held)?.value] : [text, (held) => read(String(held))]
}
