import type { FoundLine, FoundRun } from '../../../../shared/model/found-run.ts'
import { hitHref } from './hit-href.ts'
import type { SearchInput } from './search-state.ts'

/** A row of the results: a run, one of its lines, or how many more there are. Each is a link. */
export type ResultRow = { key: string; href: string; found: FoundRun } & (
  | { kind: 'run' }
  | { kind: 'line'; line: FoundLine }
  | { kind: 'rest'; count: number }
)

export function resultRows(all: readonly FoundRun[], query: SearchInput): ResultRow[] {
  return all.flatMap((found) => {
    const { number } = found.run
    const rest = found.count - found.lines.length
    const last = found.lines.at(-1)
    return [
      { kind: 'run' as const, key: `${number}`, href: `/runs/${number}`, found },
      ...found.lines.map((line, index) => ({
        ...{ kind: 'line' as const, key: `${number} ${index}`, href: hitHref(number, line, query) },
        ...{ found, line },
      })),
      ...(rest > 0 && last
        ? [{ kind: 'rest' as const, key: `${number} rest`, href: hitHref(number, last, query), found, count: rest }]
        : []),
    ]
  })
}

export const rowHeight = { run: 34, line: 20, rest: 24 } as const
