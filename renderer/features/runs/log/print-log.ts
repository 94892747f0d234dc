import { attempt } from '../../../api/client.ts'
import { toast } from '../../../ui/toasts.tsx'
import type { Place } from './place.ts'
import { lineForOthers, readLines } from './read-lines.ts'
import type { Range } from './row-model.ts'
import { words } from './words.ts'

/** About 150 pages. */
const mostPrinted = 10_000

/** Prints the lines of a range as plain text, without the window around them. */
export async function printLog(place: Place, { from, to }: Range, heading: string, withTimes: boolean): Promise<void> {
  const texts: string[] = []
  const last = Math.min(to, from + mostPrinted - 1)
  const isRead = await attempt(words.notPrinted, async () => {
    for await (const lines of readLines(place, { from, to: last }))
      texts.push(...lines.map((line) => `${String(line.n).padStart(6)}  ${lineForOthers(line, withTimes)}`))
    return true
  })
  if (!isRead) return
  if (last < to) toast(words.printedPart(mostPrinted))
  const page = document.createElement('pre')
  page.className = 'log-print'
  page.textContent = `${heading}\n\n${texts.join('\n')}\n`
  document.body.append(page)
  addEventListener('afterprint', () => page.remove(), { once: true })
  print()
}
