import { words } from './words/page.ts'

/** The JSON of an event, on request. `lf history --json` prints what is too long for a page. */
export const EventJson = ({ data }: { data: object }) => (
  <details className="text-sm">
    <summary className="cursor-pointer text-ink-2">{words.showJson}</summary>
    <pre className="mt-1 font-mono text-xs break-words whitespace-pre-wrap text-ink-2">{wholeOf(data)}</pre>
  </details>
)

const mostShown = 20_000

function wholeOf(data: object): string {
  const text = JSON.stringify(data, null, 2)
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}
