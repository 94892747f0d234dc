import { CircleX, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../shared/problem.ts'
import { cx } from '../ui/class-names.ts'
import { words } from './words.ts'

/** What is wrong, or strange; choosing one goes to its line. */
export function ProblemList({ problems, onChoose }: { problems: readonly Problem[]; onChoose(problem: Problem): void }) {
  return (
    <section aria-label={words.problems} aria-live="polite" className="max-h-36 shrink-0 overflow-auto">
      {problems.length === 0 ? (
        <p className="text-sm text-ink-3">{words.noProblems}</p>
      ) : (
        <ul>
          {problems.map((problem, index) => {
            const { severity, path, message, line } = problem
            const Icon = severity === 'error' ? CircleX : TriangleAlert
            return (
              <li key={index}>
                <button
                  type="button"
                  onClick={() => onChoose(problem)}
                  className="flex w-full items-start gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-hover"
                >
                  <Icon
                    aria-label={words.severity[severity]}
                    className={cx('mt-0.5 size-3.5 shrink-0', severity === 'error' ? 'text-bad' : 'text-warn')}
                  />
                  <span className="min-w-0 flex-1">
                    {path !== '' && <code className="font-mono text-ink-2">{path} </code>}
                    {message}
                  </span>
                  {line !== undefined && <span className="shrink-0 text-ink-3 tabular-nums">{words.line(line)}</span>}
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
