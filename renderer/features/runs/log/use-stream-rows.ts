import { useMemo } from 'react'
import type { LogSize, Stream } from '../../../../shared/model/log.ts'
import { bothOf, type LineSet } from './line-set.ts'
import type { Place } from './place.ts'
import { type RowModel, rowsAround, rowsWithout } from './row-model.ts'
import { type FindOrder, useFound } from './use-found.ts'

/** Which lines are shown: of one stream or of all. */
export type Shown = 'all' | Stream

export const shownStreams: readonly Shown[] = ['all', 'out', 'err', 'note']

/** Every line has a start. */
const linesOfStream = (stream: Stream): FindOrder => ({ text: '^', regex: true, case: true, word: false, stream })

/** `modelOf`: the rows of one stream; null: of all. */
export type StreamRows = { modelOf: ((lines: number) => RowModel) | null; isSearched: boolean; problem: string | null }

/** The rows of one stream. Most lines are of stdout: those of the other two are left out instead. */
export function useStreamRows(place: Place, size: LogSize, shown: Shown): StreamRows {
  const errors = useFound(place, shown === 'err' || shown === 'out' ? linesOfStream('err') : null, size)
  const notes = useFound(place, shown === 'note' || shown === 'out' ? linesOfStream('note') : null, size)
  const modelOf = useMemo(() => rowsOf(shown, errors?.hits, notes?.hits), [shown, errors?.hits, notes?.hits])
  return {
    modelOf,
    isSearched: [errors, notes].every((found) => found === null || found.share === null),
    problem: errors?.problem ?? notes?.problem ?? null,
  }
}

function rowsOf(shown: Shown, errors: LineSet | undefined, notes: LineSet | undefined): StreamRows['modelOf'] {
  if (shown === 'err' && errors) return rowsAround(errors, 0)
  if (shown === 'note' && notes) return rowsAround(notes, 0)
  if (shown !== 'out' || !errors || !notes) return null
  const left = bothOf(errors, notes)
  return rowsWithout(Array.from(left.numbers.subarray(0, left.length), (n) => ({ from: n, to: n })))
}
