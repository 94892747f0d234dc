import { diffLines } from 'diff'
import { useMemo } from 'react'
import { cx } from './class-names.ts'
import { words } from './words.ts'

/** So many lines that are the same are shown beside a change. */
const around = 3

type Line = { sign: ' ' | '+' | '-'; text: string; n: number }

/** Two texts, line by line; of what is the same only what lies beside a change. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => linesOf(before, after), [before, after])
  const shown = useMemo(() => nearChanges(lines), [lines])
  if (shown.length === 0) return <NoDifferences />
  return (
    <pre
      role="figure"
      aria-label={words.difference}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-rule py-1 font-mono text-xs leading-5"
    >
      {shown.map(({ sign, text, n }, index) => (
        <div
          key={n}
          className={cx(
            'px-3 whitespace-pre',
            sign === '+' ? 'bg-ok-bg text-ok' : sign === '-' ? 'bg-bad-bg text-bad' : 'text-ink-2',
            index > 0 && n > (shown[index - 1]?.n ?? 0) + 1 && 'mt-1 border-t border-rule pt-1',
          )}
        >
          {sign} {text}
        </div>
      ))}
    </pre>
  )
}

function linesOf(before: string, after: string): Line[] {
  const signed = diffLines(before, after).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ sign: added ? ('+' as const) : removed ? ('-' as const) : (' ' as const), text })),
  )
  return signed.map((line, n) => ({ ...line, n }))
}

function nearChanges(lines: Line[]): Line[] {
  const near = new Set<number>()
  for (const { sign, n } of lines) if (sign !== ' ') for (let at = n - around; at <= n + around; at++) near.add(at)
  return lines.filter(({ n }) => near.has(n))
}

export const NoDifferences = () => <p className="text-ink-2">{words.noDifferences}</p>
