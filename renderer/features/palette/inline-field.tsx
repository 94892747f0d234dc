import { useQuery } from '@tanstack/react-query'
import { type Param, titleOf } from '../../../shared/params/param.ts'
import { api, messageOf } from '../../api/client.ts'
import type { Held } from '../../run-form/form.ts'
import { ParamControl } from '../../run-form/param-control.tsx'
import { hintOf } from '../../run-form/param-hint.ts'
import type { Target } from '../../run-form/start.ts'
import { words as formWords } from '../../run-form/words.ts'
import { Field } from '../../ui/field.tsx'
import type { Option } from '../../ui/search-select.tsx'
import { ChoiceInput } from './choice-input.tsx'
import { words } from './words.ts'

type Props = {
  name: string
  param: Param
  target: Target
  held: Held
  problem: string | undefined
  onChange(held: Held): void
  onLeave(): void
}

/** A parameter in one line: its title, its value with completion, and what is wrong with it. */
export function InlineField(props: Props) {
  const { name, param, target } = props
  if (param.type === 'enum' && param['options-from'] !== undefined && target.kind === 'job')
    return <PrintedChoices {...props} job={target.id} />
  if (param.type === 'boolean') return <Choice {...props} options={switches} />
  const options = param.type === 'enum' ? param.options : undefined
  if (options) return <Choice {...props} options={options.map((value) => ({ value, label: value }))} />
  return (
    <Line {...props}>
      <ParamControl
        {...{ param, onBlur: props.onLeave, onChange: props.onChange }}
        key={name}
        held={Array.isArray(props.held) ? props.held.join('\n') : String(props.held)}
      />
    </Line>
  )
}

const switches: Option[] = Object.entries(words.switches).map(([value, label]) => ({ value, label }))

function Choice({ options, note, ...props }: Props & { options: Option[]; note?: string | undefined }) {
  const { param, held, onChange } = props
  const isMultiple = param.type === 'enum' && param.multiple === true
  const chosen = Array.isArray(held) ? held : held === '' ? [] : [String(held)]
  const change = (values: string[]) => {
    if (isMultiple) onChange(values)
    else
      onChange(
        param.type === 'boolean' && values[0] !== undefined && isSwitch(values[0]) ? values[0] === 'true' : (values[0] ?? ''),
      )
  }
  return (
    <Line {...props} note={note ?? (isMultiple ? words.separate : undefined)}>
      <ChoiceInput
        {...{ options, isMultiple, chosen, onBlur: props.onLeave }}
        label={words.choicesOf(titleOf(props.name, param))}
        required={param.required}
        onChange={change}
      />
    </Line>
  )
}

const isSwitch = (text: string): boolean => text === 'true' || text === 'false'

/** Choices that a command of the job prints; without them, any text is taken. */
function PrintedChoices({ job, ...props }: Props & { job: string }) {
  const { data, error, isFetching } = useQuery({
    ...api.jobs.options.queryOptions({ input: { ref: job, name: props.name } }),
    gcTime: 0,
    retry: false,
  })
  const problem = error ? messageOf(error) : (data?.problem ?? null)
  const options = error ? [] : (data?.options ?? [])
  const told = options.length > 0 ? formWords.firstChoices : formWords.noChoices
  const note = isFetching ? formWords.choicesLoading : problem === null ? undefined : told(problem)
  return <Choice {...props} options={options} note={note} />
}

/** The label beside the control; help is shown for the line that has the focus. */
function Line({ name, param, held, problem, note, children }: Props & { note?: string | undefined; children: React.ReactNode }) {
  const title = titleOf(name, param)
  const label = 'unit' in param && param.unit ? formWords.withUnit(title, param.unit) : title
  const hint = [hintOf(param, held), note].filter(Boolean).join(' · ') || undefined
  return (
    <Field beside label={param.required ? label : formWords.optional(label)} hint={hint} error={problem}>
      {children}
    </Field>
  )
}
