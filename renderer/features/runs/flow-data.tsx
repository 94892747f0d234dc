import type { ReactNode } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import type { StepTale } from '../../flow-run/step-tale.ts'
import { Empty } from '../../ui/empty.tsx'
import { ValueView } from '../../ui/value-view.tsx'
import { dataWords as words } from './words/flow.ts'

const shown = 500
const shownCharacters = 20_000

/** As people read it: text without quotes, anything else as JSON. */
export function jsonText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters)}\n${words.moreCharacters(text.length - shownCharacters)}`
    : text
}

/** The data that nodes share now, and the result of each step. */
export function FlowData({ run, steps }: { run: RunDetail; steps: StepTale[] }) {
  const results = steps.filter(({ output }) => output !== undefined)
  const hasEnded = run.endedAt !== null
  return (
    <div className="grid grid-cols-2 gap-4 p-4 max-[960px]:grid-cols-1">
      <Part title={words.shared}>
        {Object.keys(run.shared).length === 0 ? (
          <Empty title={hasEnded ? words.noneShared : words.noneSharedYet} />
        ) : (
          <Json value={run.shared} />
        )}
      </Part>
      <Part title={words.results} note={results.length > shown ? words.newestResults(shown, results.length) : null}>
        {results.length === 0 ? (
          <Empty title={hasEnded ? words.noResults : words.noResultsYet} />
        ) : (
          results.slice(-shown).map(({ id, output }) => (
            <div key={id} className="mb-2">
              <h3 className="mb-1 font-mono text-sm">{id}</h3>
              <ValueView label={id} value={output}>
                <Json value={output} />
              </ValueView>
            </div>
          ))
        )}
      </Part>
    </div>
  )
}

const Part = ({ title, note = null, children }: { title: string; note?: string | null; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <h2 className="mb-2 font-semibold">{title}</h2>
    {note !== null && <p className="mb-2 text-sm text-ink-2">{note}</p>}
    {children}
  </section>
)

const Json = ({ value }: { value: unknown }) => (
  <pre className="max-h-96 overflow-auto rounded-md bg-sunken p-2 font-mono text-sm break-words whitespace-pre-wrap">
    {jsonText(value)}
  </pre>
)
