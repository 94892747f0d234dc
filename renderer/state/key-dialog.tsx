import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { StateKey, StateText, type StateValue } from '../../shared/model/state.ts'
import { client, messageOf } from '../api/client.ts'
import { Field, TextArea, TextInput } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { sentenceCase } from '../ui/sentence-case.ts'
import { words } from './words.ts'

type Props = { owner: string; before: StateValue | null; onClose(): void }

/** Sets a key, unless a run or another window changed it while the dialog was open. */
export function KeyDialog({ owner, before, onClose }: Props) {
  const [key, setKey] = useState(before?.key ?? '')
  const [value, setValue] = useState(before?.value ?? '')
  const [asked, setAsked] = useState(false)
  const saving = useMutation({
    mutationFn: () => client.state.set({ job: owner, key, value, ifVersion: before?.version ?? 0 }),
    onSuccess: onClose,
  })
  const problemOf = (schema: typeof StateKey | typeof StateText, text: string): string | undefined => {
    const message = asked ? schema.safeParse(text).error?.issues[0]?.message : undefined
    return message === undefined ? undefined : sentenceCase(message)
  }
  const submit = () => {
    setAsked(true)
    if (StateKey.safeParse(key).success && StateText.safeParse(value).success && !saving.isPending) saving.mutate()
  }
  return (
    <FormDialog
      title={before ? words.editTitle(before.key) : words.addTitle}
      submit={words.save}
      isBusy={saving.isPending}
      isChanged={key !== (before?.key ?? '') || value !== (before?.value ?? '')}
      onSubmit={submit}
      onClose={onClose}
    >
      {before === null && (
        <Field label={words.key} hint={words.keyHint} error={problemOf(StateKey, key)}>
          <TextInput mono autoFocus value={key} onChange={setKey} />
        </Field>
      )}
      <Field label={words.value} error={problemOf(StateText, value)}>
        <TextArea autoFocus={before !== null} rows={6} value={value} onChange={setValue} className="font-mono text-sm" />
      </Field>
      {saving.error && (
        <p role="alert" className="text-sm text-bad">
          {messageOf(saving.error)}
        </p>
      )}
    </FormDialog>
  )
}
