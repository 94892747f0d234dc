import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { limits } from '../../shared/model/limits.ts'
import type { SavedView } from '../../shared/model/saved-view.ts'
import { messageOf } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { readViews } from './actions.ts'
import { words } from './words.ts'

type Props = {
  title: string
  submit: string
  name: string
  /** Saves a view under the name. Throws what the person may read. */
  save(name: string): Promise<SavedView>
  onSaved(view: SavedView): void
  onClose(): void
}

/** Asks for the name of a view. */
export function ViewDialog({ title, submit, name: before, save, onSaved, onClose }: Props) {
  const [name, setName] = useState(before)
  // The button or the menu item that opened the dialog may be gone.
  useFocusBack(() => document.querySelector('[data-view-menu]'))
  const saving = useMutation({
    mutationFn: async () => {
      const view = await save(name.trim())
      await readViews()
      return view
    },
    onSuccess: onSaved,
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && !saving.isPending) saving.mutate()
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <Field label={words.name} error={saving.isError ? messageOf(saving.error) : undefined}>
          <TextInput
            autoFocus
            // What is typed replaces a suggested name.
            onFocus={(event) => event.currentTarget.select()}
            dir="auto"
            value={name}
            onChange={setName}
            maxLength={limits.nameLength}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" type="submit" disabled={name.trim() === '' || saving.isPending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
