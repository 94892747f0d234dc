import { useMemo, useState } from 'react'
import { type FoldedLines, foldLines, foldsOf, groupsOf, tracesOf } from './folds.ts'
import { type LineSet, lineSet } from './line-set.ts'
import type { Place } from './place.ts'
import type { Grown } from './tail.ts'
import { useErrorLines } from './use-error-lines.ts'
import type { Levels } from './use-levels.ts'
import { useMarkers } from './use-markers.ts'

export type Folds = FoldedLines & {
  has: boolean
  toggle(line: number): void
  /** Opens or closes all. */
  setAll(open: boolean): void
}

type Wanted = { place: Place; log: Grown; failed: boolean; levels: Levels; hits: LineSet; target: number | null }

/** The groups and traces of a whole log, and which of them are open. */
export function useFolds({ place, log, failed, levels, hits, target }: Wanted): Folds {
  const markers = useMarkers(place, log)
  const [chosen, choose] = useState<ReadonlyMap<number, boolean>>(new Map())
  const groups = useMemo(() => groupsOf(markers), [markers])
  const folds = useMemo(() => foldsOf(groups, tracesOf(levels.traces)), [groups, levels.traces])
  const stderr = useErrorLines(place, log, groups.length > 0)
  const folded = useMemo(() => {
    const targets = target === null ? [] : [lineSet([target])]
    return foldLines(folds, chosen, { errors: [stderr, levels.errors], sought: [hits, ...targets], failed })
  }, [folds, chosen, stderr, levels.errors, hits, target, failed])
  return {
    ...folded,
    has: folds.length > 0,
    toggle: (line) => choose((before) => new Map(before).set(line, !folded.head(line)?.open)),
    setAll: (open) => choose(new Map(folds.map(({ head }) => [head, open]))),
  }
}
