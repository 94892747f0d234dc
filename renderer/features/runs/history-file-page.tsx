import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { fold } from '../../../shared/flow/fold.ts'
import { readHistory } from '../../../shared/flow/history-file.ts'
import { type Replay, replay } from '../../../shared/flow/replay.ts'
import { emptyState } from '../../../shared/flow/state.ts'
import { messageOf } from '../../api/client.ts'
import type { FlowHistory } from '../../flow-run/use-flow-history.ts'
import { Empty } from '../../ui/empty.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { FlowHistoryView } from './flow-history-view.tsx'
import { historyWords as words } from './words/flow.ts'

type Opened = { file: string; title: string; history: FlowHistory; replayed: Replay }

/** The history of a run that was saved as a file, of this LocalFlow or another one. Nothing of it is kept, or run. */
export function HistoryFilePage() {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const open = async (file: File) => {
    try {
      setOpened(openedFrom(file.name, await file.text()))
      setProblem(null)
    } catch (error) {
      setProblem(words.notOpened(file.name, messageOf(error)))
    }
  }
  const button = (
    <FileButton label={words.file} accept=".jsonl,.json" onFiles={([file]) => file && void open(file)}>
      <FolderOpen aria-hidden="true" className="size-3.5" />
      {words.open}
    </FileButton>
  )
  return (
    <Page title={opened?.title ?? words.title} actions={opened || problem ? button : undefined}>
      {problem && <Problem message={problem} />}
      {opened ? (
        <>
          <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">{words.opened(opened.file, verdict(opened))}</p>
          <div className="flex min-h-0 flex-1">
            <FlowHistoryView key={opened.title} run={null} history={opened.history} />
          </div>
        </>
      ) : (
        !problem && (
          <Empty title={words.none} action={button}>
            {words.noneHint}
          </Empty>
        )
      )}
    </Page>
  )
}

function openedFrom(file: string, text: string): Opened {
  const { run, flow, version, definition, events } = readHistory(text)
  requireSequel(definition, events)
  const replayed = replay(definition, events)
  const history = { definition, version, events: events.map((event) => ({ ...event, seq: event.n })) as FlowHistory['events'] }
  return { file, title: words.titleOf(flow, run.number, version), history, replayed }
}

/** Throws for an event that cannot follow those before it, also where it was decided otherwise. */
function requireSequel(definition: Definition, events: FlowEvent[]): void {
  const state = emptyState()
  for (const event of events) {
    try {
      fold(definition, state, event)
    } catch (error) {
      throw new Error(words.noSequel(event.n, messageOf(error)))
    }
  }
}

const verdict = ({ replayed: { difference, decisions } }: Opened): string =>
  difference ? words.different(difference.n, difference.decided?.type, difference.recorded?.type) : words.same(decisions)
