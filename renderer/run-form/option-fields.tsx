import type { ReactNode } from 'react'
import { Field, TextInput } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { type OptionsForm, optionsOf } from './options.ts'
import type { Target } from './start.ts'
import { freeName, type RunFormState } from './use-run-form.ts'
import { words } from './words.ts'

const types: Record<keyof OptionsForm, object> = {
  at: { type: 'datetime-local', className: 'max-w-56' },
  priority: { inputMode: 'numeric', placeholder: '0', className: 'max-w-28' },
  version: { inputMode: 'numeric', placeholder: words.options.newest, className: 'max-w-28' },
  reason: { maxLength: 500 },
}

type Props = {
  kind: Target['kind']
  state: RunFormState
  /** There is nothing else in the form. */
  isAlone: boolean
  /** What else most leave as it is. */
  children: ReactNode
}

/** When and how the run starts; most leave it as it is. */
export function OptionFields({ kind, state, isAlone, children }: Props) {
  const { options, shownProblems, changeOptions, leave } = state
  const names = optionsOf(kind)
  const set = names.filter((name) => options[name] !== '')
  return (
    <Section
      checked={shownProblems}
      title={words.options.title}
      summary={set.length === 0 ? words.options.none : set.map((name) => words.options.labels[name].toLowerCase()).join(', ')}
      startsOpen={isAlone}
      invalid={Object.keys(shownProblems).some((name) => name in options || (state.isAside && name === freeName))}
    >
      {names.map((name, at) => (
        <div key={name} data-param={name}>
          <Field label={words.options.labels[name]} hint={words.options.hints[name]} error={shownProblems[name]}>
            <TextInput
              {...types[name]}
              autoFocus={isAlone && at === 0}
              value={options[name]}
              onChange={(text) => changeOptions({ [name]: text })}
              onBlur={() => leave(name)}
            />
          </Field>
        </div>
      ))}
      {children}
    </Section>
  )
}
