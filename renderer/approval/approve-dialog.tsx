import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { FlowWait } from '../../shared/model/flow.ts'
import type { Params } from '../../shared/model/params.ts'
import { api, messageOf } from '../api/client.ts'
import { Fields } from '../run-form/fields.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { useAnswers } from './use-answers.ts'
import { words } from './words.ts'

export type AskedApproval = Pick<FlowWait, 'run' | 'step' | 'nodeTitle' | 'form'>

type Props = { wait: AskedApproval; onApproved(): void; onClose(): void }

/** Asks for what the form of an approval asks for. */
export default function ApproveDialog({ wait, onApproved, onClose }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const answers = useAnswers(wait.form)
  const [comment, setComment] = useState('')
  const approve = useMutation(
    api.flowRuns.approve.mutationOptions({
      onSuccess() {
        onClose()
        onApproved()
      },
      onError: answers.refuse,
    }),
  )
  const submit = (): void => {
    const params: Params | null = answers.take(root.current)
    const note = comment.trim()
    if (params) approve.mutate({ ref: wait.run, node: wait.step, value: true, params, ...(note && { comment: note }) })
  }
  return (
    <FormDialog
      title={words.approve(wait.nodeTitle)}
      submit={words.submit}
      isBusy={approve.isPending}
      isChanged={answers.isChanged || comment !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <div ref={root} className="flex max-h-[56vh] flex-col gap-3 overflow-auto">
        <Fields {...answers.fields} autoFocus />
        <Field label={words.comment}>
          <TextInput value={comment} maxLength={2_000} onChange={setComment} />
        </Field>
      </div>
      {approve.isError && (
        <p role="alert" className="text-sm text-bad">
          {messageOf(approve.error)}
        </p>
      )}
    </FormDialog>
  )
}
