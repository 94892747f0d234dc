import { type ReactNode, useCallback } from 'react'
import type { Json } from '../../../shared/flow/reference.ts'
import type { Problem } from '../../../shared/problem.ts'
import { Field as Labelled } from '../../ui/field.tsx'
import { sentenceCase } from '../../ui/sentence-case.ts'
import { BranchesControl } from './branches-control.tsx'
import { CasesControl } from './cases-control.tsx'
import { CompletedInput } from './completed-input.tsx'
import { type ControlProps, orNothing, textOf } from './control-props.ts'
import { type Field, pathOf, valueAt } from './fields.ts'
import { useFormPlace } from './form-place.tsx'
import { HooksControl } from './hooks-control.tsx'
import { InnerFlow } from './inner-flow.tsx'
import { NameControl } from './name-control.tsx'
import { offeredReferences } from './offers.ts'
import { PairsControl } from './pairs-control.tsx'
import { ParamsControl } from './params-control.tsx'
import { under } from './problems-of-fields.ts'
import { ScriptControl } from './script-control.tsx'
import { ChoiceControl, LineControl, LinesControl, TextControl, YesControl } from './text-controls.tsx'
import { JsonControl, TypedControl } from './typed-control.tsx'
import { type FieldWords, optionWords, wordsOfField } from './words/fields.ts'
import { formWords as words } from './words/form.ts'

type Props = {
  id: string
  field: Field
  problems?: readonly Problem[] | undefined
  isUnused?: boolean
  ofFlow?: boolean
  words?: FieldWords | undefined
}

/** A field of a form by its descriptor: label, control, help, and what is wrong with it. */
export function FieldView({ id, field, problems = [], isUnused = false, ofFlow = false, words: own }: Props) {
  const { at, value, set } = useFormPlace()
  const path = pathOf(id)
  const { label, help } = own ?? wordsOfField(id, ofFlow)
  const here = hasParts.has(field.control.is) ? problems.filter((problem) => problem.path === under(at, path)) : problems
  const wrong = here.find(({ severity }) => severity === 'error')
  const odd = here.filter((problem) => problem !== wrong).map(({ message }) => sentenceCase(message))
  const control = {
    ...{ label, value: valueAt(value, path), isWrong: wrong !== undefined },
    onChange: (next: Json | undefined) => set(path, next),
  }
  return (
    <div data-field={under(at, path)} className="flex min-w-0 flex-col gap-1">
      <Frame field={field} isTitled={id === 'params'} label={label} help={help} error={wrong && sentenceCase(wrong.message)}>
        <ControlOf id={id} field={field} {...control} />
      </Frame>
      {[...(isUnused ? [words.unused] : []), ...odd].map((text) => (
        <p key={text} className="text-sm text-warn">
          {text}
        </p>
      ))}
    </div>
  )
}

/** Each part of them shows its problems itself. */
const hasParts = new Set<Field['control']['is']>(['branches', 'cases', 'hooks'])

/** Several inputs have a legend, one has a label, a tick is its own. */
const groups = new Set<Field['control']['is']>(['pairs', 'cases', 'branches', 'nodes', 'params', 'hooks', 'script'])

type FrameProps = {
  field: Field
  isTitled: boolean
  label: string
  help: string | undefined
  error: string | undefined
  children: ReactNode
}

function Frame({ field, isTitled, label, help, error, children }: FrameProps) {
  if (field.control.is === 'yes')
    return (
      <>
        {children}
        <Note error={error} help={help} />
      </>
    )
  if (!groups.has(field.control.is))
    return (
      <Labelled label={label} hint={help} error={error}>
        {children}
      </Labelled>
    )
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      {/* The group around the parameters has the same name. */}
      <legend className={isTitled ? 'sr-only' : 'mb-1 text-sm font-medium text-ink-2'}>{label}</legend>
      {children}
      <Note error={error} help={help} />
    </fieldset>
  )
}

const Note = ({ error, help }: { error: string | undefined; help: string | undefined }) =>
  error || help ? <p className={error ? 'text-sm text-bad' : 'text-sm text-ink-3'}>{error ?? help}</p> : null

function ControlOf({ id, field: { control }, ...props }: { id: string; field: Field } & ControlProps) {
  const { value: node } = useFormPlace()
  switch (control.is) {
    case 'line':
    case 'code':
      return <LineControl {...props} isCode={control.is === 'code'} />
    case 'text':
      return <TextControl {...props} />
    case 'script':
      return <ScriptControl {...props} />
    case 'lines':
      return <LinesControl {...props} />
    case 'codes':
    case 'time':
    case 'number':
      return <TypedControl as={control.is} {...props} />
    case 'json':
      return <JsonControl {...props} />
    case 'reference':
      return <ReferenceControl {...props} />
    case 'yes':
      return <YesControl {...props} />
    case 'choice':
      return (
        <ChoiceControl
          {...props}
          options={control.optionsOf?.(node) ?? control.options}
          usual={control.usual}
          names={optionWords[id] ?? {}}
        />
      )
    case 'pairs':
      return <PairsControl {...props} values={control.values} />
    case 'name':
      return <NameControl {...props} of={control.of} />
    case 'cases':
      return <CasesControl {...props} />
    case 'branches':
      return <BranchesControl {...props} list={id as 'parallel_execs'} fieldView={FieldView} />
    case 'nodes':
      return <InnerFlow value={props.value} />
    case 'hooks':
      return <HooksControl {...props} />
    case 'params':
      return <ParamsControl field={id} {...props} />
  }
}

function ReferenceControl({ value, isWrong, onChange }: ControlProps) {
  const { references } = useFormPlace()
  const offer = useCallback((text: string) => offeredReferences(references, text), [references])
  return (
    <CompletedInput
      takesFields
      value={textOf(value)}
      isWrong={isWrong}
      offer={offer}
      onChange={(text) => onChange(orNothing(text))}
    />
  )
}
