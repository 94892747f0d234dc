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
  const copied = await attempt(words.notCopied, async () => {
    await writeText(reading())
    return true
  })
  if (copied) toast(words.copied(count))
}

async function writeText(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then((whole) => new Blob([whole], { type: 'text/plain' }))
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}

export async function copyLink(path: string): Promise<void> {
  const copied = await attempt(words.notCopied, async () => {
    await navigator.clipboard.writeText(new URL(path, location.href).href)
    return true
  })
  if (copied) toast(words.linkCopied)
}
