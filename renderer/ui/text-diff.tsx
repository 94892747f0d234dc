import { useMemo } from 'react'
import { cx } from './class-names.ts'
import { diffLinesOf, nearChanges } from './diff-lines.ts'
import { words } from './words.ts'

/** Two texts, line by line; of what is the same only what lies beside a change. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => diffLinesOf(before, after), [before, after])
  const shown = useMemo(() => nearChanges(lines), [lines])
  if (shown.length === 0) return before === after ? <NoDifferences /> : <p className="text-ink-2">{words.lastLineEnd}</p>
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

export const NoDifferences = () => <p className="text-ink-2">{words.noDifferences}</p>
