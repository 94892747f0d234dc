import { attempt } from '../../../api/client.ts'
import { toast, toastError } from '../../../ui/toasts.tsx'
import type { Place } from './place.ts'
import { lineForOthers, readLines } from './read-lines.ts'
import type { Range, RowModel } from './row-model.ts'
import { words } from './words.ts'

/** More than this is a file. */
const mostCopied = 100_000

/** Copies the shown lines of a range. A browser lets a text be copied that is still being read only if the copying starts at once. */
export async function copyLines(place: Place, range: Range, model: RowModel, withTimes: boolean): Promise<void> {
  if (range.to - range.from >= mostCopied) return toastError(words.tooMany(mostCopied))
  let count = 0
  const reading = async (): Promise<string> => {
    const texts: string[] = []
    for await (const lines of readLines(place, range))
      for (const line of lines) if (model.isShown(line.n)) texts.push(lineForOthers(line, withTimes))
    count = texts.length
    return texts.join('\n')
  }
  if (await written(words.notCopied, () => writeText(reading()))) toast(words.copied(count))
}

/** Whether the clipboard took it. A browser says in its own way that it may not. */
async function written(failed: string, write: () => Promise<void>): Promise<boolean> {
  const done = await attempt(failed, () =>
    write().then(
      () => 'written' as const,
      (error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') return 'refused' as const
        throw error
      },
    ),
  )
  if (done === 'refused') toastError(words.noClipboard(failed))
  return done === 'written'
}

async function writeText(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then((whole) => new Blob([whole], { type: 'text/plain' }))
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}

/** Copies where the file of a log is. */
export async function copyLogPath(path: Promise<string>): Promise<void> {
  if (await written(words.pathNotCopied, () => writeText(path))) toast(words.pathCopied)
}

export async function copyLink(path: string): Promise<void> {
  const { href } = new URL(path, location.href)
  if (await written(words.linkNotCopied, () => navigator.clipboard.writeText(href))) toast(words.linkCopied)
}
