import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { SecretName, SecretValue } from '../../../shared/model/secret.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Check } from '../../ui/section.tsx'
import { toast } from '../../ui/toasts.tsx'
import { secretWords as words } from './words.ts'

/** Adds a secret, or replaces the value of one. */
export function SecretDialog({ name: known, onClose }: { name: string | null; onClose(): void }) {
  const [name, setName] = useState(known ?? '')
  const [value, setValue] = useState('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<{ name?: string | undefined; value?: string | undefined }>({})
  const set = useMutation(
    api.secrets.set.mutationOptions({
      onSuccess() {
        toast(known === null ? words.added(name.trim()) : words.replaced(known))
        onClose()
      },
      onError: (error) => setProblem({ value: messageOf(error) }),
    }),
  )
  const submit = () => {
    const wrong = {
      name: SecretName.safeParse(name).error?.issues[0]?.message,
      value: SecretValue.safeParse(value).error?.issues[0]?.message,
    }
    if (wrong.name !== undefined || wrong.value !== undefined) return setProblem(wrong)
    set.mutate({ name: name.trim(), value })
  }

  return (
    <FormDialog
      title={known === null ? words.add : words.replaceOf(known)}
      submit={known === null ? words.add : words.replace}
      isBusy={set.isPending}
      isChanged={value !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      {known === null && (
        <Field label={words.name} hint={words.nameHint} error={problem.name}>
          <TextInput mono value={name} onChange={setName} maxLength={100} />
        </Field>
      )}
      <Field label={words.value} hint={words.valueHint} error={problem.value}>
        <TextArea rows={3} value={value} onChange={setValue} className={shown ? '' : 'hidden-text'} />
      </Field>
      <Check checked={shown} onChange={setShown}>
        {words.showValue}
      </Check>
    </FormDialog>
  )
}
