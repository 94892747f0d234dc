import { Ban, Check, CircleDashed, LoaderCircle, X } from 'lucide-react'
import { words } from '../../../words.ts'
import type { RunRow, SegmentKind } from './row.ts'
import { rowWords } from './words.ts'

const looks: Record<SegmentKind, RunRow['look']> = {
  waiting: { icon: CircleDashed, ink: 'text-ink-3', word: rowWords.waiting },
  running: { icon: LoaderCircle, ink: 'text-run', word: words.statuses.running },
  succeeded: { icon: Check, ink: 'text-ok', word: words.statuses.succeeded },
  failed: { icon: X, ink: 'text-bad', word: words.statuses.failed },
  cancelled: { icon: Ban, ink: 'text-warn', word: words.statuses.cancelled },
}

/** Icon, color and word of an attempt: never color alone. */
export const attemptLook = (kind: SegmentKind): RunRow['look'] => looks[kind]
