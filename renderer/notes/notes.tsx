import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DefinitionKind } from '../../shared/model/organization.ts'
import { api, attempt, client, messageOf } from '../api/client.ts'
import { loadLater } from '../load-later.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { toast } from '../ui/toasts.tsx'
import { NotesForm } from './notes-form.tsx'
import { words } from './words.ts'

const NoteText = loadLater(() => import('./note-text.tsx').then((module) => module.default))

type Props = { kind: DefinitionKind; id: string /** One of the parts of a page, not of the panel. */; isPart?: boolean }

/** The notes of a job, flow or pipeline, edited in place. */
export function Notes({ kind, id, isPart = false }: Props) {
  const Heading = isPart ? 'h2' : 'h3'
  const [isEditing, setIsEditing] = useState(false)
  const section = useRef<HTMLElement>(null)
  const { data, error } = useQuery(api.organize.get.queryOptions({ input: { kind, ref: id } }))
  if (!data) return error ? <p className="text-sm text-bad">{words.unreadable(messageOf(error))}</p> : null
  const { notes, name } = data
  const save = (text: string) => saveNotes({ kind, id, name }, notes, text)
  return (
    <section ref={section} tabIndex={-1} aria-label={words.notesOf(name)} className="min-w-0">
      <div className="mb-1 flex h-6 items-center gap-1">
        <Heading className={isPart ? 'font-semibold' : 'text-sm font-medium text-ink-2'}>{words.notes}</Heading>
        {!isEditing && notes !== '' && (
          <IconButton label={words.edit} onClick={() => setIsEditing(true)} className="size-6!">
            <Pencil aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
      </div>
      {isEditing ? (
        <NotesForm notes={notes} onSave={save} onClose={() => setIsEditing(false)} focusAfter={() => section.current} />
      ) : notes === '' ? (
        <p className="flex items-center gap-2 text-sm text-ink-3">
          {words.none}
          <Button small look="quiet" onClick={() => setIsEditing(true)}>
            {words.add}
          </Button>
        </p>
      ) : (
        <NoteText text={notes} />
      )}
    </section>
  )
}

type Named = { kind: DefinitionKind; id: string; name: string }

/** False: they were not saved. */
async function saveNotes({ kind, id, name }: Named, before: string, notes: string): Promise<boolean> {
  const put = (text: string) =>
    attempt(words.notSaved(name), () => client.organize.change({ items: [{ kind, ref: id }], notes: text }))
  if (notes === before) return true
  if ((await put(notes)) === null) return false
  const undo = async () => {
    if ((await put(before)) !== null) toast(words.restored(name))
  }
  toast(words.saved(name), { undo: () => void undo() })
  return true
}
