import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { limits } from '../../shared/model/limits.ts'
import { Button } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { words } from './words.ts'

type Props = {
  notes: string /** False: it was not saved. */
  onSave(text: string): Promise<boolean>
  onClose(): void
  focusAfter(): Element | null
}

/** The text of the notes. Ctrl Enter or Ctrl S saves, Escape leaves, and asks first if something would be lost. */
export function NotesForm({ notes, onSave, onClose, focusAfter }: Props) {
  useFocusBack(focusAfter)
  const [text, setText] = useState(notes)
  const [state, setState] = useState<'editing' | 'saving' | 'asking'>('editing')
  const form = useRef<HTMLFormElement>(null)
  const isTooLong = text.length > limits.notesLength
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])
  const save = async () => {
    if (isTooLong) return
    setState('saving')
    if (await onSave(text)) onClose()
    else setState('editing')
  }
  const leave = () => {
    if (text === notes) onClose()
    else setState('asking')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isMod = event.ctrlKey || event.metaKey
    if (isMod && (event.key === 'Enter' || event.key === 's')) void save()
    else if (event.key === 'Escape') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <form
      ref={form}
      className="flex flex-col gap-2"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={words.field} {...(isTooLong && { error: words.tooLong(limits.notesLength) })}>
        <TextArea
          value={text}
          rows={8}
          onChange={(next) => {
            setText(next)
            setState('editing')
          }}
        />
      </Field>
      {state === 'asking' ? (
        <div className="flex flex-wrap items-center gap-2">
          <p role="alert" className="mr-auto text-sm">
            {words.discardQuestion}
          </p>
          <Button small onClick={() => setState('editing')}>
            {words.keepEditing}
          </Button>
          <Button small look="danger" onClick={onClose}>
            {words.discard}
          </Button>
        </div>
      ) : (
        <div className="flex items-center justify-end gap-2">
          <Button small onClick={leave}>
            {words.cancel}
          </Button>
          <Button small look="primary" type="submit" disabled={state === 'saving' || isTooLong}>
            {words.save}
          </Button>
        </div>
      )}
    </form>
  )
}
