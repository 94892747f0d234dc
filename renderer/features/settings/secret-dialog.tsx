import { useState } from 'react'
import { SecretName, SecretValue } from '../../../shared/model/secret.ts'
import { client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Check } from '../../ui/section.tsx'
import { toast } from '../../ui/toasts.tsx'

/** Sets a secret: a new one, or another value of one that is there. */
export function SecretDialog({ name: known, onClose }: { name: string | null; onClose(): void }) {
  const [name, setName] = useState(known ?? '')
  const [value, setValue] = useState('')
  const [shown, setShown] = useState(false)
  const [problem, setProblem] = useState<{ name?: string | undefined; value?: string | undefined }>({})
  const [busy, setBusy] = useState(false)

  const save = async () => {
    const wrong = {
      name: SecretName.safeParse(name).error?.issues[0]?.message,
      value: SecretValue.safeParse(value).error?.issues[0]?.message,
    }
    if (wrong.name !== undefined || wrong.value !== undefined) return setProblem(wrong)
    setBusy(true)
    try {
      await client.secrets.set({ name: name.trim(), value })
      toast(known === null ? 'Secret added' : 'Secret replaced')
      onClose()
    } catch (error) {
      setProblem({ value: messageOf(error) })
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title={known === null ? 'Add secret' : `Replace ${known}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="flex flex-col gap-4"
      >
        {known === null && (
          <Field label="Name" hint="Letters, digits and _, such as DEPLOY_TOKEN" error={problem.name}>
            <TextInput mono value={name} onChange={setName} maxLength={100} />
          </Field>
        )}
        <Field label="Value" hint="It may have several lines. It is not shown again." error={problem.value}>
          <TextArea rows={3} value={value} onChange={setValue} className={shown ? '' : 'hidden-text'} />
        </Field>
        <Check checked={shown} onChange={setShown}>
          Show what I type
        </Check>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy}>
            {known === null ? 'Add' : 'Replace'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
