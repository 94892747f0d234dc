import { useMemo } from 'react'
import type { LogSize, Stream } from '../../../../shared/model/log.ts'
import { bothOf } from './line-set.ts'
import type { Place } from './place.ts'
import { type RowModel, rowsAround, rowsWithout } from './row-model.ts'
import { type FindOrder, useFound } from './use-found.ts'

/** Which lines are shown: of one stream or of all. */
export type Shown = 'all' | Stream

export const shownStreams: readonly Shown[] = ['all', 'out', 'err', 'note']

/** Every line has a start. */
const linesOfStream = (stream: Stream): FindOrder => ({ text: '^', regex: true, case: true, word: false, stream })

/** The rows of one stream; null: of all. Most lines are of stdout: those of the other two are left out instead. */
export function useStreamRows(place: Place, size: LogSize, shown: Shown): ((lines: number) => RowModel) | null {
  const errors = useFound(place, shown === 'err' || shown === 'out' ? linesOfStream('err') : null, size)?.hits
  const notes = useFound(place, shown === 'note' || shown === 'out' ? linesOfStream('note') : null, size)?.hits
  return useMemo(() => {
    if (shown === 'err' && errors) return rowsAround(errors, 0)
    if (shown === 'note' && notes) return rowsAround(notes, 0)
    if (shown !== 'out' || !errors || !notes) return null
    const left = bothOf(errors, notes)
    return rowsWithout(Array.from(left.numbers.subarray(0, left.length), (n) => ({ from: n, to: n })))
  }, [shown, errors, notes])
}
