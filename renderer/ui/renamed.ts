import { messageOf } from './message-of.ts'
import { toast, toastError } from './toasts.tsx'
import { words } from './words.ts'

/** Gives a thing another name, and offers the old one back. Null: done. Else why not. */
export async function renamed(name: string, next: string, save: (name: string) => Promise<unknown>): Promise<string | null> {
  try {
    await save(next)
  } catch (error) {
    return messageOf(error)
  }
  const undo = () => save(name).catch((error: unknown) => toastError(words.notRenamedBack(next), error))
  toast(words.renamed(next), { undo: () => void undo() })
  return null
}
