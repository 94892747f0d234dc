import type { ComparedLog } from './line-texts.ts'
import type { Part } from './parts.ts'

/** The paths of this log and of the one it is compared with; `most`: how many lines at each end are compared. */
export type CompareOrder = { mine: string; theirs: string; most: number }

export type Compared = { parts: Part[]; mine: ComparedLog; theirs: ComparedLog }
