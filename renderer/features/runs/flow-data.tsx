import type { RunDetail } from '../../../shared/model/run.ts'
import { Empty } from '../../ui/empty.tsx'
import type { StepTale } from './step-tale.ts'

const shown = 500
const shownCharacters = 20_000

/** As people read it: text without quotes, anything else as JSON. */
export function jsonText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters)}\n… ${text.length - shownCharacters} more characters`
    : text
}

/** What is shared now, and what each step gave. */
export function FlowData({ run, steps }: { run: RunDetail; steps: StepTale[] }) {
  const given = steps.filter(({ output }) => output !== undefined)
  return (
    <div className="grid grid-cols-2 gap-4 p-4 max-[960px]:grid-cols-1">
      <Part title="Shared" note="What nodes wrote under a name, and others can read.">
        {Object.keys(run.shared).length === 0 ? <Empty title="Nothing is shared yet" /> : <Json value={run.shared} />}
      </Part>
      <Part
        title="What each step gave"
        note={given.length > shown ? `The last ${shown} of ${given.length}.` : 'In the order in which they began.'}
      >
        {given.length === 0 ? (
          <Empty title="No step gave anything yet" />
        ) : (
          given.slice(-shown).map(({ id, output }) => (
            <div key={id} className="mb-2">
              <h3 className="mb-1 font-mono text-sm">{id}</h3>
              <Json value={output} />
            </div>
          ))
        )}
      </Part>
    </div>
  )
}

const Part = ({ title, note, children }: { title: string; note: string; children: React.ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <h2 className="font-semibold">{title}</h2>
    <p className="mb-2 text-sm text-ink-2">{note}</p>
    {children}
  </section>
)

const Json = ({ value }: { value: unknown }) => (
  <pre className="max-h-96 overflow-auto rounded-md bg-sunken p-2 font-mono text-sm break-words whitespace-pre-wrap">
    {jsonText(value)}
  </pre>
)
