import { Toast } from '@base-ui/react/toast'
import { sentenceCase } from './sentence-case.ts'
import { words } from './words.ts'

type Action = { label: string; act(): void }
export type ToastData = { action?: Action; count?: number }

export const toastManager = Toast.createToastManager<ToastData>()
const briefMs = 4_000
/** Long enough to read it and to reach its button. */
const actionMs = 12_000

/** Something was done. With `undo` it can be taken back for a while. */
export function toast(title: string, { undo, undoLabel = words.undo }: { undo?: () => void; undoLabel?: string } = {}): void {
  const action = undo && { label: undoLabel, act: undo }
  if (action) toastManager.add({ title, data: { action }, timeout: actionMs })
  else sayBriefly(title)
}

/** What was said last without a button. */
let last: { id: string; title: string } | null = null

/** The same again takes the place of the first, such as of each Ctrl S. */
function sayBriefly(title: string): void {
  if (last?.title === title) toastManager.close(last.id)
  last = { id: toastManager.add({ title, data: {}, timeout: briefMs }), title }
}

/** Something to know that takes a while to read. */
export const toastLonger = (title: string): void => void toastManager.add({ title, data: {}, timeout: actionMs })

/** When each error was shown that is still there, and its text. */
const errors = new Map<string, { at: number; text: string }>()

/** Something a person asked for did not happen. It stays until it is closed, happens again or its page is left. */
export function toastError(failed: string, error?: unknown): void {
  const { title, description } = saidOnce(failed, error instanceof Error ? error.message : '')
  const text = `${title}\n${description}`
  for (const [id, shown] of errors) if (shown.text === text) toastManager.close(id)
  const id: string = toastManager.add({
    title,
    ...(description !== '' && { description }),
    type: 'error',
    priority: 'high',
    timeout: 0,
    onClose: () => void errors.delete(id),
  })
  errors.set(id, { at: Date.now(), text })
}

/** What could not be done, in front of the reason; a colon in quotes belongs to a name. */
const failedAct = /^(Could not (?:"[^"]*"|[^":])+): (\S.*)$/s

/** A message that begins with what could not be done is the title, too, and may say it more exactly. */
export function saidOnce(failed: string, message: string): { title: string; description: string } {
  if (message.replace(/\.$/, '') === failed) return { title: failed, description: '' }
  const [, title, reason] = (failed.startsWith(words.failed) && failedAct.exec(message)) || []
  return title && reason ? { title, description: sentenceCase(reason) } : { title: failed, description: message }
}

/** Closes the errors of a page that a person leaves, except those that came too late to be read there. */
export function closeReadErrors(now: number): void {
  for (const [id, { at }] of errors) if (now - at >= briefMs) toastManager.close(id)
}

/** Which message stands for a subject now, and how many failures it counts. */
const failures = new Map<string, { id: string; count: number }>()

type Failure = { title: string; description?: string; count: number; action: Action }

/** Something failed by itself. One message a subject: while it is there, further failures count on in it. */
export function toastFailure(subject: string, describe: (before: number) => Failure): void {
  const known = failures.get(subject)
  const { title, description, count, action } = describe(known?.count ?? 0)
  const content = { title, description: description ?? '', data: { action, count }, type: 'error' }
  if (known) {
    toastManager.update(known.id, content)
    failures.set(subject, { id: known.id, count })
    return
  }
  const id = toastManager.add({ ...content, timeout: actionMs, onClose: () => failures.delete(subject) })
  failures.set(subject, { id, count })
}
