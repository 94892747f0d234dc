import { useRef } from 'react'
import { messageOf } from '../api/client.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { KeyText } from '../ui/key-text.tsx'
import type { RunQuestion } from './ask.ts'
import { ChoicesOf } from './choices-of.ts'
import { Fields } from './fields.tsx'
import { firstField } from './first-field.ts'
import { FormToolbar } from './form-toolbar.tsx'
import { OptionFields } from './option-fields.tsx'
import { PipelineFields } from './pipeline-fields.tsx'
import { useRunForm } from './use-run-form.ts'
import { words } from './words.ts'

/** Asks for the parameters and the options of a run. */
export function RunForm({ question }: { question: RunQuestion }) {
  const { target, earlier, isAgain, test, answer } = question
  const root = useRef<HTMLDivElement>(null)
  const state = useRunForm(question)
  const { start, shownProblems } = state
  const submit = (stays: boolean) => {
    const wrong = state.submit(stays)
    // The section of an option opens first.
    if (wrong.length > 0) requestAnimationFrame(() => firstField(root.current, wrong)?.focus())
  }
  const params = (
    <ChoicesOf value={target}>
      <Fields
        schema={state.schema}
        form={state.form}
        problems={shownProblems}
        kept={isAgain && earlier ? { names: state.kept, run: earlier.number } : null}
        autoFocus={!state.isAside}
        onChange={state.change}
        onLeave={state.leave}
      />
    </ChoicesOf>
  )
  return (
    <FormDialog
      tall
      title={(test ? words.testTitle : isAgain ? words.againTitle : words.title)(target.name, question.version)}
      submit={test ? words.submitTest : isAgain ? words.submitAgain : words.submit}
      footnote={!test && <KeyText of={words.keys} />}
      isBusy={start.isPending}
      isChanged={state.isChanged}
      // A flow or pipeline without parameters asks for nothing: Enter runs it.
      focusesSubmit={state.isAside && target.kind !== 'job'}
      onSubmit={submit}
      onClose={() => answer(null)}
    >
      <div className="flex max-h-[calc(60vh+40px)] min-h-0 flex-col gap-4">
        <FormToolbar target={target} earlier={earlier} isTest={test !== undefined} state={state} />
        <div ref={root} className="scroll-hint -mx-1 flex min-h-0 flex-col gap-4 overflow-auto px-1 pb-1">
          {!state.isAside && params}
          {target.kind === 'pipeline' && !isAgain && <PipelineFields pipeline={target.id} state={state} />}
          {!test && (
            <OptionFields kind={target.kind} state={state} isAlone={state.isAside && target.kind === 'job'}>
              {state.isAside && params}
            </OptionFields>
          )}
        </div>
      </div>
      {start.isError && (
        <p role="alert" className="text-sm whitespace-pre-line text-bad">
          {messageOf(start.error)}
        </p>
      )}
    </FormDialog>
  )
}
