import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { TestData } from '../flow-tests/test-data.tsx'
import { logTitle, TestLog } from '../flow-tests/test-log.tsx'
import { useTestHere } from '../flow-tests/test-place.ts'
import { words as testWords } from '../flow-tests/words.ts'
import type { FlowText } from './flow-text.ts'
import { ProblemsBar } from './problems-bar.tsx'
import { words } from './words.ts'

type Props = { flow: FlowDetail | null; flowText: FlowText; onCode(): void }

/** A line at the bottom that opens upward: what is wrong, and what tests wrote and returned. */
export function BottomBar({ flow, flowText, onCode }: Props) {
  const test = useTestHere()
  const [open, setOpen] = useState<string | null>(null)
  const errors = flowText.problems.length
  const parts: { id: string; title: string; content(): ReactNode }[] = [
    {
      id: 'problems',
      title: errors === 0 ? words.noProblems : words.problems(errors),
      content: () => <ProblemsBar flowText={flowText} onCode={onCode} />,
    },
    ...(test === null || flow === null
      ? []
      : [
          { id: 'data', title: testWords.data, content: () => <TestData flow={flow} test={test} /> },
          // The last one: it grows while a test runs, and moves nothing that a person is about to press.
          { id: 'log', title: logTitle(test), content: () => <TestLog flow={flow} flowText={flowText} test={test} /> },
        ]),
  ]
  const shown = parts.find(({ id }) => id === open)
  return (
    <section aria-label={words.bar} className="shrink-0 border-t border-rule bg-surface">
      {shown && <div className="h-44 overflow-auto border-b border-rule">{shown.content()}</div>}
      <div className="flex h-7 items-center gap-1 px-3">
        {parts.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            aria-expanded={open === id}
            onClick={() => setOpen(open === id ? null : id)}
            className="inline-flex h-6 items-center gap-1 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink aria-expanded:text-ink"
          >
            {title}
            {open === id ? (
              <ChevronDown aria-hidden="true" className="size-3.5" />
            ) : (
              <ChevronUp aria-hidden="true" className="size-3.5" />
            )}
          </button>
        ))}
      </div>
    </section>
  )
}
