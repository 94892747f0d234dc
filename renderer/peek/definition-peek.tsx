import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { writtenValue } from '../../shared/filter/print.ts'
import type { Organized } from '../../shared/model/organization.ts'
import type { Run } from '../../shared/model/run.ts'
import { api } from '../api/client.ts'
import { ErrorLine } from '../error-line.tsx'
import { LastRun } from '../last-run.tsx'
import { Notes } from '../notes/notes.tsx'
import { RunStrip } from '../run-status.tsx'
import { Name } from '../ui/name.tsx'
import { Fact, Facts, PanelSection } from '../ui/panel/facts.tsx'
import { PanelContent } from '../ui/panel/side-panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import type { Action } from '../ui/table/action.ts'
import { ActionButtons } from '../ui/table/action-buttons.tsx'
import { Ago } from '../ui/time.tsx'
import { useLastComplete } from '../ui/use-last-complete.ts'
import { words } from './words.ts'

const shownFailures = 3

type Props = {
  kind: 'job' | 'flow' | 'pipeline'
  id: string
  name: string
  href: string
  /** Below the name. */
  note: ReactNode
  actions: readonly Action[]
  lastRuns: Parameters<typeof LastRun>[0]['runs']
  updatedAt: number
  organized: Organized
  /** More `Fact`s. */
  facts: ReactNode
  /** What stands below the failures. */
  children?: ReactNode
  /** False while a request is pending; the previous details stay visible until then. */
  isReady?: boolean
}

/** The details of a job, flow or pipeline. */
export function DefinitionPeek(props: Props) {
  const { kind, name, isReady = true } = props
  const q = `${kind}:${writtenValue(name, false)} status:failed test:no`
  const { data, isPending } = useQuery(api.runs.list.queryOptions({ input: { q, limit: shownFailures } }))
  const shown = useLastComplete(isPending || !isReady ? null : { ...props, failures: data?.items ?? [] })
  if (shown === null)
    return (
      <PanelContent title={<Name>{name}</Name>}>
        <SkeletonRows rows={4} />
      </PanelContent>
    )
  return (
    <PanelContent
      title={
        <Link href={shown.href} className="flex min-w-0 hover:underline">
          <Name>{shown.name}</Name>
        </Link>
      }
      note={<p className="truncate text-sm text-ink-2">{shown.note}</p>}
      actions={<ActionButtons name={shown.name} actions={shown.actions} />}
    >
      <Facts>
        <Fact name={words.lastRun}>{shown.lastRuns.length === 0 ? words.neverRan : <LastRun runs={shown.lastRuns} />}</Fact>
        {shown.lastRuns.length > 0 && (
          <Fact name={words.lastRuns}>
            <RunStrip runs={[...shown.lastRuns]} />
          </Fact>
        )}
        {shown.facts}
        {shown.organized.owner !== null && <Fact name={words.owner}>{shown.organized.owner}</Fact>}
        {shown.organized.folder !== '' && <Fact name={words.folder}>{shown.organized.folder}</Fact>}
        {shown.organized.tags.length > 0 && <Fact name={words.tags}>{shown.organized.tags.join(', ')}</Fact>}
        <Fact name={words.changed}>
          <Ago at={shown.updatedAt} />
        </Fact>
      </Facts>
      <Failures runs={shown.failures} />
      {shown.children}
      <Notes key={shown.id} kind={shown.kind} id={shown.id} />
    </PanelContent>
  )
}

const Failures = ({ runs }: { runs: Run[] }) => (
  <PanelSection title={words.lastFailures}>
    {runs.length === 0 ? (
      <p className="text-sm text-ink-2">{words.noFailures}</p>
    ) : (
      <ul className="flex flex-col gap-1.5 text-sm">
        {runs.map(({ id, number, endedAt, createdAt, error }) => (
          <li key={id} className="min-w-0">
            <Link href={`/runs/${number}`} className="text-accent hover:underline">
              {words.run(number)}
            </Link>{' '}
            <span className="text-ink-2">
              <Ago at={endedAt ?? createdAt} />
            </span>
            {error !== null && (
              <p dir="auto" className="truncate text-left">
                <ErrorLine error={error} />
              </p>
            )}
          </li>
        ))}
      </ul>
    )}
  </PanelSection>
)
