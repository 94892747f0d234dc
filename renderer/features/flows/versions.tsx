import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, messageOf } from '../../api/client.ts'
import { paged, useItems } from '../../paged.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Instant } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { Compared, VersionDetails } from '../../versions/version-details.tsx'
import { type ShownVersion, Versions } from '../../versions/versions.tsx'
import { words as versionWords } from '../../versions/words.ts'
import { FlowDifference } from './flow-difference.tsx'
import { KeptDrafts } from './kept-drafts.tsx'
import { words } from './words.ts'

type Props = {
  flow: FlowDetail
  /** The draft, with what is typed. */
  source: string
  onRestore(source: string): void
}

/** The published versions, and how one of them differs from the draft or another. */
export function FlowVersions({ flow, source, onRestore }: Props) {
  const query = useInfiniteQuery(api.flows.versions.infiniteOptions(paged({ ref: flow.id })))
  const read = useItems(query.data)
  const versions = useMemo(() => read.map(({ publishedAt, ...version }) => ({ ...version, createdAt: publishedAt })), [read])
  if (query.isError && !query.data)
    return <Problem message={versionWords.unreadableList(messageOf(query.error))} retry={() => void query.refetch()} />
  const drafts = <KeptDrafts flow={flow} source={source} onRestore={onRestore} />
  if (flow.version === null)
    return (
      <>
        <Empty title={words.noVersions}>{words.noVersionsText}</Empty>
        {drafts}
      </>
    )
  return (
    <Versions
      beside={drafts}
      id={flow.id}
      versions={versions}
      current={flow.version}
      hasDraft={flow.hasDraft}
      more={query.hasNextPage ? () => void query.fetchNextPage() : null}
    >
      {(shown) => <VersionView key={shown.version} flow={flow} shown={shown} source={source} onRestore={onRestore} />}
    </Versions>
  )
}

function VersionView({ flow, shown, source, onRestore }: Props & { shown: ShownVersion }) {
  const { version, other } = shown
  const query = useQuery(api.flows.version.queryOptions({ input: { ref: flow.id, version } }))
  const draft = useMemo(() => readDefinition(source).definition, [source])
  if (query.isError)
    return <Problem message={versionWords.unreadable(version, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={4} />
  const own: State = { source: query.data.source, definition: query.data.definition as Definition }
  const restore = () => {
    onRestore(own.source)
    toast(versionWords.restoredDraft(version), { undo: () => onRestore(source) })
  }
  return (
    <VersionDetails
      target={{ kind: 'flow', id: flow.id, name: flow.name }}
      shown={shown}
      facts={query.data}
      made={versionWords.published(<Instant at={query.data.publishedAt} />)}
      canRun
      restore={own.source === source ? null : { name: versionWords.restoreDraft, act: restore }}
    >
      <Compared shown={shown}>
        {({ isOtherNewer }) =>
          other === 'draft' ? (
            <FlowDifference before={own} after={{ source, definition: draft }} />
          ) : (
            <WithVersion flow={flow} other={Number(other)} own={own} isOtherNewer={isOtherNewer} />
          )
        }
      </Compared>
    </VersionDetails>
  )
}

type State = { source: string; definition: Definition | null }
type WithProps = { flow: FlowDetail; other: number; own: State; isOtherNewer: boolean }

function WithVersion({ flow, other, own, isOtherNewer }: WithProps) {
  const query = useQuery(api.flows.version.queryOptions({ input: { ref: flow.id, version: other } }))
  if (query.isError)
    return <Problem message={versionWords.unreadable(other, messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return null
  const their: State = { source: query.data.source, definition: query.data.definition as Definition }
  return isOtherNewer ? <FlowDifference before={own} after={their} /> : <FlowDifference before={their} after={own} />
}
