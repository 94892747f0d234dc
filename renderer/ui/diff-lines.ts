import { diffLines } from 'diff'

/** So many lines that are the same are shown beside a change. */
const around = 3

export type DiffLine = { sign: ' ' | '+' | '-'; text: string; n: number }

/** Two texts line by line. A last line that only lacks its line end is the same: a line after it is one change, not two. */
export function diffLinesOf(before: string, after: string): DiffLine[] {
  const signed = diffLines(before, after, { ignoreNewlineAtEof: true }).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ sign: added ? ('+' as const) : removed ? ('-' as const) : (' ' as const), text })),
  )
  return signed.map((line, n) => ({ ...line, n }))
}

/** Of what is the same, only what lies beside a change. */
export function nearChanges(lines: DiffLine[]): DiffLine[] {
  const near = new Set<number>()
  for (const { sign, n } of lines) if (sign !== ' ') for (let at = n - around; at <= n + around; at++) near.add(at)
  return lines.filter(({ n }) => near.has(n))
}
