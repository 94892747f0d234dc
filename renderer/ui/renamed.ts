import { toast, toastError } from './toasts.tsx'

/** Gives a thing another name, and offers the old one back. Null: done. Else why not. */
export async function renamed(name: string, next: string, save: (name: string) => Promise<unknown>): Promise<string | null> {
  try {
    await save(next)
  } catch (error) {
    return error instanceof Error ? error.message : 'Something went wrong.'
  }
  const undo = () => save(name).catch((error: unknown) => toastError(`Could not rename "${next}" back`, error))
  toast(`Renamed to "${next}"`, { undo: () => void undo() })
  return null
}
