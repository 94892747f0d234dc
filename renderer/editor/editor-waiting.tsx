import { Link } from 'wouter'
import { isMissing, messageOf } from '../api/client.ts'
import { buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { type Kind, words } from './words.ts'

/** `kind`: what is read, which may be the job that something new belongs to. */
type Props = { title: string; kind: Kind; error: Error | null; retry(): void }

/** Where each kind is listed; schedules of all jobs are in the calendar, and triggers are listed by job. */
const lists: Record<Kind, string> = {
  job: '/jobs',
  schedule: '/calendar',
  trigger: '/jobs',
  flow: '/flows',
  pipeline: '/pipelines',
}

/** The page of an editor until its object is read, or why it cannot be. */
export const EditorWaiting = ({ title, kind, error, retry }: Props) => (
  <Page title={title}>
    {error === null ? (
      <SkeletonRows rows={4} />
    ) : isMissing(error) ? (
      <Missing kind={kind} />
    ) : (
      <Problem message={words.kinds[kind].notOpened(messageOf(error))} retry={retry} />
    )}
  </Page>
)

/** The page of an editor whose object was deleted while it was open. */
export const EditorMissing = ({ title, kind }: { title: string; kind: Kind }) => (
  <Page title={title}>
    <Missing kind={kind} />
  </Page>
)

const Missing = ({ kind }: { kind: Kind }) => (
  <Empty
    title={words.kinds[kind].missing}
    action={
      <Link href={lists[kind]} className={buttonClass('primary')}>
        {words.kinds[kind].showAll}
      </Link>
    }
  >
    {words.kinds[kind].missingHint}
  </Empty>
)
