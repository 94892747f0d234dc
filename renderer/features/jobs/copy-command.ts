import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

/** Copies the command that runs the job in a terminal. */
export async function copyCommand({ name }: { name: string }): Promise<void> {
  try {
    await navigator.clipboard.writeText(`lf run '${name.replaceAll("'", `'\\''`)}' --follow`)
    toast(words.menu.copied)
  } catch (error) {
    toastError(words.menu.notCopied, error)
  }
}
