import { useState } from 'react'
import { limits } from '../../shared/model/limits.ts'
import { Field, TextInput } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { organize, type Thing } from './change.ts'
import { words } from './words.ts'

type Props = { what: string; things: readonly (Thing & { owner: string | null })[]; onClose(): void }

/** Names who is responsible for several things. */
export function OwnerDialog({ what, things, onClose }: Props) {
  const owners = new Set(things.map(({ owner }) => owner ?? ''))
  const [before = ''] = owners.size === 1 ? owners : []
  const [owner, setOwner] = useState(before)
  return (
    <FormDialog
      title={words.owner.title(what)}
      submit={words.owner.save}
      isChanged={owner !== before}
      onSubmit={() => {
        onClose()
        void organize(things, 'owner', { owner: owner.trim() || null })
      }}
      onClose={onClose}
    >
      <Field label={words.owner.field} hint={words.owner.hint}>
        <TextInput value={owner} onChange={setOwner} maxLength={limits.nameLength} autoFocus />
      </Field>
    </FormDialog>
  )
}
