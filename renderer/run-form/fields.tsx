import { type ReactNode, useContext } from 'react'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { ChoicesOf } from './choices-of.ts'
import { CommandChoices } from './command-choices.tsx'
import { type Form, groupsOf, type Held, shownNames } from './form.ts'
import { type FieldProps, ParamField } from './param-field.tsx'
import { words } from './words.ts'

type Props = {
  schema: ParamSchema
  form: Form
  problems: Record<string, string>
  /** The secrets of the run that is repeated. */
  kept?: { names: readonly string[]; run: number } | null
  /** The first field has the keyboard. */
  autoFocus?: boolean
  onChange(name: string, held: Held): void
  onLeave(name: string): void
}

/** The fields of the parameters that apply, by group. */
export function Fields({ schema, form, problems, kept = null, autoFocus = false, onChange, onLeave }: Props) {
  const target = useContext(ChoicesOf)
  const groups = groupsOf(schema, shownNames(schema, form))
  const first = groups[0]?.[1][0]
  const fieldOf = (name: string): ReactNode => {
    const param = schema[name]
    if (!param) return null
    const field: FieldProps = {
      ...{ name, param, held: form[name] ?? '', problem: problems[name], autoFocus: autoFocus && name === first },
      placeholder: kept?.names.includes(name) ? words.kept(kept.run) : undefined,
      onChange: (held) => onChange(name, held),
      onLeave: () => onLeave(name),
    }
    const isPrinted = param.type === 'enum' && param['options-from'] !== undefined && target?.kind === 'job'
    return (
      <div key={name} data-param={name}>
        {isPrinted ? <CommandChoices job={target.id} field={field} /> : <ParamField {...field} />}
      </div>
    )
  }
  return groups.map(([group, names]) => (
    <ParamGroup key={group} name={group}>
      {names.map(fieldOf)}
    </ParamGroup>
  ))
}

/** Fields under the heading of their group, which those without a group do without. */
export const ParamGroup = ({ name, children }: { name: string; children: ReactNode }) => (
  <section aria-label={name || undefined} className="flex flex-col gap-3">
    {name !== '' && <h3 className="border-b border-rule pb-1 text-sm font-semibold text-ink-2">{name}</h3>}
    {children}
  </section>
)
