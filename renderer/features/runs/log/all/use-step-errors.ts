import { useRef } from 'react'
import { levelOf } from '../../../../../shared/log/level.ts'
import type { StepLine } from '../../../../../shared/model/step-lines.ts'
import { client, messageOf } from '../../../../api/client.ts'
import { toast } from '../../../../ui/toasts.tsx'
import type { Stretch } from './step-pages.ts'
import type { StepFilter } from './use-step-pages.ts'
import { words } from './words.ts'

export type StepErrors = {
  /** The error that was shown last, counted from one. */
  place: number | null
  count: number
  /** There may be more errors than were counted. */
  isMore: boolean
  /** Shows the next or previous error, from the line that was shown last or from what is in view. */
  step(by: 1 | -1): void
}

type Order = { ref: string; filter: StepFilter; lines: readonly StepLine[]; stretch: Stretch | null; isOnly: boolean }

const isError = ({ stream, text }: StepLine): boolean => stream !== 'note' && levelOf(text) === 'error'

/** Finds the next error above or below a row: among the lines that are here, then among all. `show` gets its line, and its row if it is here. */
export function useStepErrors(
  { ref, filter, lines, stretch, isOnly }: Order,
  show: (line: StepLine, row: number | null) => void,
) {
  const asked = useRef(0)

  async function further(by: 1 | -1, number: number): Promise<void> {
    const direction = by === 1 ? 'after' : 'before'
    let cursor = by === 1 ? stretch?.parts.at(-1)?.after : stretch?.parts[0]?.before
    while (cursor !== undefined && asked.current === number) {
      const page = await client.logs.steps({ ref, ...filter, level: 'error', count: 1, cursor, direction })
      const [line] = page.items
      if (asked.current !== number) return
      if (line) return show(line, null)
      cursor = page.more ? page[direction] : undefined
    }
    toast(words.noMoreErrors[direction])
  }

  return (by: 1 | -1, from: number): void => {
    const number = ++asked.current
    for (let row = from + by; row >= 0 && row < lines.length; row += by) {
      const line = lines[row]
      if (line && isError(line)) return show(line, row)
    }
    const isAll = isOnly || !(by === 1 ? stretch?.hasAfter : stretch?.hasBefore)
    if (isAll) toast(words.noMoreErrors[by === 1 ? 'after' : 'before'])
    else further(by, number).catch((error: unknown) => toast(words.unreadable(messageOf(error))))
  }
}
