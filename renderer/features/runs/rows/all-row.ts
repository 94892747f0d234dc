import { Layers } from 'lucide-react'
import { type Place, placeOfNode } from '../place.ts'
import type { RunRow } from './row.ts'
import { rowWords } from './words.ts'

/** In place of a step: all of them. No step has this name. */
const allSteps = '*'

export const isAllSteps = ({ step }: Pick<Place, 'step'>): boolean => step === allSteps

export const allRow: RunRow = {
  key: allSteps,
  parent: null,
  name: rowWords.all,
  look: { icon: Layers, ink: 'text-ink-2', word: rowWords.allHint },
  ...{ from: null, to: null, segments: [], note: null },
  place: { ...placeOfNode(allSteps), attempt: null },
}

/** The entry for all of them above the steps of a run. */
export const withAll = (rows: readonly RunRow[]): RunRow[] => [allRow, ...rows]
